"""Smart paste finds name, phone and address in any order, and takes no name out of a plain address."""

from __future__ import annotations

import io
import json

import pytest

from danshu.app.cli_address import write_matches
from danshu.domain.network.rules import smart_paste
from danshu.kernel.errors import DanshuError

PLACE = "浙江省杭州市西湖区文三路100号3幢502室"


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        (f"张三 13800001111 {PLACE}", "张三", "13800001111"),
        (f"{PLACE}，欧阳娜娜，+86 138-0000-1111", "欧阳娜娜", "13800001111"),
        (f"{PLACE} 李先生 0571-88886666转801", "李先生", "0571-88886666-801"),
        (f"买买提·吐尔逊,13800001111-5678,{PLACE}", "买买提·吐尔逊", "13800001111-5678"),
        (
            f"收货人：司马光\n手机号码：86-13800001111\n所在地区：浙江省 杭州市 西湖区\n详细地址：{PLACE[9:]}",
            "司马光",
            "13800001111",
        ),
        (f"姓名:王小明 电话:１３８００００１１１１ 地址:{PLACE} 邮编:310000", "王小明", "13800001111"),
        (f"收件人 李四 电话 13800001111 地址 {PLACE}", "李四", "13800001111"),
        (f"李四13800001111{PLACE}", "李四", "13800001111"),
        (f"{PLACE}李四13800001111", "李四", "13800001111"),
        (f"{PLACE}诸葛明13800001111", "诸葛明", "13800001111"),
        (f"{PLACE}(李四收)13800001111", "李四", "13800001111"),
        (f"310000 {PLACE} 13800001111 周乙丙收", "周乙丙", "13800001111"),
        (f"Mr Smith 13800001111 {PLACE}", "Mr Smith", "13800001111"),
        (f"{PLACE}张三", "张三", None),
        (f"{PLACE} 13800001111", None, "13800001111"),
    ],
)
def test_smart_paste(text: str, name: str | None, phone: str | None) -> None:
    found = smart_paste(text)
    assert (found.name, found.phone) == (name, phone)
    assert (found.province, found.city, found.district) == ("浙江省", "杭州市", "西湖区")
    assert found.detail.replace(" ", "") == "文三路100号3幢502室"


@pytest.mark.parametrize(
    "text",
    [
        "金牛区枣子巷93号实鑫大厦10楼电联",
        "浙江省义乌市江东三苑8-8-118车库",
        "温州龙湾区永强大道1号商位",
        "西湖区文三路8号麦香房",
    ],
)
def test_plain_address_holds_no_name(text: str) -> None:
    found = smart_paste(text)
    assert found.name is None
    assert found.detail and text.endswith(found.detail)


def test_command_reads_and_writes_json_lines() -> None:
    target = io.StringIO()
    write_matches(io.StringIO(json.dumps({"text": f"张三 13800001111 {PLACE}"}) + "\n\n"), target)
    answer = json.loads(target.getvalue())
    assert answer["district"] == "西湖区"
    assert answer["detail"] == "文三路100号3幢502室"
    assert (answer["name"], answer["phone"], answer["guessed"]) == ("张三", "13800001111", [])


def test_command_names_the_bad_line() -> None:
    with pytest.raises(DanshuError, match="Line 2") as refused:
        write_matches(io.StringIO('{"text": "北京"}\n{"txt": 1}\n'), io.StringIO())
    assert refused.value.code == "address.bad_line"
