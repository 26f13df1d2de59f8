"""Divisions of China: provinces, cities, districts, with codes, full names and centers (see data/SOURCES.md)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from danshu.kernel.errors import DanshuError

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
MUNICIPALITY_PREFIXES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Division:
    """One province (level 1), city (2) or district (3); degrees are those of Chinese maps, good for distances only."""

    code: str
    name: str
    level: int
    longitude: float
    latitude: float
    parent: str | None


def read_data(name: str) -> str:
    """The text of a file in the data folder; `.gz` is unpacked."""
    raw = files("danshu.domain.network.data").joinpath(name).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()


class Divisions:
    """All current divisions; build it through `divisions()`, which reads the data once."""

    def __init__(self, lines: list[str]) -> None:
        self.by_code: dict[str, Division] = {}
        self.stems: dict[str, str] = {}
        self._estimated: set[str] = set()
        self._children: dict[str, list[Division]] = {}
        for line in lines:
            code, name, stem, longitude, latitude, mark = line.split("\t")
            level = 1 if code[2:] == "0000" else 2 if code[4:] == "00" else 3
            parent = None if level == 1 else code[:2] + "0000" if level == 2 else code[:4] + "00"
            division = Division(code, name, level, float(longitude), float(latitude), parent)
            self.by_code[code] = division
            self.stems[code] = stem
            self._children.setdefault(parent or "", []).append(division)
            if mark:
                self._estimated.add(code)

    def provinces(self) -> tuple[Division, ...]:
        """The 34 provinces in the order of their codes."""
        return self.children("")

    def children(self, code: str) -> tuple[Division, ...]:
        """Divisions directly below `code`, in the order of their codes; empty for a district."""
        return tuple(self._children.get(code, ()))

    def get(self, code: str) -> Division:
        """The division of a code. Raises `network.unknown_division`."""
        division = self.by_code.get(code)
        if division is None:
            raise DanshuError(
                "network.unknown_division",
                f"No division has the code {code}.",
                "Use a six-digit code of the current list, or match the address again.",
            )
        return division

    def centroid(self, code: str) -> tuple[float, float]:
        """(longitude, latitude) in degrees. Raises `network.unknown_division`."""
        division = self.get(code)
        return division.longitude, division.latitude

    def is_estimated(self, code: str) -> bool:
        """True where no source has this center, and it was taken from the old division, neighbors or by hand."""
        return code in self._estimated

    def path(self, code: str) -> tuple[Division | None, Division | None, Division | None]:
        """(province, city, district) of a code; the city of a municipality or a directly governed county is set too."""
        division = self.get(code)
        province = self.by_code[code[:2] + "0000"]
        if division.level == 1:
            own_city = self.by_code[code[:2] + "0100"] if code[:2] in MUNICIPALITY_PREFIXES else None
            return province, own_city, None
        return province, self.by_code[code[:4] + "00"], division if division.level == 3 else None


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """The divisions, read on first use (about 15 ms) and kept."""
    return Divisions(read_data("divisions.tsv.gz").splitlines())


@lru_cache(maxsize=65536)
def distance_km(code_a: str, code_b: str) -> float:
    """Great-circle km between two centers; roads are a quarter longer. Raises `network.unknown_division`."""
    longitude_a, latitude_a = map(radians, divisions().centroid(code_a))
    longitude_b, latitude_b = map(radians, divisions().centroid(code_b))
    chord = (
        sin((latitude_b - latitude_a) / 2) ** 2
        + cos(latitude_a) * cos(latitude_b) * sin((longitude_b - longitude_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))
