"""Puts the built web bundle into the wheel and the sdist, so that an installed Danshu needs no Node."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from types import ModuleType


class WebBundleHook(BuildHookInterface[Any]):
    """Builds what is not built yet. An editable install is skipped: there, `danshu up` builds when sources change."""

    @property
    def _static(self) -> Path:
        return Path(self.root) / "src" / "danshu" / "app" / "static"

    def _builder(self) -> ModuleType:
        # Loaded by its path: the package itself is not importable while its own wheel is being built.
        path = self._static.parent / "cli_web.py"
        spec = importlib.util.spec_from_file_location("danshu_web_build", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def _needed(self) -> bool:
        return not self._builder().is_current(Path(self.root), self._static)

    def dependencies(self) -> list[str]:
        """Node from the Python registry, where the machine has none that suits."""
        builder = self._builder()
        return [builder.NODE_PACKAGE] if self._needed() and not builder.system_node_suits() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the files are gathered. Raises FileNotFoundError when there is no bundle in the end."""
        if version == "editable":
            return
        if self._needed():
            self._builder().build(Path(self.root), self._static)
        if not (self._static / "index.html").is_file():
            raise FileNotFoundError(f"the web bundle is missing: {self._static / 'index.html'}")
        # Git ignores the bundle, and hatchling leaves out what git ignores unless it is named.
        build_data["artifacts"].append("src/danshu/app/static")
