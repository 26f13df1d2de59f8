"""Orders by HTTP: one in flight, then 32; each accepted and reserved before it is answered."""

from __future__ import annotations

import asyncio
import time

from benchmarks.orders_made import make_orders
from benchmarks.web import Server
from danshu.stages.intake.rules import encode_message


class Client:
    """A small HTTP/1.1 client on one kept connection: a full one would take more of the two cores than the server."""

    def __init__(self, host: str, port: int, key: str) -> None:
        self._where = (host, port)
        self._head = f"Host: {host}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"

    async def open(self) -> Client:
        self._reader, self._writer = await asyncio.open_connection(*self._where)
        return self

    async def request(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        head = f"{method} {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        length = next(int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length:"))
        return status, await self._reader.readexactly(length)


def percentiles(seconds: list[float]) -> tuple[float, float]:
    """(p50, p99) in milliseconds."""
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2] * 1_000, ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)] * 1_000


async def measure(server: Server, *, seed: int) -> list[dict[str, object]]:
    bodies = [
        b'{"shop":"s%d","orders":[%s]}' % (shop, encode_message(message))
        for shop, message in make_orders(6_000, seed=seed)
    ]
    rows: list[dict[str, object]] = []
    warm, single, many = bodies[:200], bodies[200:1_200], bodies[1_200:]
    client = await Client(server.host, server.port, server.key).open()
    for body in warm:
        await _send(client, body)
    taken = [await _send(client, body) for body in single]
    p50, p99 = percentiles(taken)
    rows.append({"figure": "one order by API, one in flight, p50 ms", "value": round(p50, 1)})
    rows.append({"figure": "one order by API, one in flight, p99 ms", "value": round(p99, 1)})
    queue = list(reversed(many))
    seconds: list[float] = []

    async def worker() -> None:
        own = await Client(server.host, server.port, server.key).open()
        while queue:
            seconds.append(await _send(own, queue.pop()))

    begun = time.perf_counter()
    await asyncio.gather(*[worker() for _ in range(32)])
    rate = len(many) / (time.perf_counter() - begun)
    p50, p99 = percentiles(seconds)
    rows.append({"figure": "orders by API, 32 in flight, orders/s", "value": round(rate)})
    rows.append({"figure": "orders by API, 32 in flight, p50 ms", "value": round(p50, 1)})
    rows.append({"figure": "orders by API, 32 in flight, p99 ms", "value": round(p99, 1)})
    return rows


async def _send(client: Client, body: bytes) -> float:
    begun = time.perf_counter()
    status, answer = await client.request("POST", "/v1/orders/batch", body)
    if status != 207 or b'"status":201' not in answer:
        raise RuntimeError(f"the order was not accepted: {status} {answer[:300]!r}")
    return time.perf_counter() - begun
