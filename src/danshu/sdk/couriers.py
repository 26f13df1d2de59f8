"""Couriers that a parcel may name. Codes are Danshu's own; a courier's connector will map them to the courier's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Courier:
    code: str
    title_zh: str
    title_en: str


COURIERS = (
    Courier("sf", "顺丰速运", "SF Express"),
    Courier("zto", "中通快递", "ZTO Express"),
    Courier("yto", "圆通速递", "YTO Express"),
    Courier("sto", "申通快递", "STO Express"),
    Courier("yunda", "韵达快递", "Yunda Express"),
    Courier("jd", "京东物流", "JD Logistics"),
    Courier("jtexpress", "极兔速递", "J&T Express"),
    Courier("ems", "中国邮政EMS", "China Post EMS"),
    Courier("postal", "邮政快递包裹", "China Post parcel"),
    Courier("deppon", "德邦快递", "Deppon Express"),
    Courier("cainiao", "菜鸟速递", "Cainiao Express"),
    Courier("danniao", "丹鸟快递", "Danniao"),
    Courier("dhl", "DHL", "DHL"),
    Courier("ups", "UPS", "UPS"),
    Courier("fedex", "联邦快递", "FedEx"),
    Courier("royalmail", "英国皇家邮政", "Royal Mail"),
    Courier("other", "其他", "Other"),
)
