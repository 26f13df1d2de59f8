"""Fills a migrated database with orders for measuring reads: made by the server, index by index, in a few minutes.

    python benchmarks/seed_orders.py --database-url URL [--orders 1000000] [--shape real|wild] [--key FILE]

`real` spreads orders over a year, with states by age; `wild` gives every state, hold and tag to orders of any age, so
that dense filters of every kind meet. Both need an empty `orders`. Everything is drawn from one seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import zstandard

from danshu.db.migrate import migrate
from danshu.ground.vault.rules import Vault, mask_name, mask_phone

HERE = Path(__file__).parent
SKUS, PEOPLE, DAYS = 2_000, 200_000, 365
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文辉力玲飞宇浩欣怡梓涵子轩雨泽思琪嘉雪晨曦"
PLACES = (
    ("浙江省", "杭州市", "西湖区", 120.13, 30.26), ("广东省", "广州市", "天河区", 113.36, 23.12),
    ("广东省", "深圳市", "南山区", 113.93, 22.53), ("江苏省", "南京市", "鼓楼区", 118.77, 32.07),
    ("上海市", "上海市", "浦东新区", 121.54, 31.22), ("北京市", "北京市", "朝阳区", 116.44, 39.92),
    ("四川省", "成都市", "武侯区", 104.04, 30.64), ("湖北省", "武汉市", "洪山区", 114.34, 30.5),
    ("山东省", "济南市", "历下区", 117.08, 36.67), ("河南省", "郑州市", "金水区", 113.66, 34.8),
    ("福建省", "厦门市", "思明区", 118.08, 24.45), ("西藏自治区", "拉萨市", "城关区", 91.14, 29.65),
)  # fmt: skip


def people(vault: Vault, dice: random.Random) -> list[tuple[Any, ...]]:
    """Rows of (number, name, masks, hashes, tail, sealed, place): buyers who come again."""
    rows = []
    for number in range(PEOPLE):
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2))))
        phone = f"1{dice.choice('35789')}{dice.randrange(10**9):09d}"
        province, city, district, longitude, latitude = dice.choices(PLACES, (*([9] * 11), 0.1))[0]
        plain = {"name": name, "phone": phone, "detail": f"文三路{number % 900}号", "buyer_nick": f"tb{number}"}
        rows.append(
            (number, mask_name(name), mask_phone(phone), vault.blind("name", name), vault.blind("phone", phone),
             phone[-4:], vault.seal_json(plain), province, city, district, longitude, latitude)
        )  # fmt: skip
    return rows


def copy(connection: psycopg.Connection[Any], table: str, types: list[str], rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as stream:
        stream.set_types(types)
        for row in rows:
            stream.write_row(row)


def put_indexes_aside(connection: psycopg.Connection[Any]) -> list[str]:
    """Drops the secondary indexes of the large tables and gives the statements that make them anew."""
    found = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE NOT indisprimary AND indrelid IN (SELECT unnest(%s::text[])::regclass)",
        [["orders", "order_line", "order_source", "contact", "parcel", "order_hold", "event", "fulfillment_order"]],
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]


def seed(url: str, *, orders: int, shape: str, vault: Vault) -> None:
    dice = random.Random(20_261_121)
    with psycopg.connect(url, autocommit=True) as connection:
        held = connection.execute("SELECT EXISTS (SELECT 1 FROM orders)").fetchone()
        if held and held[0]:
            sys.exit("The database has orders already: take an empty one.")
        connection.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        connection.execute("SET synchronous_commit = off; SET work_mem = '64MB'; SELECT setseed(0.2026)")
        connection.execute(
            "CREATE TEMP TABLE person (n int, name text, phone text, name_hash bigint, phone_hash bigint, tail text,"
            " sealed bytea, province text, city text, district text, longitude real, latitude real)"
        )
        kinds = ["int4", "text", "text", "int8", "int8", "text", "bytea", "text", "text", "text", "float4", "float4"]
        copy(connection, "person", kinds, people(vault, dice))
        connection.execute("CREATE UNIQUE INDEX ON person (n); ANALYZE person")
        body = zstandard.compress(
            b'[{"stage":"sourcing","chosen":"HZ","why":["has everything"],"rejected":[],"facts":{}}]'
        )
        raw = vault.seal_json(
            {"type": "order", "source_no": "0", "receiver": {"name": "王小明", "phone": "13800000000"}}
        )
        values = {"orders": orders, "wild": shape == "wild", "days": DAYS, "people": PEOPLE, "skus": SKUS,
                  "decision": body.hex(), "raw": raw.hex()}  # fmt: skip
        indexes = put_indexes_aside(connection)
        text = (HERE / "seed_orders.sql").read_text(encoding="utf-8")
        started = time.monotonic()
        for part in text.split("\n-- step: ")[1:]:
            title, statement = part.split("\n", 1)
            for name, value in values.items():
                statement = statement.replace(f":{name}:", str(value))
            connection.execute(statement.encode())
            print(f"{time.monotonic() - started:6.1f} s  {title}", flush=True)
        for definition in indexes:
            connection.execute(definition.encode())
        print(f"{time.monotonic() - started:6.1f} s  indexes", flush=True)
        connection.execute("VACUUM (ANALYZE)")
        print(f"{time.monotonic() - started:6.1f} s  vacuum", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--shape", choices=("real", "wild"), default="real")
    parser.add_argument("--key", type=Path, help="master key file (32 bytes) of the installation; else 32 zero bytes")
    options = parser.parse_args()
    migrate(options.database_url)
    vault = Vault(options.key.read_bytes() if options.key else bytes(32))
    seed(options.database_url, orders=options.orders, shape=options.shape, vault=vault)


if __name__ == "__main__":
    main()
