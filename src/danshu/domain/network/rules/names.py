"""Is this piece of text a person's name, and how surely?"""

from __future__ import annotations

import re

# The surnames of more than 99 % of Han people (facts), and those of two characters.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明"
    "佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉仝百强厚牧阎楚揭竺凤花隆苍嵇昝宓危伊支卻后红暴衡"
)
# Of these a name is believed even behind a bare house number: 文三路100号张三.
COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁"
    "潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
)
# What follows a number and begins like a surname is mostly a part of the house: 10楼电联, 138号商位.
HOUSE_WORDS = frozenset("楼米号商房车单后")
COMPOUND_SURNAMES = [
    "欧阳",
    "太史",
    "端木",
    "上官",
    "司马",
    "东方",
    "独孤",
    "南宫",
    "万俟",
    "闻人",
    "夏侯",
    "诸葛",
    "尉迟",
    "公羊",
    "赫连",
    "澹台",
    "皇甫",
    "宗政",
    "濮阳",
    "公冶",
    "太叔",
    "申屠",
    "公孙",
    "慕容",
    "仲孙",
    "钟离",
    "长孙",
    "宇文",
    "司徒",
    "鲜于",
    "司空",
    "闾丘",
    "子车",
    "亓官",
    "司寇",
    "巫马",
    "公西",
    "颛孙",
    "壤驷",
    "公良",
    "漆雕",
    "乐正",
    "宰父",
    "谷梁",
    "拓跋",
    "夹谷",
    "轩辕",
    "令狐",
    "段干",
    "百里",
    "呼延",
    "东郭",
    "南门",
    "羊舌",
    "微生",
    "左丘",
    "东门",
    "西门",
    "第五",
    "完颜",
    "纳兰",
    "叶赫",
    "那拉",
    "爱新",
]
TITLES = re.compile("(?:先生|女士|小姐|太太|老师|师傅|经理|同学|阿姨|叔叔|医生|老板)$")
RECEIVES = re.compile(r"[\s(（]*(?:亲启|签收|收件|收|启)[)）]?$")
# Characters that make a short piece a place or a thing, not a person.
PLACE_TAIL = re.compile(
    "(?:路|街|道|巷|弄|号|室|楼|层|栋|幢|座|单元|村|镇|乡|区|县|市|省|州|旗|盟|苑|园|城|店|厂|司|院|校|场|厦|里|社|站|寓|府|庄|屯|组|队|馆|堂|"
    "小学|中学|大学|银行|超市|门口|前台|仓库|驿站|快递|柜|部|所|局|处|湾|桥|坊|舍|居|墅|庭|邸|轩|阁|港|岛|塘|寨|坪|垭|坝|口|"
    "内|外|旁|边|侧|户|位|间|梯|房|库|产|团|公建|投控|科技|土木|地图|交通|邮编|电话|电联|电商|地址|项目)$"
)
HAN = re.compile("[\u3400-\u9fff〇]+")
ETHNIC = re.compile("[\u3400-\u9fff]{1,10}(?:[·•・‧][\u3400-\u9fff]{1,12}){1,3}")
LATIN = re.compile(r"[A-Za-z][A-Za-z .'·-]{1,30}")


def clean_name(text: str) -> str:
    """The piece without 收, (收), brackets and separators around it."""
    return RECEIVES.sub("", text.strip(" \t,，、;；:：。.|/\\-_()（）[]【】\"'")).strip()


def name_score(text: str) -> float:
    """0 (no name) to 1 (surely one) by surname and length, title, dot of ethnic names, Latin letters."""
    if not text or len(text) > 30 or PLACE_TAIL.search(text):
        return 0.0
    if ETHNIC.fullmatch(text):
        return 0.95
    bare = TITLES.sub("", text)
    if bare != text and len(bare) <= 4:
        return 0.95
    if HAN.fullmatch(text):
        if text[:2] in COMPOUND_SURNAMES and 3 <= len(text) <= 4:
            return 0.95
        if text[0] in SURNAMES and 2 <= len(text) <= 4:
            return 0.85 if len(text) < 4 else 0.45
        return 0.4 if len(text) <= 4 else 0.2 if len(text) <= 6 else 0.0
    if LATIN.fullmatch(text):
        return 0.5
    # 陆xg, 大liu, 李**: nicknames and half-masked names.
    return 0.5 if len(text) <= 8 and HAN.match(text) and re.fullmatch(r"[^\W\d_*]+\**", text) else 0.0
