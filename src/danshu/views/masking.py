"""What of free text and raw messages may be shown: everything but who the buyer is."""

from __future__ import annotations

import re
from typing import Any

from danshu.ground.vault.rules import mask_name, mask_phone, mask_text

# Phone numbers, ID cards, account numbers: buyers write them into notes.
_DIGITS = re.compile(r"\+?\d(?:[ -]?\d){6,}")
_NAMES = ("name", "buyer_nick")
_PHONES = ("phone",)
_PLACES = ("detail", "address", "town", "postcode")
_SECRETS = ("token", "buyer_id")
_FREE = ("buyer_note", "seller_note")


def mask_note(text: str, names: tuple[str, ...] = ()) -> str:
    """Free text without long numbers and without the names given."""
    for name in names:
        if len(name) >= 2:
            text = text.replace(name, mask_name(name) or "")
    return _DIGITS.sub(lambda found: mask_phone(re.sub(r"\D", "", found[0])) or "", text)


def mask_message(message: Any) -> Any:
    """A message with its personal parts masked; its keys are those of danshu.sdk.orders."""
    if isinstance(message, list):
        return [mask_message(one) for one in message]
    if not isinstance(message, dict):
        return message
    names = tuple(n for n in (_receiver(message).get("name"), message.get("buyer_nick")) if isinstance(n, str))
    return {key: _masked(key, value, names) for key, value in message.items()}


def _receiver(message: dict[str, Any]) -> dict[str, Any]:
    receiver = message.get("receiver")
    return receiver if isinstance(receiver, dict) else {}


def _masked(key: str, value: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(value, str):
        return mask_message(value)
    if key in _NAMES:
        return mask_name(value)
    if key in _PHONES:
        return mask_phone(value)
    if key in _PLACES:
        return mask_text(value)
    if key in _SECRETS:
        return "***"
    return mask_note(value, names) if key in _FREE else value
