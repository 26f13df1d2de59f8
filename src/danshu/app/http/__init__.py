"""Takes: HTTP requests; configuration from the environment.
Gives: the web application: every module's routes, the web bundle, problems, health, the event stream.
Writes: nothing itself.
Never: decides anything: a route belongs to the module whose noun it is about.
"""

from __future__ import annotations

import contextlib
import importlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

import danshu
from danshu.app.config import Config, static_dir
from danshu.app.http import meta, stream
from danshu.app.http.envelope import Envelope
from danshu.app.http.problems import add_handlers, problem
from danshu.app.http.static import Bundle
from danshu.db.pool import make_pool
from danshu.ground.contract.api import COMMON_PROBLEMS, Problem, problems
from danshu.ground.vault.rules import Vault
from danshu.ground.vault.store import load_master_key
from danshu.kernel.clock import Clock, SystemClock
from danshu.kernel.errors import DanshuError
from danshu.pipeline.collector import Collector
from danshu.pipeline.passes import House

BODY_BYTES_MAX = 10 << 20
_POOL_SIZE = 12


class Web(FastAPI):
    """FastAPI within the envelope, with the contract's own words in OpenAPI."""

    def build_middleware_stack(self) -> Any:
        return Envelope(super().build_middleware_stack())

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = _finish_schema(super().openapi())
        return self.openapi_schema


def create_app(config: Config | None = None, *, clock: Clock | None = None, static: Path | None = None) -> Web:
    """The application. It connects when it is started (lifespan), so that its OpenAPI can be had without a database.

    `app.state` has `pool`, `clock`, `house` (vault, clock, ids, reference data), `collector` (orders by API), `hub`
    (notices to open pages) and `problem_of` for routes.
    """
    config = config or Config.from_environment()
    app = Web(
        title="Danshu",
        version=danshu.__version__,
        description="The order hub's API. Errors are application/problem+json; ids are text; money is in minor units.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        lifespan=_lifespan,
        generate_unique_id_function=lambda route: _camel(route.name),
        redirect_slashes=False,
        max_body_size=BODY_BYTES_MAX,
    )
    app.state.config = config
    app.state.clock = clock or SystemClock()
    app.state.problem_of = problem
    for router in (meta.router, stream.router):
        app.include_router(router)
    for router in module_routers():
        app.include_router(router, responses=COMMON_PROBLEMS)
    add_handlers(app)
    app.router.default = Bundle(static or static_dir())
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    config: Config = app.state.config
    if config.database_url is None:
        raise DanshuError("web.no_database_url", "DANSHU_DATABASE_URL is not set.", "Start the web by `danshu up`.")
    app.state.database_url = config.database_url
    app.state.migrated = False
    app.state.house = House(Vault(load_master_key(config.data_dir)), app.state.clock)
    app.state.hub = stream.Hub(config.database_url)
    async with (
        make_pool(config.database_url, size_max=_POOL_SIZE) as pool,
        # A connection of its own: waiting pages must not keep incoming orders waiting.
        make_pool(config.database_url, size_max=1) as intake,
    ):
        app.state.pool = pool
        app.state.collector = Collector(intake, app.state.house)
        app.state.collector.start()
        try:
            yield
        finally:
            app.state.hub.close()
            await app.state.collector.stop()


def module_routers() -> list[APIRouter]:
    """The `router` of every room `api` in the house, by path: a new module's routes need no line here."""
    root = Path(danshu.__file__).parent
    files = sorted({*root.glob("*/**/api.py"), *root.glob("*/**/api/__init__.py"), *root.glob("*/api.py")})
    routers = []
    for file in files:
        relative = file.relative_to(root).with_suffix("")
        parts = relative.parts[:-1] if relative.name == "__init__" else relative.parts
        router = getattr(importlib.import_module(".".join(("danshu", *parts))), "router", None)
        if isinstance(router, APIRouter):
            routers.append(router)
    return routers


def _camel(name: str) -> str:
    """read_order -> readOrder: operation ids become the names of the generated client's functions."""
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def _finish_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Adds what FastAPI can't know: the Problem that responses refer to, and who may call."""
    components = schema.setdefault("components", {})
    problem_schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions = problem_schema.pop("$defs", {})
    schemas = components.setdefault("schemas", {})
    schemas.update(definitions, Problem=problem_schema)
    components["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": "danshu_session", "description": "Log-in of a person."},
        "key": {"type": "http", "scheme": "bearer", "description": "An API key, dsk_…"},
    }
    schema["security"] = [{"session": []}, {"key": []}]
    not_found = {str(status): response for status, response in problems(404).items()}
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            if "{" in path:
                operation["responses"] = not_found | operation["responses"]
    return schema


def routes_of(app: FastAPI) -> list[APIRoute]:
    """All routes of the API, for the tests that walk them."""
    return [route for route in app.routes if isinstance(route, APIRoute)]
