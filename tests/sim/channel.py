"""A channel that tells the truth badly: twice, late, out of order, masked, with items nobody knows, and garbage between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import msgspec

from builders.message import HANGZHOU, URUMQI, order_message, sold
from danshu.sdk.orders import OrderLine, OrderMessage, Receiver

SHOPS = (1, 2, 3, 4)
_MASKED = Receiver(name="王**", phone="138****1111", province="浙江省", city="杭州市", address="文三路***", masked=True)
_HISTORIES = (
    ("paid",), ("paid",), ("paid",), ("pending_payment", "paid"), ("pending_payment",), ("pending_payment", "cancelled"),
    ("pending_payment", "paid", "closed"), ("paid", "closed"), ("locked", "paid"), ("paid", "locked", "paid"),
    ("paid", "locked", "closed"), ("deposit_paid", "paid"), ("pending_payment", "deposit_paid", "paid", "closed"),
    ("paid", "shipped", "completed"), ("paid", "partially_shipped", "shipped", "delivered"),
)  # fmt: skip
_FORWARD_ONLY = [history for history in _HISTORIES if "locked" not in history]


@dataclass(slots=True)
class Channel:
    """What was sold, and what of it the house was told. `sent` keeps every message that left, in order."""

    random: Random
    unsent: list[tuple[int, OrderMessage]] = field(default_factory=list)
    sent: list[tuple[int, OrderMessage]] = field(default_factory=list)
    truth: dict[tuple[int, str], OrderMessage] = field(default_factory=dict)
    garbage: set[str] = field(default_factory=set)
    _sold: int = 0

    def sell(self, now: datetime, count: int) -> None:
        """New orders with the whole of their history; its messages leave when and as often as they like."""
        for _ in range(count):
            self._sold += 1
            number = str(6_920_000_000_000_000_000 + self._sold)
            shop_id = self.random.choice(SHOPS)
            for message in self._history(number, now):
                self.unsent.append((shop_id, message))
                self.truth[shop_id, number] = message
            if self.random.random() < 0.1:
                self.unsent.append((shop_id, self._rubbish()))

    def _history(self, number: str, now: datetime) -> list[OrderMessage]:
        dated = self.random.random() < 0.8
        statuses = self.random.choice(_HISTORIES if dated else _FORWARD_ONLY)
        lines = [self._line() for _ in range(self.random.choice((1, 1, 2, 3)))]
        receiver = self.random.choice((HANGZHOU, HANGZHOU, URUMQI, _MASKED))
        told = []
        for step, status in enumerate(statuses):
            if step and self.random.random() < 0.1:
                receiver = self.random.choice((HANGZHOU, URUMQI, _MASKED))
            if step and status != "closed" and self.random.random() < 0.1:
                lines[0] = msgspec.structs.replace(lines[0], status="closed")
            modified_at = now + timedelta(seconds=step) if dated else None
            told.append(
                order_message(number, status, *lines, placed_at=now, paid_at=None if status in ("pending_payment", "cancelled")
                              else now, modified_at=modified_at, receiver=receiver, seller_note=f"step {step}")
            )  # fmt: skip
        return told

    def _line(self) -> OrderLine:
        code = self.random.choice(("A", "A", "B", "C", "SET", "SET", f"UNKNOWN{self.random.randrange(3)}"))
        return sold(code, self.random.choice((1, 1, 2, 5)), self.random.randrange(1, 99_999))

    def _rubbish(self) -> OrderMessage:
        number = f"garbage-{self.random.getrandbits(60)}"
        self.garbage.add(number)
        message = order_message(number)
        bad = self.random.choice((sold("A", 0), sold("A", title="a\x00b"), sold("A", 2, discount_minor=-1), None))
        return msgspec.structs.replace(message, lines=() if bad is None else (bad,))

    def tell(self, count: int) -> list[tuple[int, OrderMessage]]:
        """Some of what is unsent in any order, and some of what was sent before once more."""
        self.random.shuffle(self.unsent)
        told, self.unsent = self.unsent[:count], self.unsent[count:]
        known = [one for one in self.sent if one[1].source_no not in self.garbage]
        told += self.random.sample(known, min(len(known), count // 4))
        self.random.shuffle(told)
        self.sent += told
        return told
