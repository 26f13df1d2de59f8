"""Addresses of many shapes find their current division, and say what was guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danshu.domain.network.rules import match_address, match_columns
from danshu.domain.network.rules.divisions import divisions

XIHU = ("浙江省", "杭州市", "西湖区")


@pytest.mark.parametrize(
    ("text", "expected", "detail"),
    [
        ("浙江省杭州市西湖区文三路100号", XIHU, "文三路100号"),
        ("浙江杭州西湖文三路100号", XIHU, "文三路100号"),
        ("浙江　杭州市／西湖区－文三路１００号", XIHU, "文三路100号"),
        ("中国浙江省,杭州市,西湖区,文三路100号", XIHU, "文三路100号"),
        ("文三路100号西湖区杭州市浙江省", XIHU, "文三路100号"),
        ("浙江省杭州市浙江省杭州市西湖区文三路100号", XIHU, "文三路100号"),
        ("北京市朝阳区建国路1号", ("北京市", "北京市", "朝阳区"), "建国路1号"),
        ("重庆市县城口县", ("重庆市", "重庆市", "城口县"), ""),
        ("河南省济源市沁园路1号", ("河南省", "河南省", "济源市"), "沁园路1号"),
        ("湖北神农架太阳村10组", ("湖北省", "湖北省", "神农架林区"), "太阳村10组"),
        ("青岛市南区香港中路18号", ("山东省", "青岛市", "市南区"), "香港中路18号"),
        ("新疆乌鲁木齐市新市区迎宾路1号", ("新疆维吾尔自治区", "乌鲁木齐市", "新市区"), "迎宾路1号"),
        ("新疆阿克苏市新和县", ("新疆维吾尔自治区", "阿克苏地区", "新和县"), ""),
        ("浙江省温州市null鹿城区六虹桥路", ("浙江省", "温州市", "鹿城区"), "六虹桥路"),
        ("广东省东莞市长安镇振安路1号", ("广东省", "东莞市", None), "长安镇振安路1号"),
        ("香港特别行政区九龙油尖旺区弥敦道1号", ("香港特别行政区", "九龙", "油尖旺区"), "弥敦道1号"),
        ("北海市重庆路其仓11号", ("广西壮族自治区", "北海市", None), "重庆路其仓11号"),
        ("宁波镇海招宝山街道平海路1号", ("浙江省", "宁波市", "镇海区"), "招宝山街道平海路1号"),
    ],
)
def test_match_address(text: str, expected: tuple[str | None, ...], detail: str) -> None:
    found = match_address(text)
    assert (found.province, found.city, found.district, found.detail) == (*expected, detail)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("浙江省杭州市江干区凯旋路", ("浙江省", "杭州市", "上城区")),
        ("浙江省绍兴市绍兴县柯岩街道", ("浙江省", "绍兴市", "柯桥区")),
        ("浙江省杭州市富阳市", ("浙江省", "杭州市", "富阳区")),
        ("上海市南汇区惠南镇", ("上海市", "上海市", "浦东新区")),
        ("湖北省襄樊市樊城区", ("湖北省", "襄阳市", "樊城区")),
        ("山东省莱芜市钢城区", ("山东省", "济南市", "钢城区")),
        ("柳州地区忻城县", ("广西壮族自治区", "来宾市", "忻城县")),
        ("广西省南宁市青秀区", ("广西壮族自治区", "南宁市", "青秀区")),
        ("四平市公主岭市", ("吉林省", "长春市", "公主岭市")),
    ],
)
def test_old_names(text: str, expected: tuple[str, ...]) -> None:
    found = match_address(text)
    assert (found.province, found.city, found.district) == expected
    assert 0.7 < found.confidence < 1


def test_missing_levels_are_named_as_guessed() -> None:
    full = match_address("浙江省杭州市西湖区文三路1号")
    assert (full.confidence, full.guessed) == (1.0, ())
    assert (full.province_code, full.city_code, full.district_code) == ("330000", "330100", "330106")
    assert match_address("福清市石竹街道").guessed == ("province", "city")
    by_town = match_address("浙江省舟山市菜园镇海滨中路568")
    assert (by_town.district, by_town.town, by_town.guessed) == ("嵊泗县", "菜园镇", ("district",))
    town_only = match_address("稠城街道下骆宅")
    assert (town_only.city, town_only.district, town_only.confidence) == ("金华市", "义乌市", 0.5)


def test_ambiguous_district_stays_open_until_something_tells() -> None:
    unknown = match_address("朝阳区建国路1号")
    assert (unknown.province, unknown.city, unknown.district, unknown.district_code) == (None, None, "朝阳区", None)
    assert unknown.confidence < 0.3
    assert match_address("西湖区蒋村花园").city == "杭州市"
    assert match_address("鼓楼区中山路1号南京大学").city == "南京市"
    assert match_address("鼓楼区南京路1号").city is None


def test_columns_win_and_the_text_adds_deeper_levels() -> None:
    found = match_address("蒋村街道1号", "浙江省", "杭州市", None)
    assert (found.district, found.guessed) == ("西湖区", ("district",))
    repeated = match_address("浙江省杭州市西湖区文三路1号", "浙江", "杭州", "西湖区")
    assert repeated.detail == "文三路1号"
    contrary = match_address("西湖区文三路1号", "江苏省", "南京市", "玄武区")
    assert (contrary.district, contrary.detail) == ("玄武区", "西湖区文三路1号")


@pytest.mark.parametrize(
    ("columns", "names", "code"),
    [
        (("浙江省", "杭州市", "西湖区"), XIHU, "330106"),
        (("北京", "市辖区", "朝阳区"), ("北京市", "北京市", "朝阳区"), "110105"),
        (("湖北省", "省直辖县级行政区划", "仙桃市"), ("湖北省", "湖北省", "仙桃市"), "429004"),
        (("浙江省", "杭州市", "江干区"), ("浙江省", "杭州市", "上城区"), "330102"),
        (("江苏省", "苏州市", "工业园区"), ("江苏省", "苏州市", "工业园区"), None),
        (("某省", None, ""), ("某省", None, None), None),
    ],
)
def test_match_columns(columns: tuple[str | None, ...], names: tuple[str | None, ...], code: str | None) -> None:
    found = match_columns(*columns)
    assert (found.province, found.city, found.district) == names
    assert found.district_code == code


def test_every_current_path_is_found_in_full_and_without_separator() -> None:
    table = divisions()
    for code, division in table.by_code.items():
        if division.level == 3:
            province, city, district = table.path(code)
            assert province and city and district
            found = match_address(f"{province.name}{city.name}{district.name}人民路1号")
            assert found.district_code == code, (found, code)


@given(st.text(alphabet="浙江省杭州市西湖区县镇路号1３ ,，/-北京·中国\n收", max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = match_address(text)
    assert 0 <= found.confidence <= 1
    assert (found.longitude is None) == (found.province_code is None)
