"""Problems in Chinese, by their stable code. Code carries English; what is missing here is shown in English.

Each entry: title, what to do, and the whole sentence where the title says enough (else the English detail stands).
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    title_zh: str
    title_en: str
    mend_zh: str | None = None
    detail_zh: str | None = None


def _plain(zh: str, en: str, mend_zh: str) -> Words:
    """For problems that name no record: the title is the sentence."""
    return Words(zh, en, mend_zh, zh + "。")


STATUS_WORDS = {
    400: Words("请求无法读取", "Bad request"),
    401: Words("未登录", "Not signed in"),
    403: Words("没有权限", "Forbidden"),
    404: Words("没有找到", "Not found"),
    405: Words("不支持这种请求方法", "Method not allowed"),
    409: Words("当前状态不允许", "Conflict"),
    413: Words("内容太大", "Too large"),
    415: Words("不支持的内容类型", "Unsupported media type"),
    422: Words("请求内容不对", "Invalid request"),
    429: Words("操作太频繁", "Too many requests"),
    500: Words("服务器内部出错", "Internal error"),
    503: Words("暂时无法处理", "Unavailable"),
}
PROBLEM_WORDS = {
    "http.not_found": Words("没有这条记录", "Not found", "它可能已被删除，请刷新列表。", "没有这条记录。"),
    "http.no_route": _plain("没有这个地址", "No such address", "请对照 API 文档检查地址。"),
    "http.method_not_allowed": _plain("这个地址不支持这种请求方法", "Method not allowed", "请对照 API 文档。"),
    "http.invalid": _plain("请求内容不对", "Invalid request", "请修改标出的字段。"),
    "http.unreadable": _plain("请求内容无法解析", "Unreadable request", "请发送 UTF-8 编码的 JSON。"),
    "http.bad_cursor": _plain("分页游标无效", "Bad cursor", "请不带游标从头读取。"),
    "http.too_large": _plain("内容太大", "Too large", "请分批发送。"),
    "http.timeout": _plain("处理超时", "Timed out", "请稍后重试，或缩小范围。"),
    "http.unavailable": _plain("数据库暂时没有应答", "Database unavailable", "请稍后重试。"),
    "http.taken": _plain("已有相同的记录", "Taken already", "请刷新后换一个值。"),
    "http.bad_value": _plain("有的值无法保存", "Bad value", "请检查数字大小和特殊字符。"),
    "http.internal": _plain("服务器内部出错", "Internal error", "请稍后重试；若仍出错，请把请求编号告诉管理员。"),
    "accounts.not_signed_in": _plain("还没有登录", "Not signed in", "请登录，或使用 API 密钥。"),
    "accounts.bad_login": _plain("登录名或密码不对", "Wrong log-in", "请检查后重试；负责人可以重设密码。"),
    "accounts.bad_password": _plain("原密码不对", "Wrong password", "请重新输入。"),
    "accounts.throttled": _plain("密码错误次数太多", "Too many tries", "请过一会儿再试。"),
    "accounts.bad_csrf": _plain("页面已过期", "Bad CSRF token", "请刷新页面后重试。"),
    "accounts.forbidden": _plain("没有这项权限", "Forbidden", "请联系管理用户的人。"),
    "accounts.needs_every_warehouse": _plain("需要能看到全部仓库的权限", "Needs every warehouse", "请联系能看到全部仓库的人。"),
    "accounts.needs_person": _plain("API 密钥不能做这件事", "Not for API keys", "请用账号登录。"),
    "accounts.weak_password": _plain("密码太容易猜", "Weak password", "至少 8 个字符，不能与登录名相同，不能只重复一个字符。"),
    "accounts.login_taken": _plain("登录名已被使用", "Log-in taken", "请换一个登录名。"),
    "accounts.login_fixed": _plain("登录名不能修改", "Log-in is fixed", "请新建用户。"),
    "accounts.last_owner": _plain("这是最后一位负责人", "Last owner", "请先指定另一位负责人。"),
    "accounts.owner_fixed": _plain("负责人角色不能修改", "Owner is fixed", "请新建一个角色。"),
    "accounts.beyond_own": _plain("不能授予自己没有的权限或仓库", "Beyond your own", "请联系有这项权限的人。"),
    "accounts.unknown_permission": _plain("没有这项权限", "Unknown permission", "请从权限列表中选择。"),
    "accounts.unknown_role": _plain("没有这个角色", "Unknown role", "请从角色列表中选择。"),
    "settings.unknown": _plain("没有这项设置", "Unknown setting", "请从设置列表中选择。"),
    "settings.invalid": _plain("设置的值不合适", "Invalid value", "请按提示的范围填写。"),
    "settings.unknown_zone": _plain("没有这个时区", "Unknown time zone", "例如 Asia/Shanghai。"),
    "shops.unknown_channel": _plain("没有这个渠道", "Unknown channel", "请从渠道列表中选择。"),
    "shops.code_taken": _plain("店铺编码已被使用", "Code taken", "请换一个编码。"),
    "shops.fixed_field": _plain("店铺的编码、渠道和币种不能修改", "Fixed field", "请新建店铺。"),
    "network.code_taken": _plain("仓库编码已被使用", "Code taken", "请换一个编码。"),
    "network.fixed_field": _plain("仓库编码不能修改", "Fixed field", "请新建仓库。"),
    "network.unknown_place": _plain("没有这个省或市", "Unknown place", "请写成 浙江省、杭州市；境外请填写经纬度。"),
    "network.never_open": _plain("每周至少要有一个工作日", "Never open", "请至少选择一天。"),
    "network.named_twice": _plain("同一项出现了两次", "Named twice", "请只保留一处。"),
    "network.two_rests": _plain("只能有一个不写省份的时效区", "Two zones for the rest", "请给其中一个写上省份。"),
    "network.day_twice": _plain("同一天既是假日又是调休", "Day named twice", "请只保留一处。"),
    "catalog.code_taken": _plain("SKU 编码已被使用", "Code taken", "请换一个编码。"),
    "catalog.fixed_field": _plain("SKU 的编码和类型不能修改", "Fixed field", "请新建 SKU。"),
    "catalog.not_a_bundle": _plain("普通 SKU 不能有组合明细", "Not a bundle", "请新建组合装。"),
    "catalog.empty_bundle": _plain("组合装没有明细", "Empty bundle", "请至少添加一个 SKU。"),
    "catalog.component_twice": _plain("同一个 SKU 在组合装里出现了两次", "Component twice", "请合并数量。"),
    "catalog.bad_component": _plain("组合装的明细只能是已有的普通 SKU", "Bad component", "请换成普通 SKU。"),
    "catalog.item_taken": _plain("这个店铺已有这个商品", "Item taken", "请修改已有的对应关系。"),
    "catalog.unknown_record": _plain("没有这个店铺或 SKU", "Unknown record", "请从列表中选择。"),
    "idempotency.in_use": _plain("相同的请求正在处理", "Already at work", "请稍后再查询结果。"),
    "idempotency.other_request": _plain("这个 Idempotency-Key 已用于另一个请求", "Key of another request", "请换一个新的键。"),
    "idempotency.lost": _plain("请求超时，已由重试接手", "Taken over", "请查看记录，确认做了什么。"),
    "actions.unknown": _plain("没有这个操作", "Unknown action", "请从操作列表中选择。"),
    "actions.bad_params": Words("操作的参数不对", "Bad parameters", "请对照该操作的字段。"),
    "actions.bad_selection": _plain("没有选定订单，或同时给了编号和筛选", "Bad selection", "请二选一。"),
    "actions.nothing": _plain("没有可处理的记录", "Nothing to do", "请至少选择一条。"),
    "actions.no_run": _plain("没有这次批量操作", "No such run", "请从批量操作列表中选择。"),
    "actions.no_undo": _plain("这个操作不能撤销", "No undo", "请使用相反的操作。"),
    "orders.bad_filter": Words("筛选条件不对", "Bad filter", "请修改筛选条件。"),
    "orders.too_many_cancelled": Words("取消数量超过未发货数量", "Too many cancelled", "最多取消未发货的数量，其余走退货。"),
    "lists.bad_cursor": _plain("分页游标无效", "Bad cursor", "请不带游标从头读取。"),
    "listing.bad_cursor": _plain("分页游标无效", "Bad cursor", "请不带游标从头读取。"),
    "stages.unknown": _plain("没有这个环节", "Unknown stage", "请从环节列表中选择。"),
    "shops.unknown": _plain("没有这个店铺编码", "Unknown shop", "请先建店铺，或修改编码。"),
    "stock.claimed": Words("库存已被订单占用", "Stock is claimed", "请先释放订单，或减少数量。"),
    "stock.node_short": Words("仓库现有数量不够", "Not enough on hand", "请减少数量。"),
    "stock.not_frozen": Words("冻结数量不够", "Not frozen", "请减少数量。"),
    "intake.bad_request": Words("请求无法读取", "Unreadable request", "请按文档发送 shop 和 orders。"),
    "intake.busy": _plain("等待处理的订单太多", "Busy", "请稍后重试。"),
    "intake.paused": _plain("接单已暂停", "Intake is paused", "请查看首页的环节告警，处理后恢复。"),
    "quarantine.not_open": _plain("这条隔离消息已处理", "Not open", "请刷新列表。"),
    "quarantine.bad_payload": Words("修改后的内容无法读取", "Bad payload", "请检查格式。"),
    "quarantine.no_format": Words("没有对应的文件格式", "No format", "请安装对应的连接器。"),
    "import.unknown_format": Words("没有这个文件格式", "Unknown format", "请从格式列表中选择。"),
    "import.which_shop": _plain("有多个店铺可选", "Which shop", "请选择店铺。"),
    "import.file_type": Words("不支持这种文件", "File type", "请上传 xlsx、csv 或 txt。"),
    "import.file_too_large": _plain("文件太大", "File too large", "请拆成几个文件。"),
    "import.other_currency": Words("文件与店铺的币种不同", "Other currency", "请选择币种相同的店铺。"),
    "import.intake_paused": _plain("接单已暂停", "Intake is paused", "请先恢复接单环节。"),
    "file.format_unknown": _plain("认不出文件的格式", "Unknown format", "请指定格式，或检查表头。"),
    "file.columns_missing": Words("文件缺少必需的列", "Columns missing", "请补上这些列后重新上传。"),
    "file.column_twice": Words("表头有重复的列", "Column twice", "请删去重复的列。"),
    "file.encoding": _plain("认不出文件的编码", "Encoding", "请存为 UTF-8 或 GBK。"),
    "file.password": _plain("文件有密码", "Password", "请去掉密码后重新上传。"),
    "file.damaged": _plain("文件已损坏", "Damaged", "请重新导出。"),
    "file.empty": _plain("文件是空的", "Empty", "请检查文件。"),
    "file.kind": Words("不支持这种文件", "File kind", "请上传 xlsx、csv 或 txt。"),
    "file.too_large": _plain("文件太大", "Too large", "请拆成几个文件。"),
    "vault.cannot_open": _plain("加密数据无法打开", "Sealed data does not open", "请放回与数据库对应的主密钥。"),
}  # fmt: skip


def words_of(code: str, status: int) -> Words:
    """The words of a code, else those of its status."""
    return PROBLEM_WORDS.get(code) or STATUS_WORDS.get(status) or STATUS_WORDS[500]
