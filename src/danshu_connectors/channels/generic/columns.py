"""The generic layout's columns and words, in Chinese and English."""

from __future__ import annotations

from danshu.sdk.orders import Status

REQUIRED = ("订单号", "下单时间", "商品编码", "数量")

# The layout's column -> its English header. Rows of an order repeat the order's columns, or leave them empty.
ORDER_COLUMNS = {
    "订单号": "order_no",
    "下单时间": "placed_at",
    "状态": "status",
    "付款时间": "paid_at",
    "发货时间": "shipped_at",
    "签收时间": "delivered_at",
    "完成时间": "completed_at",
    "关闭时间": "closed_at",
    "更新时间": "modified_at",
    "币种": "currency",
    "运费": "freight",
    "税费": "tax",
    "优惠": "discount",
    "总额": "total",
    "实付": "paid",
    "已退款": "refunded",
    "买家": "buyer",
    "买家ID": "buyer_id",
    "收货人": "receiver",
    "电话": "phone",
    "国家": "country",
    "省": "province",
    "市": "city",
    "区": "district",
    "街道": "town",
    "详细地址": "address",
    "邮编": "postcode",
    "买家留言": "buyer_note",
    "卖家备注": "seller_note",
    "关闭原因": "close_reason",
}
LINE_COLUMNS = {
    "商品编码": "sku",
    "商品名称": "title",
    "规格": "attributes",
    "平台商品号": "item_id",
    "行号": "line_no",
    "数量": "qty",
    "单价": "unit_price",
    "金额": "amount",
    "行优惠": "line_discount",
    "赠品": "gift",
    "快递公司": "courier",
    "运单号": "tracking_no",
}
KNOWN = (*ORDER_COLUMNS, *LINE_COLUMNS)

_SYNONYMS = {
    "订单编号": "订单号",
    "order_number": "订单号",
    "sku编码": "商品编码",
    "商家编码": "商品编码",
    "sku_code": "商品编码",
    "quantity": "数量",
    "邮费": "运费",
    "买家昵称": "买家",
    "收件人": "收货人",
    "手机号": "电话",
    "省份": "省",
    "城市": "市",
    "区县": "区",
    "快递单号": "运单号",
}
ALIASES = {english: chinese for chinese, english in (ORDER_COLUMNS | LINE_COLUMNS).items()} | _SYNONYMS

STATUSES: dict[str, Status] = {
    "待付款": "pending_payment",
    "待支付": "pending_payment",
    "未付款": "pending_payment",
    "pending_payment": "pending_payment",
    "unpaid": "pending_payment",
    "已付定金": "deposit_paid",
    "deposit_paid": "deposit_paid",
    "锁定": "locked",
    "locked": "locked",
    "待发货": "paid",
    "已付款": "paid",
    "已支付": "paid",
    "paid": "paid",
    "部分发货": "partially_shipped",
    "partially_shipped": "partially_shipped",
    "已发货": "shipped",
    "待收货": "shipped",
    "shipped": "shipped",
    "已签收": "delivered",
    "delivered": "delivered",
    "已完成": "completed",
    "完成": "completed",
    "交易成功": "completed",
    "completed": "completed",
    "已取消": "cancelled",
    "取消": "cancelled",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "已关闭": "closed",
    "已退款": "closed",
    "closed": "closed",
    "refunded": "closed",
}
CURRENCY_NAMES = {"人民币": "CNY", "元": "CNY", "RMB": "CNY"}
NO_WORDS = frozenset({"", "否", "no", "0", "false"})
YES_WORDS = frozenset({"是", "yes", "1", "true"})
