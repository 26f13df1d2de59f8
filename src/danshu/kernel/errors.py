"""Errors that a person can act on: what is wrong, with which record, and how to mend it."""

from __future__ import annotations


class DanshuError(Exception):
    """An error with a stable code (`reservation.insufficient_atp`), shown to people and sent as RFC 9457 `type`.

    `what` says what is wrong and with which record, `mend` what to do about it; both are complete sentences.
    `status` is the HTTP status that the API answers with.
    """

    def __init__(self, code: str, what: str, mend: str = "", *, status: int = 400) -> None:
        super().__init__(f"{what} {mend}".strip())
        self.code = code
        self.what = what
        self.mend = mend
        self.status = status
