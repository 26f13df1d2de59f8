"""Buyers who never existed: names put together, phones of a range that is not given out, streets without such numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danshu.sdk.orders import Receiver

if TYPE_CHECKING:
    from random import Random

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = (
    "子涵", "梓萱", "雨桐", "思远", "若溪", "嘉禾", "亦凡", "书瑶", "景行", "沐阳", "清扬", "知微", "念安", "晓棠", "安然",
    "明轩", "依诺", "可欣", "云舒", "予墨", "星辰", "佳宁", "慕青", "瑾瑜", "乐怡", "晨曦", "语嫣", "文博", "静姝", "海棠",
)  # fmt: skip
# Weight, province, city, district (- = it has none), street.
_PLACES_TEXT = """
9 浙江省 杭州市 西湖区 文三路
7 浙江省 杭州市 滨江区 江南大道
5 浙江省 宁波市 鄞州区 中山东路
4 浙江省 温州市 鹿城区 车站大道
3 浙江省 金华市 义乌市 稠州北路
8 上海市 上海市 浦东新区 张杨路
6 上海市 上海市 闵行区 七莘路
4 上海市 上海市 徐汇区 漕溪北路
6 江苏省 南京市 鼓楼区 中央路
5 江苏省 苏州市 虎丘区 长江路
4 江苏省 无锡市 滨湖区 太湖大道
3 安徽省 合肥市 蜀山区 长江西路
8 广东省 广州市 天河区 体育西路
8 广东省 深圳市 南山区 科苑路
5 广东省 佛山市 顺德区 大良路
4 广东省 东莞市 - 南城街道鸿福路
3 福建省 厦门市 思明区 湖滨南路
3 福建省 福州市 鼓楼区 五四路
7 北京市 北京市 朝阳区 建国路
6 北京市 北京市 海淀区 中关村大街
3 天津市 天津市 南开区 卫津路
3 河北省 石家庄市 长安区 中山东路
4 山东省 济南市 历下区 经十路
4 山东省 青岛市 市南区 香港中路
4 河南省 郑州市 金水区 花园路
5 湖北省 武汉市 武昌区 中南路
4 湖南省 长沙市 岳麓区 麓山南路
6 四川省 成都市 武侯区 天府大道
4 重庆市 重庆市 渝北区 新牌坊一路
3 陕西省 西安市 雁塔区 小寨东路
3 辽宁省 沈阳市 和平区 太原街
2 辽宁省 大连市 沙河口区 西安路
2 黑龙江省 哈尔滨市 南岗区 学府路
2 吉林省 长春市 朝阳区 红旗街
2 广西壮族自治区 南宁市 青秀区 民族大道
2 云南省 昆明市 五华区 东风西路
2 贵州省 贵阳市 南明区 中华南路
2 江西省 南昌市 红谷滩区 丰和中大道
2 山西省 太原市 小店区 长风街
1 内蒙古自治区 呼和浩特市 赛罕区 大学东街
2 新疆维吾尔自治区 乌鲁木齐市 天山区 解放北路
1 西藏自治区 拉萨市 城关区 北京中路
1 青海省 西宁市 城西区 五四大街
1 海南省 海口市 龙华区 国贸路
1 甘肃省 兰州市 城关区 东岗西路
1 宁夏回族自治区 银川市 兴庆区 解放东街
"""


def _places() -> list[tuple[int, str, str, str | None, str]]:
    rows = [line.split() for line in _PLACES_TEXT.split("\n") if line]
    return [(int(row[0]), row[1], row[2], None if row[3] == "-" else row[3], row[4]) for row in rows]


_PLACES = _places()
_WEIGHTS = [place[0] for place in _PLACES]
_ROOMS = ("{}幢{}单元{}室", "{}号楼{}门{}", "{}栋{}座{}")

BUYER_NOTES = (
    "急!!! 周五前要用",
    "急！！！麻烦今天发",
    "送朋友的，请不要放小票",
    "放门口鞋柜上，谢谢",
    "不急，慢慢发",
    "发顺丰，运费可补",
    "麻烦包装好一点，上次破了",
    "赠品要白茶味",
    "生日礼物，帮忙写张贺卡：生日快乐",
    "请发最新日期的",
    "工作日送，周末不在家",
    "不要打电话，短信联系",
)
SELLER_NOTES = ("老客户，多送小样", "已电话确认地址", "补发上次漏的小样", "要开电子发票", "主播间承诺 48 小时发货")


class People:
    """Draws buyers; some come again."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._known: list[tuple[str, Receiver]] = []

    def draw(self) -> tuple[str, Receiver]:
        """(nick name on the channel, receiver)."""
        rng = self._rng
        if self._known and rng.random() < 0.18:
            return rng.choice(self._known)
        buyer = (self._nick(), self._receiver())
        self._known.append(buyer)
        return buyer

    def _nick(self) -> str:
        return (
            self._rng.choice(("小", "阿", "爱吃的", "早睡的", "海边的", "tb_", ""))
            + self._rng.choice(("橘子", "栗子", "云朵", "山茶", "薄荷", "团子", "布丁", "小满", "松果", "月亮"))
            + str(self._rng.randint(10, 9999))
        )

    def _receiver(self) -> Receiver:
        rng = self._rng
        _, province, city, district, street = rng.choices(_PLACES, _WEIGHTS)[0]
        room = rng.choice(_ROOMS).format(rng.randint(1, 28), rng.randint(1, 4), rng.randint(101, 2904))
        # 199 0000 xxxx: the second block of zeros is not given out.
        return Receiver(
            name=rng.choice(_FAMILY) + rng.choice(_GIVEN), phone=f"1990000{rng.randint(0, 9999):04d}",
            province=province, city=city, district=district, detail=f"{street}{rng.randint(900, 999)}号{room}",
        )  # fmt: skip
