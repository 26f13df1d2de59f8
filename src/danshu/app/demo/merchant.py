"""The demo merchant's set-up: shops, warehouses, promise zones, holidays, and what it sells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from danshu.domain.catalog.model import Component, Sku
from danshu.domain.network.model import PromiseZone, Warehouse
from danshu.domain.shops.model import Shop

MERCHANT = "示例商家 · 拾光生活"

SHOPS = (
    Shop(0, "tb-main", "拾光生活旗舰店", "taobao", "TB", "CNY", "Asia/Shanghai", "placed", False, 30, True),
    Shop(0, "jd-main", "拾光生活京东旗舰店", "jd", "JD", "CNY", "Asia/Shanghai", "placed", False, 30, True),
    Shop(0, "pdd-main", "拾光生活百货店", "pdd", "PDD", "CNY", "Asia/Shanghai", "paid", False, 30, True),
    Shop(0, "dy-main", "拾光生活抖音小店", "douyin", "DY", "CNY", "Asia/Shanghai", "placed", False, 30, True),
    Shop(0, "mini", "拾光会员小程序", "generic", "XCX", "CNY", "Asia/Shanghai", "placed", True, 30, True),
)
SHOP_WEIGHTS = (34, 20, 22, 18, 6)

_EAST = ("浙江省", "上海市", "江苏省", "安徽省", "福建省", "江西省", "山东省")
_SOUTH = ("广东省", "广西壮族自治区", "海南省", "湖南省", "香港特别行政区", "澳门特别行政区")
_WEST = (
    "四川省",
    "重庆市",
    "云南省",
    "贵州省",
    "西藏自治区",
    "陕西省",
    "甘肃省",
    "青海省",
    "宁夏回族自治区",
    "新疆维吾尔自治区",
)
_NORTH = ("北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省", "河南省", "湖北省")


def _ranks(*groups: tuple[str, ...]) -> dict[str, int]:
    return {province: rank for rank, group in enumerate(groups, 1) for province in group}


WAREHOUSES = (
    Warehouse(0, "HZ", "杭州总仓", "浙江省", "杭州市", 120.21, 30.25, "17:00", "1111111", True,
              _ranks(_EAST, _NORTH, _SOUTH, _WEST)),
    Warehouse(0, "GZ", "广州仓", "广东省", "广州市", 113.26, 23.13, "16:00", "1111110", True,
              _ranks(_SOUTH, _WEST, _EAST)),
    Warehouse(0, "CD", "成都仓", "四川省", "成都市", 104.07, 30.57, "16:00", "1111110", True,
              _ranks(_WEST, _SOUTH)),
    Warehouse(0, "TJ", "天津武清仓", "天津市", "天津市", 117.04, 39.38, "16:00", "1111110", True,
              _ranks(_NORTH, _EAST)),
)  # fmt: skip

ZONES = (
    PromiseZone("yrd", "江浙沪皖", "Yangtze delta", 48, frozenset(("浙江省", "上海市", "江苏省", "安徽省"))),
    PromiseZone(
        "remote", "偏远地区", "Remote", 120,
        frozenset(("新疆维吾尔自治区", "西藏自治区", "青海省", "内蒙古自治区", "宁夏回族自治区", "甘肃省", "海南省")),
    ),
    PromiseZone("cn", "全国", "Nationwide", 72, frozenset()),
)  # fmt: skip


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


# State Council, General Office: notice on the holidays of 2026, published 4 November 2025.
HOLIDAYS = {
    **dict.fromkeys(_days(date(2026, 1, 1), date(2026, 1, 3)), False),
    **dict.fromkeys(_days(date(2026, 2, 15), date(2026, 2, 23)), False),
    **dict.fromkeys(_days(date(2026, 4, 4), date(2026, 4, 6)), False),
    **dict.fromkeys(_days(date(2026, 5, 1), date(2026, 5, 5)), False),
    **dict.fromkeys(_days(date(2026, 6, 19), date(2026, 6, 21)), False),
    **dict.fromkeys(_days(date(2026, 9, 25), date(2026, 9, 27)), False),
    **dict.fromkeys(_days(date(2026, 10, 1), date(2026, 10, 7)), False),
    **dict.fromkeys(
        (
            date(2026, 1, 4),
            date(2026, 2, 14),
            date(2026, 2, 28),
            date(2026, 5, 9),
            date(2026, 9, 20),
            date(2026, 10, 10),
        ),
        True,
    ),
}

USERS = (
    ("yunying", "林知夏", "operations"),
    ("cangku", "陈一舟", "warehouse"),
    ("kefu", "宋清和", "service"),
    ("caiwu", "顾南乔", "finance"),
    ("fengkong", "许星野", "risk"),
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the catalog as it is sold: price in fen, how often it is bought compared with others."""

    sku: Sku
    price_minor: int
    weight: int
    parts: tuple[tuple[str, int], ...] = ()


