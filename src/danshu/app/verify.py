"""`danshu verify [--json]`: proves every invariant and ends with 1 when a row breaks one."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from psycopg import IsolationLevel

from danshu.db.pool import connect
from danshu.db.unit_of_work import transaction
from danshu.kernel.clock import SystemClock
from danshu.views.verify import Finding, verify


def run(url: str, options: argparse.Namespace) -> int:
    """Prints one line for each invariant with the rows that break it; gives 0 when all hold, else 1."""
    findings = asyncio.run(_findings(url))
    broken = [finding for finding in findings if finding.rows and not finding.check.is_notice]
    if options.json:
        result = {
            "ok": not broken,
            "checks": [
                {
                    "code": f.check.code,
                    "ok": not f.rows,
                    "notice": f.check.is_notice,
                    "rows": [{"record": record, "detail": detail} for record, detail in f.rows],
                }
                for f in findings
            ],
        }
        print(json.dumps(result, ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{_mark(finding)} {finding.check.holds_en} · {finding.check.holds_zh}")
            for record, detail in finding.rows:
                print(f"    {record}: {detail}")
        print(f"{len(findings) - len(broken)} of {len(findings)} invariants hold.", file=sys.stderr)
    return 1 if broken else 0


def _mark(finding: Finding) -> str:
    return "✓" if not finding.rows else "!" if finding.check.is_notice else "✗"


async def _findings(url: str) -> list[Finding]:
    async with await connect(url) as connection:
        # All checks must see the same moment, or a running worker looks like drift.
        await connection.set_isolation_level(IsolationLevel.REPEATABLE_READ)
        async with transaction(connection) as work:
            return await verify(work, at=SystemClock().now())
