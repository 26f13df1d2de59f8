"""Routes of imports: upload a file, follow it, read its row errors."""

from __future__ import annotations

import asyncio
import re
import secrets
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Request, UploadFile
from pydantic import AfterValidator, Field

from danshu.db.unit_of_work import UnitOfWork, transaction
from danshu.desks.importing import store
from danshu.desks.importing.jobs import open_shop, plan_job
from danshu.desks.importing.jobs.starting import AUTO, find_format
from danshu.desks.importing.model import Job, Made
from danshu.desks.importing.rules import result_of
from danshu.domain.shops import store as shops
from danshu.ground.accounts.api import AuditTrail, Caller, Connection, Now, Reads, language, require
from danshu.ground.accounts.api.trail import Actor, split_actor
from danshu.ground.contract.api import (
    COMMON_PROBLEMS,
    BigPathId,
    Code,
    CursorText,
    IdOut,
    Limit,
    Moment,
    Named,
    Output,
    decode_id_cursor,
    encode_cursor,
    not_found,
    problems,
)
from danshu.kernel.errors import DanshuError

if TYPE_CHECKING:
    from danshu.domain.shops.model import Shop

router = APIRouter(prefix="/v1/imports", tags=["imports"], responses=COMMON_PROBLEMS)

Importer = Annotated[Caller, require("imports.run")]
UPLOAD_BYTES_MAX = 200 << 20
_SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".gz")
_CHUNK = 1 << 20


