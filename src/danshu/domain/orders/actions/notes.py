"""Tags, notes, priority and the receiver's address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from danshu.domain.network.rules import match_address
from danshu.domain.orders.rules.build import make_contact
from danshu.domain.orders.rules.messages import PERSONAL
from danshu.ground.actions.model import Action, Params, everywhere, only, refuse, text, words
from danshu.ground.vault.rules import mask_name, mask_phone

if TYPE_CHECKING:
    from danshu.domain.orders.model import Order
    from danshu.domain.orders.rules.batch import Batch

_TAG_LENGTH_MAX = 30
_TAGS_MAX = 30


class TagParams(Params):
    add: Annotated[list[str], words("加上标签", "Add tags", widget="tags")] = []  # noqa: RUF012 - msgspec copies it
    remove: Annotated[list[str], words("去掉标签", "Remove tags", widget="tags")] = []  # noqa: RUF012 - msgspec copies it


class NoteParams(Params):
    text: Annotated[str, text("备注", "Note", min_length=1, max_length=2000, widget="textarea")]


class PriorityParams(Params):
    on: Annotated[bool, words("加急", "Priority")] = True


class AddressParams(Params):
    name: Annotated[str, text("收货人（留空不变）", "Receiver (empty = same)", max_length=60)] = ""
    phone: Annotated[str, text("电话（留空不变）", "Phone (empty = same)", max_length=40)] = ""
    province: Annotated[str, text("省", "Province", max_length=40)] = ""
    city: Annotated[str, text("市", "City", max_length=40)] = ""
    district: Annotated[str, text("区县", "District", max_length=40)] = ""
    detail: Annotated[str, text("详细地址", "Street", max_length=200)] = ""


def tag(batch: Batch, order: Order, params: TagParams) -> dict[str, Any] | None:
    add = {tag.strip() for tag in params.add if tag.strip()}
    if any(len(tag) > _TAG_LENGTH_MAX or "\x00" in tag for tag in add):
        raise refuse("bad_tag", f"A tag is longer than {_TAG_LENGTH_MAX} characters.", "Shorten it.")
    after = sorted((set(order.tags) | add) - set(params.remove))
    if len(after) > _TAGS_MAX:
        raise refuse(
            "too_many_tags", f"Order {order.number} would have {len(after)} tags.", f"Keep at most {_TAGS_MAX}."
        )
    if after == order.tags:
        return None
    before, order.tags = order.tags, after
    batch.step(order, "order.tagged", before=before, after=after)
    return {"tags": before}


def undo_tag(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    order.tags = list(undo["tags"])
    batch.step(order, "order.undone", action="order.tag")


def note(batch: Batch, order: Order, params: NoteParams) -> dict[str, Any] | None:
    batch.notes.append((order.id, batch.at, batch.actor, params.text))
    order.note_marks |= 4
    batch.step(order, "order.noted")
    return {}


def prioritize(batch: Batch, order: Order, params: PriorityParams) -> dict[str, Any] | None:
    if bool(order.priority) == params.on:
        return None
    before, order.priority = order.priority, int(params.on)
    batch.step(order, "order.prioritized", before=before, after=order.priority)
    return {"priority": before}


def undo_priority(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    order.priority = undo["priority"]
    batch.step(order, "order.undone", action="order.priority")


def edit_address(batch: Batch, order: Order, params: AddressParams) -> dict[str, Any] | None:
    """A new receiver gets a new promise and a new choice of warehouse; the claims on the pool stay."""
    if order.contact is None:
        raise refuse(
            "no_contact", f"The receiver of order {order.number} was erased.", "Clone the order with a new receiver."
        )
    given = {key: value for key in ("name", "phone", "detail") if (value := getattr(params, key).strip())}
    place = [getattr(params, key).strip() or getattr(order, key) or "" for key in ("province", "city", "district")]
    address = match_address(given.get("detail", ""), *place)
    if (params.province or params.city or params.district) and address.province is None:
        raise refuse("no_such_place", f"“{' '.join(place)}” is no province and city.", "Choose them from the list.")
    before = {
        "sealed": order.contact.sealed.hex(),
        "place": [order.province, order.city, order.district, order.longitude, order.latitude],
    }
    known = order.contact.plain
    # The channel's own value stays beside ours: its next message is compared with it, and does not undo the edit.
    theirs = known.get("channel") or {key: known.get(key) for key in PERSONAL}
    plain = {**known, **given, "channel": theirs}
    if {"name", "phone", "detail"} <= given.keys():
        plain.pop("masked", None)
    order.contact = make_contact(batch.vault, plain)
    order.province, order.city = address.province or order.province, address.city or order.city
    order.district = address.district or order.district
    order.longitude, order.latitude = address.longitude or order.longitude, address.latitude or order.latitude
    order.receiver_masked, order.phone_masked = mask_name(plain.get("name")), mask_phone(plain.get("phone"))
    batch.release_hold(order, "channel.changed", batch.actor, "address edited")
    batch.step(order, "order.edited", what="address", fields=sorted({*given, "region"} if any(place) else given))
    return before


def undo_address(batch: Batch, order: Order, undo: dict[str, Any]) -> None:
    plain = batch.vault.open_json(bytes.fromhex(undo["sealed"]))
    order.contact = make_contact(batch.vault, plain)
    order.province, order.city, order.district, order.longitude, order.latitude = undo["place"]
    order.receiver_masked, order.phone_masked = mask_name(plain.get("name")), mask_phone(plain.get("phone"))
    batch.step(order, "order.undone", action="order.edit_address")


def _before_promise(order: Order, params: object) -> str:
    return "promise"


ACTIONS = (
    Action("order.edit_address", "改地址", "Edit address", "orders.act", AddressParams, edit_address, undo=undo_address,
           undo_rewind="promise", rewind=_before_promise, bulk=False,
           needs_contact=True, personal=True,
           states=only(pending_payment="allowed", paid="compensated", in_review="compensated", picking="compensated")),
    Action("order.tag", "标签", "Tag", "orders.act", TagParams, tag, undo=undo_tag, states=everywhere()),
    Action("order.note", "备注", "Note", "orders.act", NoteParams, note, states=everywhere()),
    Action("order.priority", "加急", "Priority", "orders.act", PriorityParams, prioritize, undo=undo_priority,
           states=everywhere(shipped="refused", completed="refused", closed="refused")),
)  # fmt: skip