# code, name, category, price in yuan, weight in grams, popularity, and its variants (suffix, words, yuan on top).
_RANGE = (
    ("JM", "氨基酸温和洁面乳", "洁面", 69, 150, 9, (("100", "100ml", 0), ("150", "150ml", 20), ("200", "200ml 家庭装", 39))),
    ("SS", "玻尿酸保湿爽肤水", "护肤", 89, 260, 7, (("150", "150ml", 0), ("300", "300ml", 60))),
    ("JH", "烟酰胺焕亮精华", "护肤", 169, 90, 8, (("15", "15ml 体验装", -90), ("30", "30ml", 0), ("50", "50ml", 90))),
    ("MS", "神经酰胺修护面霜", "护肤", 139, 180, 7, (("30", "30g", -50), ("50", "50g", 0), ("80", "80g", 70))),
    ("FS", "轻透防晒乳 SPF50+", "防晒", 99, 110, 6, (("30", "30ml", -30), ("50", "50ml", 0))),
    ("MM", "积雪草舒缓面膜", "面膜", 59, 280, 10, (("5", "5片", 0), ("10", "10片", 50), ("20", "20片", 139))),
    ("YM", "夜间滋养眼膜", "面膜", 79, 120, 3, (("30", "30对", 0), ("60", "60对", 60))),
    ("SH", "乳木果护手霜", "身体护理", 29, 70, 8, (("Y", "樱花", 0), ("G", "桂花", 0), ("B", "白茶", 0))),
    ("SR", "燕麦沐浴露", "身体护理", 49, 560, 4, (("500", "500ml", 0), ("1000", "1L", 36))),
    ("XX", "无患子洗发露", "身体护理", 59, 560, 4, (("C", "清爽控油", 0), ("R", "柔顺滋养", 0))),
    ("KH", "哑光口红", "彩妆", 79, 40, 3, (("01", "#01 豆沙", 0), ("05", "#05 枫叶", 0), ("09", "#09 正红", 0))),
    ("QD", "气垫粉底", "彩妆", 129, 60, 3, (("10", "象牙白", 0), ("20", "自然色", 0))),
    ("XL", "大豆蜡香薰蜡烛", "香氛", 88, 420, 4, (("M", "木质雪松", 0), ("H", "海盐鼠尾草", 0), ("Y", "雨后青苔", 0))),
    ("XP", "藤条无火香薰", "香氛", 119, 380, 3, (("B", "白茶", 0), ("X", "小苍兰", 0))),
    ("MJ", "长绒棉毛巾", "家纺", 39, 140, 7, (("H", "雾灰", 0), ("F", "奶白", 0), ("L", "豆绿", 0))),
    ("YJ", "长绒棉浴巾", "家纺", 99, 460, 4, (("H", "雾灰", 0), ("F", "奶白", 0))),
    ("CD", "水洗棉四件套", "家纺", 299, 2400, 2, (("15", "1.5m 床", 0), ("18", "1.8m 床", 40))),
    ("ZT", "慢回弹枕头", "家纺", 129, 1300, 2, (("D", "低枕", 0), ("G", "高枕", 20))),
    ("SN", "布艺收纳箱", "收纳", 45, 900, 4, (("30", "30L", 0), ("60", "60L", 20))),
    ("BL", "真空压缩袋", "收纳", 35, 300, 3, (("6", "6件套", 0), ("11", "11件套", 24))),
    ("CJ", "釉下彩餐盘", "餐厨", 42, 620, 3, (("8", "8寸", 0), ("10", "10寸", 16))),
    ("BB", "316不锈钢保温杯", "餐厨", 109, 360, 5, (("B", "米白 480ml", 0), ("G", "墨绿 480ml", 0))),
    ("CB", "手作陶瓷茶杯", "餐厨", 58, 330, 2, (("Q", "青釉", 0), ("B", "白釉", 0))),
    ("CZ", "竹浆本色抽纸", "清洁", 32, 1500, 5, (("6", "6包", 0), ("18", "18包", 50))),
    ("XY", "植物酵素洗衣液", "清洁", 45, 1050, 4, (("1", "1kg", 0), ("2", "2kg 袋装", 30))),
    ("YD", "瑜伽垫", "运动", 89, 1800, 1, (("6", "6mm", 0), ("8", "8mm", 20))),
)  # fmt: skip

_BUNDLES = (
    ("TZ-HF", "焕亮护肤三件套", "礼盒", 329, 5, (("JM-150", 1), ("SS-150", 1), ("JH-30", 1))),
    ("TZ-XF", "居家香氛礼盒", "礼盒", 189, 3, (("XL-M", 1), ("XP-B", 1))),
    ("TZ-MJ", "长绒棉毛巾四条装", "礼盒", 129, 4, (("MJ-H", 2), ("MJ-F", 2))),
)

GIFT = "ZP-XY"
"""A trial size that is given away and never sold."""


def articles() -> list[Article]:
    """60 SKUs, three bundles, and one giveaway; the bundles last, because they name the others."""
    made = []
    for number, (code, name, category, yuan, grams, popular, variants) in enumerate(_RANGE):
        for place, (suffix, words, more) in enumerate(variants):
            barcode = f"690000{number:02d}{place:02d}000"[:13]
            sku = _sku(f"{code}-{suffix}", f"{name} {words}", category, words, grams, barcode, (yuan + more) * 42)
            made.append(Article(sku, (yuan + more) * 100, popular))
    made.append(Article(_sku(GIFT, "旅行装护肤小样", "赠品", "随机一款", 30, None, 300), 0, 0))
    for code, name, category, yuan, popular, parts in _BUNDLES:
        sku = _sku(code, name, category, "套装", 0, None, None, is_bundle=True)
        made.append(Article(sku, yuan * 100, popular, parts))
    return made


def _sku(
    code: str, name: str, category: str, words: str, grams: int, barcode: str | None, cost_minor: int | None, *,
    is_bundle: bool = False,
) -> Sku:  # fmt: skip
    attributes = {"类目": category, "规格": words}
    components: tuple[Component, ...] = ()
    return Sku(
        0, code, name, attributes, barcode, grams, is_bundle, cost_minor, 0 if is_bundle else 20, True, components
    )