def _format_code(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", text):
        raise ValueError("a format is lower-case letters, digits and _")
    return text


class ProgressOut(Output):
    """`read` lines so far; `bytes` of `total_bytes` of the file; `stored` of `messages` orders have passed."""

    read: int
    bytes: int
    total_bytes: int
    messages: int
    stored: int


class ResultOut(Output):
    """lines_read = lines_stored + lines_known + quarantined once the import is done.

    `duplicates` told nothing new, `updated` changed a known order; `lines_known` are the lines of both. `net_minor` is
    null for callers who may not see money.
    """

    lines_read: int
    lines_stored: int
    orders: int
    cancellations: int
    duplicates: int
    updated: int
    lines_known: int
    quarantined: int
    net_minor: int | None
    currency: str


class ErrorOut(Output):
    code: str
    what: str
    mend: str


class ImportOut(Output):
    id: IdOut
    file_name: str
    format: str
    shop: Named
    mode: Literal["history", "live"]
    dry_run: bool
    state: Literal["waiting", "reading", "storing", "done", "failed"]
    progress: ProgressOut
    result: ResultOut
    errors_count: int = Field(description="Row errors and warnings; of the first 10,000 the texts are kept.")
    warnings_count: int
    created_at: Moment
    finished_at: Moment | None
    by: Actor
    error: ErrorOut | None


class ImportPage(Output):
    items: list[ImportOut]
    next_cursor: str | None


class RowErrorOut(Output):
    """`severity` warning: the row was kept. `row_no` is what a spreadsheet program shows; 0 = no row of its own."""

    row_no: int
    column: str | None
    value: str | None
    severity: Literal["error", "warning"]
    code: str
    what: str
    mend: str


class RowErrorPage(Output):
    items: list[RowErrorOut]
    next_cursor: str | None


class Started(Output):
    id: IdOut


@router.post(
    "", response_model=Started, status_code=202, responses=problems(409, 415), max_body_size=UPLOAD_BYTES_MAX + _CHUNK
)
async def start_import(
    request: Request,
    caller: Importer,
    connection: Connection,
    now: Now,
    trail: AuditTrail,
    file: Annotated[UploadFile, File(description="csv, txt, xlsx or xls, or .gz of these; at most 200 MB.")],
    format: Annotated[str, Form(), AfterValidator(_format_code)] = AUTO,
    shop_code: Annotated[Code | None, Form(description="Empty: the only shop of the format's channel.")] = None,
    mode: Annotated[Literal["history", "live"] | None, Form(description="Empty: the format's own.")] = None,
    dry_run: Annotated[bool, Form(description="Read and check, store nothing.")] = False,
) -> Started:
    """Takes a file. The worker reads it; follow GET /v1/imports/{id}."""
    name = _file_name(file.filename)
    path = await _keep(file, request.app.state.config.data_dir / "uploads", name)
    try:
        found = await asyncio.to_thread(find_format, path, format)
        async with transaction(connection) as work:
            shop = await open_shop(work, found, shop_code, now)
            plan = await asyncio.to_thread(
                plan_job,
                path,
                found,
                shop,
                mode=mode,
                dry_run=dry_run,
                uploaded=True,
                actor=caller.actor,
                file_name=name,
            )
            job = await store.add(work, plan, now)
            await trail.note(work, caller, "import.started", f"import:{job.id}", file=name, format=found.code)
    except DanshuError:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        raise
    return Started(id=job.id)


@router.get("", response_model=ImportPage)
async def list_imports(
    caller: Importer, work: Reads, cursor: CursorText | None = None, limit: Limit = 20
) -> ImportPage:
    """The imports, newest first."""
    jobs = await store.read_list(work, before=decode_id_cursor(cursor), row_count_max=limit + 1)
    items = await _shown(work, jobs[:limit], caller)
    return ImportPage(items=items, next_cursor=encode_cursor(items[-1].id) if len(jobs) > limit else None)


@router.get("/{id}", response_model=ImportOut, responses=problems(404))
async def read_import(id: BigPathId, caller: Importer, work: Reads) -> ImportOut:
    """One import, with its progress while it runs and its sums."""
    return (await _shown(work, [await _job(work, id)], caller))[0]


@router.get("/{id}/errors", response_model=RowErrorPage, responses=problems(404))
async def list_import_errors(
    id: BigPathId, caller: Importer, request: Request, work: Reads, cursor: CursorText | None = None, limit: Limit = 50
) -> RowErrorPage:
    """Row errors and warnings in the order of the file."""
    await _job(work, id)
    after = decode_id_cursor(cursor, at_most=2**31 - 1)
    faults = await store.read_faults(work, id, after=-1 if after is None else after, row_count_max=limit + 1)
    zh = language(request) != "en"
    items = [
        RowErrorOut(
            row_no=f.row_no, column=f.column, value=f.value, severity=f.severity, code=f.code,
            what=f.what_zh if zh else f.what_en, mend=f.mend_zh if zh else f.mend_en,
        )
        for f in faults[:limit]
    ]  # fmt: skip
    return RowErrorPage(
        items=items, next_cursor=encode_cursor(faults[limit - 1].position) if len(faults) > limit else None
    )


async def _job(work: UnitOfWork, job_id: int) -> Job:
    job = await store.read(work, job_id)
    if job is None:
        raise not_found("import", job_id)
    return job


async def _shown(work: UnitOfWork, jobs: list[Job], caller: Caller) -> list[ImportOut]:
    made = await store.sum_tallies(work, [job.id for job in jobs])
    names = await store.read_actor_names(work, [job.actor for job in jobs])
    known = await shops.read_all(work)
    return [_out(job, made.get(job.id, Made()), known[job.shop_id], names.get(job.actor), caller) for job in jobs]


def _out(job: Job, made: Made, shop: Shop, by: str | None, caller: Caller) -> ImportOut:
    result: dict[str, Any] = {
        name: getattr(result_of(job, made, shop.currency), name) for name in ResultOut.model_fields
    }
    if not caller.may("money.read"):
        result["net_minor"] = None
    return ImportOut(
        id=job.id,
        file_name=job.file_name,
        format=job.format,
        shop=Named(id=shop.id, name=shop.name),
        mode="history" if job.history else "live",
        dry_run=job.dry_run,
        state=job.state,
        progress=ProgressOut(
            read=job.lines_read, bytes=job.bytes_read, total_bytes=job.bytes_total, messages=job.messages,
            stored=made.messages,
        ),
        result=ResultOut(**result),
        errors_count=job.errors,
        warnings_count=job.warnings,
        created_at=job.created_at,
        finished_at=job.finished_at,
        by=split_actor(job.actor, by),
        error=ErrorOut(**job.error) if job.error else None,
    )  # fmt: skip


def _file_name(given: str | None) -> str:
    """The name to show, without folders and control characters. Raises `import.file_type`."""
    name = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "", PurePosixPath((given or "").replace("\\", "/")).name)[-150:]
    if not name.lower().endswith(_SUFFIXES):
        raise DanshuError(
            "import.file_type",
            f"“{name}” is no table file.",
            f"Take one of {', '.join(_SUFFIXES)}.",
            status=415,
        )
    return name


async def _keep(file: UploadFile, folder: Path, name: str) -> Path:
    """Copies the upload under a name of our own, readable by us alone. Raises `import.file_too_large`."""
    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
    path = folder / (secrets.token_hex(16) + Path(name).suffix.lower())
    size = 0
    try:
        with await asyncio.to_thread(path.open, "xb") as copy:
            while chunk := await file.read(_CHUNK):
                size += len(chunk)
                if size > UPLOAD_BYTES_MAX:
                    raise DanshuError(
                        "import.file_too_large",
                        f"The file is larger than {UPLOAD_BYTES_MAX >> 20} MB.",
                        "Import it with `danshu import` on the server, or split it.",
                        status=413,
                    )
                await asyncio.to_thread(copy.write, chunk)
    except BaseException:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        raise
    return path
