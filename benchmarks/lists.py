"""Measures the order list over HTTP: every filter alone and every pair, with the naive way beside it.

    python benchmarks/lists.py --database-url URL [--rounds 3] [--out FILE] [--only state,tag]

Needs a database of seed_orders.py. One client, one request at a time; each value of a filter is asked `--rounds` times
after one that warms it. Values are drawn from the data, dense and sparse ones, and pairs that never meet. The naive way
is one statement that joins everything it filters by, newest first, with rows turned into JSON in Python.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psycopg
import uvicorn
from fastapi import FastAPI

from danshu.db.pool import make_pool
from danshu.domain.orders.model import STATES
from danshu.ground.accounts.rules import hash_token
from danshu.ground.vault.rules import Vault
from danshu.kernel.clock import SystemClock
from danshu.views.api import router

KEY = "dsk_benchmark"
NAIVE_STOP_MS = 5_000
Params = dict[str, str]


def application(url: str, vault: Vault) -> FastAPI:
    """The reads alone, as the product serves them: pool, key, scope, filter, JSON."""

    @contextlib.asynccontextmanager
    async def life(app: FastAPI) -> Any:
        async with make_pool(url, size_max=4) as pool:
            app.state.pool, app.state.clock, app.state.house = pool, SystemClock(), SimpleNamespace(vault=vault)
            yield

    app = FastAPI(lifespan=life)
    app.include_router(router)
    return app


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serves on a free port in a thread of its own; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", access_log=False))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def choices(connection: psycopg.Connection[Any], vault: Vault) -> dict[str, list[Params]]:
    """Values of each filter: common, rare, old and new ones."""

    def ask(statement: str) -> list[Any]:
        return [row[0] for row in connection.execute(statement.encode()).fetchall()]

    shops = ask("SELECT id::text FROM shop ORDER BY id")
    number = ask("SELECT number FROM orders ORDER BY id OFFSET (SELECT count(*) / 3 FROM orders) LIMIT 1")[0]
    days = ask(
        "SELECT low + (high - low) * part FROM (SELECT min(placed_at) AS low, max(placed_at) AS high FROM orders) AS s,"
        " unnest(ARRAY[0.3, 0.32, 0.9]) AS part ORDER BY part"
    )
    names = [vault.open_json(row)["name"] for row in ask("SELECT sealed FROM contact ORDER BY order_id DESC LIMIT 3")]
    codes = ["SKU00003", "SKU00009", "SKU00030", "SKU00400"]
    stamp = [day.isoformat() for day in days]
    return {
        "state": [{"state": state} for state in STATES],
        "shop": [{"shop_id": shops[n]} for n in (0, 4, 9)],
        "warehouse": [{"warehouse_id": w} for w in ask("SELECT id::text FROM warehouse ORDER BY id")[::2]],
        "hold": [{"hold": h} for h in ("any", "stock.short", "manual", "channel.changed")],
        "tag": [{"tag": t} for t in ("vip", "fragile", "press", "live-sale")],
        "paid": [{"paid_from": stamp[0], "paid_to": stamp[1]}, {"paid_from": stamp[2]}, {"paid_to": stamp[0]}],
        "overdue": [{"overdue": "1"}],
        "number": [{"number": number}, {"number": number[:6]}, {"number": number[:8]}, {"number": number[:2]}],
        "phone_tail": [{"phone_tail": t} for t in ask("SELECT phone_tail FROM contact ORDER BY order_id LIMIT 2")],
        "receiver": [{"receiver": name} for name in names[:2]],
        "sku": [{"sku": code} for code in codes],
        "tracking": [{"tracking_no": t} for t in ask("SELECT tracking_no FROM parcel ORDER BY id LIMIT 2")],
    }  # fmt: skip


# What an ORM writes for each filter, and the table that it joins for it.
FORMS = {
    "state": "o.state = %s",
    "shop_id": "o.shop_id = %s::int",
    "warehouse_id": "(o.warehouse_id = %s::int OR %s::int = ANY(o.warehouse_ids))",
    "paid_from": "o.paid_at >= %s::timestamptz",
    "paid_to": "o.paid_at < %s::timestamptz",
    "tag": "%s = ANY(o.tags)",
    "number": "o.number LIKE %s || '%%'",
    "phone_tail": "c.phone_tail = %s",
    "receiver": "c.name_hash = %s",
    "tracking_no": "p.tracking_no = %s",
    "sku": "k.code = %s",
    "hold": "h.code = %s AND h.released_at IS NULL",
    "overdue": "o.promise_at < now() AND o.state IN ('paid', 'in_review', 'picking') AND '1' = %s",
}
TABLES = {
    "phone_tail": "JOIN contact c ON c.order_id = o.id",
    "receiver": "JOIN contact c ON c.order_id = o.id",
    "tracking_no": "JOIN parcel p ON p.order_id = o.id",
    "hold": "JOIN order_hold h ON h.order_id = o.id",
    "sku": "JOIN order_line l ON l.order_id = o.id JOIN sku k ON k.id = l.sku_id",
}


def naive_statement(params: Params, vault: Vault) -> tuple[str, list[Any]]:
    """What an ORM makes of the same filter: joins, one ORDER BY, one LIMIT."""
    joins, tests, values = [], ["true"], []
    for name, value in params.items():
        if (name, value) == ("hold", "any"):
            tests.append("o.hold_codes <> '{}'")
            continue
        if name in TABLES and TABLES[name] not in joins:
            joins.append(TABLES[name])
        tests.append(FORMS[name])
        values += [vault.blind("name", value) if name == "receiver" else value] * (2 if name == "warehouse_id" else 1)
    where = " AND ".join(tests)
    return (
        f"SELECT DISTINCT o.* FROM orders o {' '.join(joins)} WHERE {where} ORDER BY o.placed_at DESC LIMIT 50",
        values,
    )


def naive(connection: psycopg.Connection[Any], params: Params, vault: Vault) -> None:
    statement, values = naive_statement(params, vault)
    with connection.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        rows = cursor.execute(statement.encode(), values).fetchall()
        for row in rows:
            row["lines"] = cursor.execute(b"SELECT * FROM order_line WHERE order_id = %s", [row["id"]]).fetchall()
            row["shop"] = cursor.execute(b"SELECT * FROM shop WHERE id = %s", [row["shop_id"]]).fetchone()
    json.dumps(rows, default=str)


def naive_milliseconds(connection: psycopg.Connection[Any], params: Params, vault: Vault) -> list[float]:
    """One warm call; what is stopped counts as the time after which it was stopped."""
    try:
        naive(connection, params, vault)
    except psycopg.errors.QueryCanceled:
        return [NAIVE_STOP_MS]
    return milliseconds(lambda: naive(connection, params, vault), 1)


def milliseconds(call: Any, rounds: int) -> list[float]:
    call()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return times


def quantile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def measure(url: str, base: str, vault: Vault, options: argparse.Namespace) -> list[dict[str, Any]]:
    results = []
    with psycopg.connect(url, autocommit=True, options=f"-c statement_timeout={NAIVE_STOP_MS}") as connection, httpx.Client(
        base_url=base, headers={"Authorization": f"Bearer {options.key}"}, timeout=30
    ) as client:  # fmt: skip
        values = choices(connection, vault)
        only = options.only.split(",") if options.only else list(values)
        groups = [(name,) for name in values if name in only]
        groups += [pair for pair in itertools.combinations(values, 2) if set(pair) & set(only)]
        for group in groups:
            mine: list[float] = []
            theirs: list[float] = []
            worst: tuple[float, Params] = (0.0, {})
            for chosen in itertools.product(*(values[name] for name in group)):
                params = {key: value for one in chosen for key, value in one.items()}

                def get(params: Params = params) -> None:
                    client.get("/v1/orders", params=params).raise_for_status()

                times = milliseconds(get, options.rounds)
                mine += times
                worst = max(worst, (statistics.median(times), params), key=lambda pair: pair[0])
            if options.naive:
                every = list(itertools.product(*(values[name] for name in group)))
                for chosen in every[:: max(1, len(every) // 4)][:4]:
                    params = {key: value for one in chosen for key, value in one.items()}
                    theirs += naive_milliseconds(connection, params, vault)
            results.append(figures(" + ".join(group), mine, worst, theirs))
    return results


EXTRAS = (
    "/v1/orders",
    "/v1/orders?sort=paid",
    "/v1/orders?sort=promise",
    "/v1/orders/tabs",
    "/v1/orders/tabs?warehouse_id=3",
    "/v1/orders/count",
    "/v1/orders/count?sku=SKU00003&state=completed",
    "/v1/orders?q=0001",
    "/v1/home",
    "/v1/stock",
)


def extras(base: str, rounds: int, key: str = KEY) -> list[dict[str, Any]]:
    """Tabs, counts, other orders of the list, home and stock."""
    results = []
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:
        for path in EXTRAS:
            times = milliseconds(lambda p=path: client.get(p).raise_for_status(), max(rounds, 20))
            results.append(figures(path, times, (quantile(times, 0.99), {}), []))
    return results


def figures(title: str, mine: list[float], worst: tuple[float, Params], theirs: list[float]) -> dict[str, Any]:
    return {
        "filters": title,
        "requests": len(mine),
        "p50_ms": round(statistics.median(mine), 1),
        "p99_ms": round(quantile(mine, 0.99), 1),
        "worst_ms": round(worst[0], 1),
        "worst": worst[1],
        "naive_p50_ms": round(statistics.median(theirs), 1) if theirs else None,
        "naive_max_ms": round(max(theirs), 1) if theirs else None,
    }


def table(results: list[dict[str, Any]]) -> str:
    """The results as Markdown; `worst` names the slowest value where it took more than 30 ms."""
    lines = [
        "| filters | requests | p50 ms | p99 ms | worst value, ms | naive p50 ms | naive max ms |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in results:
        worst = f"{r['worst_ms']} {r['worst'] if r['worst_ms'] > 30 else ''}".strip()
        numbers = [r["filters"], r["requests"], r["p50_ms"], r["p99_ms"], worst, r["naive_p50_ms"], r["naive_max_ms"]]
        lines.append("| " + " | ".join("" if n is None else str(n) for n in numbers) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--naive", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(namespace=argparse.Namespace(key=KEY))
    vault = Vault(bytes(32))
    with psycopg.connect(options.database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO api_key (name, prefix, key_hash, scopes, created_by, created_at)"
            " VALUES ('bench', 'dsk_', %s, %s, 'system', %s) ON CONFLICT (key_hash) DO NOTHING",
            [hash_token(KEY), ["orders.read", "money.read", "stock.read"], datetime.now(UTC)],
        )
    with served(application(options.database_url, vault)) as base:
        results = extras(base, options.rounds) + measure(options.database_url, base, vault, options)
    print(table(results))
    if options.out:
        options.out.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
