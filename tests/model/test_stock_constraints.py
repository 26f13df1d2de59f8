"""The table constraints never_oversold and claims_are_on_hand refuse exactly what the stock book calls broken."""

from __future__ import annotations

import psycopg
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg import errors

from builders.message import NOON
from danshu.domain.inventory.model import Node, Pool
from danshu.domain.inventory.rules import StockBook, broken_invariants

QTY = st.integers(-2, 6)
ON_ONE_DATABASE = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def accepted(url: str, statement: str, values: tuple[object, ...]) -> bool:
    """Whether the database takes the row; nothing stays."""
    with psycopg.connect(url) as connection:
        try:
            connection.execute(statement.encode(), values)
        except errors.CheckViolation:
            return False
        finally:
            connection.rollback()
    return True


@ON_ONE_DATABASE
@given(QTY, QTY, QTY, QTY, QTY, st.booleans())
@example(3, 1, 1, 2, 1, True)
@example(3, 1, 1, 2, 1, False)
def test_pools(
    database_url: str, on_hand: int, to_ship: int, unpaid: int, frozen: int, returning: int, counts: bool
) -> None:
    book = StockBook(NOON, "test")
    values = (on_hand, to_ship, unpaid, frozen, returning, counts)
    book.pools[1] = Pool(1, *values)
    statement = "INSERT INTO stock_pool VALUES (1, %s, %s, %s, %s, %s, %s)"
    assert accepted(database_url, statement, values) == (broken_invariants(book) == [])


@ON_ONE_DATABASE
@given(QTY, QTY, QTY)
def test_nodes(database_url: str, on_hand: int, allocated: int, frozen: int) -> None:
    book = StockBook(NOON, "test")
    book.nodes[1][1] = Node(1, 1, on_hand, allocated, frozen)
    statement = "INSERT INTO stock_node VALUES (1, 1, %s, %s, %s)"
    assert accepted(database_url, statement, (on_hand, allocated, frozen)) == (broken_invariants(book) == [])
