"""`danshu address`: JSON lines `{"text": …}` on standard input -> the parts of each address as JSON lines."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from danshu.domain.network.rules import smart_paste
from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class Line(msgspec.Struct):
    """One line of input; other fields are ignored."""

    text: str


def add_parser(subparsers: Subparsers) -> None:
    """Adds the command to the launcher's parser."""
    subparsers.add_parser("address", help="match addresses: JSON lines with a text in, province to phone out")


def run(args: argparse.Namespace) -> int:
    """Answers each line as soon as it is read; 0 when all were read."""
    write_matches(sys.stdin, sys.stdout)
    return 0


def write_matches(source: TextIO, target: TextIO) -> None:
    """Raises `address.bad_line` with the number of a line that is no JSON object with a text."""
    decoder, encoder = msgspec.json.Decoder(Line), msgspec.json.Encoder()
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            text = decoder.decode(line).text
        except msgspec.MsgspecError as error:
            raise DanshuError(
                "address.bad_line", f"Line {number} can't be read: {error}.", 'Write one object a line: {"text": "…"}.'
            ) from error
        target.write(encoder.encode(match(text)).decode() + "\n")


def match(text: str) -> dict[str, Any]:
    """The parts of one pasted text, names as full official names, None where nothing was found."""
    found = smart_paste(text)
    return {
        "province": found.province,
        "city": found.city,
        "district": found.district,
        "detail": found.detail,
        "name": found.name,
        "phone": found.phone,
        "town": found.town,
        "province_code": found.province_code,
        "city_code": found.city_code,
        "district_code": found.district_code,
        "confidence": found.confidence,
        "guessed": found.guessed,
    }
