"""The UCI format: lines, credits and refusals of a fixture, and the shared file to the cent."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from contract.table_files import FIXTURES, parsed
from contract.test_formats import faults_of, shared
from danshu.sdk.orders import CreditMessage, OrderMessage


def test_uci_lines() -> None:
    results, _, _ = parsed(FIXTURES / "uci_lines.csv", "uci")
    by_number = {one.message.source_no: one for one in results}
    first = by_number["700001"].message
    assert isinstance(first, OrderMessage)
    # Equal rows are separate lines, a row that comes later belongs to its invoice, and 3 x 0.555 is rounded once: 1.67.
    assert by_number["700001"].row_nos == (2, 3, 4, 7)
    assert [(line.code, line.title, line.goods_minor) for line in first.lines] == [
        ("85123a", "WHITE HEART", 1530),
        ("85123a", "WHITE HEART", 1530),
        ("M", "FRACTION", 167),
        ("LATE", "TORN ROW", 100),
    ]
    assert first.lines[2].unit_price_e4 == 555_000
    assert (first.total_minor, first.buyer_id, first.receiver.country) == (3327, "17850", "GB")
    assert first.completed_at == first.placed_at and first.placed_at.tzinfo == ZoneInfo("Europe/London")
    credit = by_number["C700002"].message
    assert isinstance(credit, CreditMessage)
    assert [(line.qty, line.amount_minor) for line in credit.lines] == [(2, 510)]
    assert (credit.at.isoformat(), credit.buyer_id) == ("2010-12-02T09:05:00+00:00", "17850")
    gift = by_number["700003"].message
    assert isinstance(gift, OrderMessage)
    assert (gift.total_minor, gift.buyer_id) == (0, None)
    assert (gift.receiver.country, gift.receiver.address) == ("ZZ", "Channel Islands")
    assert [line.code for line in by_number["700007"].message.lines] == ["Y"]
    assert [(row, code) for row, _, _, code in faults_of(FIXTURES / "uci_lines.csv", "uci")] == [
        (8, "uci.negative_sale"),
        (9, "uci.not_an_invoice"),
        (10, "uci.positive_credit"),
        (11, "cell.not_a_number"),
        (13, "cell.not_a_time"),
        (14, "row.ragged"),
    ]


def test_shared_uci_file_to_the_cent() -> None:
    """The import against a plain reading of the same file with csv and Decimal."""
    path = shared("datasets/uci_online_retail_2010-12_to_2011-06.csv.gz")
    lines, stored, bad, net = 0, 0, 0, Decimal(0)
    orders: set[str] = set()
    credits: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lines += 1
            number, qty, price = row["InvoiceNo"], int(row["Quantity"]), Decimal(row["UnitPrice"])
            credit = number.startswith("C")
            if (qty >= 0 if credit else qty <= 0) or price < 0 or not number.removeprefix("C").isdigit():
                bad += 1
                continue
            stored += 1
            (credits if credit else orders).add(number)
            amount = (price * abs(qty)).quantize(Decimal("0.01"), ROUND_HALF_UP)
            net += -amount if credit else amount
    results, refused, sheet = parsed(path, "uci")
    found = Counter(type(one.message) for one in results)
    total = 0
    for one in results:
        if isinstance(one.message, OrderMessage):
            total += one.message.total_minor or 0
        else:
            total -= sum(line.amount_minor for line in one.message.lines)
    assert sheet.rows_read == lines
    assert sum(len(one.message.lines) for one in results) == stored
    assert sum(len(one.rows) for one in refused) == bad
    assert (found[OrderMessage], found[CreditMessage]) == (len(orders), len(credits))
    assert total == int(net * 100)
