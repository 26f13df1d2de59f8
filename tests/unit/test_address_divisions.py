"""The division table is whole: levels, parents, centers, distances."""

from __future__ import annotations

import pytest

from danshu.domain.network.rules import distance_km, divisions
from danshu.domain.network.rules.divisions import read_data
from danshu.kernel.errors import DanshuError


def test_levels_and_parents() -> None:
    table = divisions()
    assert len(table.provinces()) == 34
    assert len(table.by_code) == 3637
    assert [child.name for child in table.children("330000")][:2] == ["杭州市", "宁波市"]
    for division in table.by_code.values():
        assert (division.parent is None) == (division.level == 1)
        assert division.parent is None or table.by_code[division.parent].level == division.level - 1
        assert 73 < division.longitude < 136
        assert 3 < division.latitude < 54


def test_city_of_municipality_and_of_directly_governed_county() -> None:
    table = divisions()
    assert [level.name for level in table.path("110000") if level] == ["北京市", "北京市"]
    assert [level.name for level in table.path("500229") if level] == ["重庆市", "重庆市", "城口县"]
    assert [level.name for level in table.path("429004") if level] == ["湖北省", "湖北省", "仙桃市"]


def test_every_renamed_division_leads_to_a_current_one() -> None:
    for line in read_data("renamed.tsv").splitlines():
        if not line.startswith("#"):
            _, scope, code, year = line.split("\t")
            assert divisions().get(code).code[:2] == scope[:2]
            assert year == "-" or 1990 < int(year) < 2030


def test_distances() -> None:
    assert distance_km("330100", "310100") == pytest.approx(165, abs=8)
    assert distance_km("110100", "440100") == pytest.approx(1890, abs=20)
    assert distance_km("330106", "330106") == 0
    assert divisions().is_estimated("659012")
    assert not divisions().is_estimated("330106")


def test_unknown_code_is_refused() -> None:
    with pytest.raises(DanshuError, match="999999") as refused:
        divisions().centroid("999999")
    assert refused.value.code == "network.unknown_division"
