"""The web bundle: files as they were built, index.html for every other address, gzip made once."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

# mimetypes reads the system's tables, which differ; these are what a bundle has.
_TYPES = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".html": "text/html",
    ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip
_PACKED = {".js", ".mjs", ".css", ".html", ".json", ".svg", ".wasm", ".webmanifest", ".map", ".txt"}
_PACK_FROM_BYTES = 1_000
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
# No page lies below these: an unknown address there is a mistake, not a page of the app.
_NO_PAGES = ("/v1/", "/v1", "/assets/", "/healthz")


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    packed: bytes | None
    etag: str
    media_type: str


class Bundle:
    """Serves the folder. Files are kept in memory, packed (about 1 MB in all), and read anew when they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._known: dict[Path, tuple[int, _File]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(404)
        file = self._find(path)
        if file is None:
            if path.startswith(_NO_PAGES) or "." in path.rsplit("/", 1)[-1]:
                raise HTTPException(404)
            file = self._find("/index.html")
        if file is None:
            raise HTTPException(404)
        content = await asyncio.to_thread(self._read, file)
        fixed = file.parent.name == "assets"
        headers = {"ETag": content.etag, "Cache-Control": _FOREVER if fixed else _ASK_AGAIN, "Vary": "Accept-Encoding"}
        if content.etag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        body = content.body
        if content.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = content.packed
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        return Response(b"" if request.method == "HEAD" else body, headers=headers, media_type=content.media_type)

    def _find(self, path: str) -> Path | None:
        """The file of an address, never one outside the folder or one that begins with a dot."""
        parts = [part for part in path.split("/") if part]
        if not parts or any(part.startswith(".") or "\\" in part or "\x00" in part or ":" in part for part in parts):
            return None
        file = self._folder.joinpath(*parts)
        try:
            return file if file.is_file() and file.resolve().is_relative_to(self._folder) else None
        except (OSError, ValueError):
            return None

    def _read(self, file: Path) -> _File:
        changed = file.stat().st_mtime_ns
        known = self._known.get(file)
        if known and known[0] == changed:
            return known[1]
        body = file.read_bytes()
        suffix = file.suffix.lower()
        packed = None
        if suffix in _PACKED and len(body) >= _PACK_FROM_BYTES:
            beside = file.with_name(file.name + ".gz")
            packed = beside.read_bytes() if beside.is_file() else gzip.compress(body, 9, mtime=0)
        media_type = _TYPES.get(suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if media_type.startswith("text/"):
            media_type += "; charset=utf-8"
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        content = _File(body, packed, etag, media_type)
        self._known[file] = (changed, content)
        return content
