"""What of a quarantined content may be seen, and how an edit of what was seen is put back. Pure."""

from __future__ import annotations

import re
from typing import Any

from danshu.ground.vault.rules import mask_name, mask_phone, mask_text
from danshu.kernel.errors import DanshuError

_NAME = re.compile(
    r"收货人|姓名|买家|会员|昵称|账号|帐号|支付宝|客户|receiver|(^|_)name$|buyer|customer|nick", re.IGNORECASE
)
_PHONE = re.compile(r"电话|手机|phone|mobile|(^|_)tel", re.IGNORECASE)
_TEXT = re.compile(r"地址|街道|留言|备注|发票抬头|address|detail|town|note|postcode|邮编|token", re.IGNORECASE)


def masked(value: Any, key: str = "") -> Any:
    """The content with names, phones, addresses and remarks masked, whatever its source calls them."""
    if isinstance(value, dict):
        return {name: masked(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [masked(part, key) for part in value]
    if not isinstance(value, str):
        return value
    # A phone's header may say whose it is (收货人电话): the phone is asked first, the address before the name.
    for pattern, mask in ((_PHONE, mask_phone), (_TEXT, mask_text), (_NAME, mask_name)):
        if pattern.search(key):
            return mask(value) or ""
    return value


def edited(known: Any, new: Any, key: str = "") -> Any:
    """The new content, with the true value wherever the editor left the masked one as it was."""
    if isinstance(new, dict):
        before = known if isinstance(known, dict) else {}
        return {name: edited(before.get(name), part, name) for name, part in new.items()}
    if isinstance(new, list):
        before_list = known if isinstance(known, list) else []
        padded = before_list + [None] * (len(new) - len(before_list))
        return [edited(old, part, key) for old, part in zip(padded, new, strict=False)]
    return known if isinstance(known, str) and new == masked(known, key) else new


def shown(content: Any) -> Any:
    """The content as a person sees it: masked, and without our own notes about its rows."""
    seen = masked(content)
    for row in seen["rows"] if seen.get("type") == "rows" else ():
        row.pop("fault", None)
    return seen


def check_shape(known: Any, new: Any) -> None:
    """Rows stay rows of the same columns, a message stays an object. Raises `quarantine.bad_payload`."""
    if _unstorable(new):
        raise _bad("The content has a character that can't be stored (NUL or half of a surrogate pair).")
    if known.get("type") != "rows":
        if new.get("type") != known.get("type"):
            raise _bad("The message's type can't be changed.")
        return
    rows = new.get("rows")
    if new.get("type") != "rows" or new.get("format") != known["format"] or not isinstance(rows, list):
        raise _bad("Rows of a file stay rows of the same format.")
    by_no = {row["no"]: row for row in known["rows"]}
    if [row.get("no") if isinstance(row, dict) else None for row in rows] != list(by_no):
        raise _bad("The rows are not the same ones.")
    for row in rows:
        cells = row.get("cells")
        if not isinstance(cells, dict) or not all(isinstance(cell, str) for cell in cells.values()):
            raise _bad(f"Row {row['no']} has no cells, or cells that are not text.")
        if not set(cells) <= set(by_no[row["no"]]["cells"]):
            raise _bad(f"Row {row['no']} has columns that the file does not have.")


def without_mended_faults(known: Any, new: Any) -> Any:
    """Rows that did not fit their header are taken at their word once somebody has edited them."""
    before = {row["no"]: row for row in known["rows"]}
    rows = []
    for row in new["rows"]:
        old = before[row["no"]]
        cells = {name: cell.strip() for name, cell in row["cells"].items() if not name.startswith("#")}
        same = row["cells"] == old["cells"]
        rows.append(
            {"no": row["no"], "cells": old["cells"] if same else cells, "fault": old.get("fault") if same else None}
        )
    return {"type": "rows", "format": known["format"], "rows": rows}


def _unstorable(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_unstorable(name) or _unstorable(part) for name, part in value.items())
    if isinstance(value, list):
        return any(map(_unstorable, value))
    return isinstance(value, str) and any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in value)


def _bad(what: str) -> DanshuError:
    return DanshuError(
        "quarantine.bad_payload", what, "Send the content as GET /v1/quarantine/{id} shows it, with values mended.",
        status=422,
    )  # fmt: skip
