"""What people do in a day, by hand in a browser: log in, find, hold and undo, look why, reveal, import, receive, replay."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from web.conftest import LOGIN, PASSWORD, Desk
from web.pages import address_of, ask, open_page, order_with

HEADER = "订单号,下单时间,付款时间,收货人,电话,省,市,区,详细地址,商品编码,商品名称,数量,单价"


def test_log_in_and_wrong_password(desk: Desk) -> None:
    page = desk.page(signed_in=False)
    page.goto("/orders")
    expect(page).to_have_url(address_of("/login"))
    page.get_by_label("账号").fill(LOGIN)
    page.get_by_label("密码", exact=True).fill("not-the-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("密码")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    # Back to where one wanted to go.
    expect(page).to_have_url(address_of("/orders"))
    expect(page.locator("tr.clickable").first).to_be_visible()
    refused = [said for said in desk.complaints.found if "401" in said]
    # The question whether a session is there, and the wrong password: each a response and the browser's own line.
    assert len(refused) == 4
    desk.complaints.found = [said for said in desk.complaints.found if said not in refused]


def test_tabs_search_and_filter_chip(desk: Desk) -> None:
    page = desk.page()
    open_page(page, "/orders")
    page.get_by_role("tab", name="配货中").click()
    expect(page).to_have_url(re.compile("state=picking"))
    expect(page.locator("tr.clickable .state-tag").first).to_have_text("配货中")
    expect(page.locator("tr.clickable .state-tag").filter(has_not_text="配货中")).to_have_count(0)

    number = order_with(page, state="picking")["number"]
    page.get_by_label("搜索订单").fill(number)
    expect(page.locator("tr.clickable")).to_have_count(1)
    expect(page.locator("tr.clickable")).to_contain_text(number)
    page.get_by_label("搜索订单").fill("")
    page.get_by_role("tab", name="全部").click()

    page.get_by_role("button", name="添加筛选").click()
    page.get_by_role("menuitem", name="锁单", exact=True).click()
    page.get_by_text("库存不足", exact=True).last.click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"hold=stock\.short"))
    count = ask(page, "/orders/count?hold=stock.short")["count"]
    expect(page.get_by_text(f"共 {count} 笔")).to_be_visible()
    expect(page.locator("tr.clickable .hold-mark").first).to_be_visible()


def test_hold_with_preview_and_undo(desk: Desk) -> None:
    page = desk.page()
    open_page(page, "/orders?state=picking")
    row = page.locator("tr.clickable").first
    number = row.locator("a.mono").inner_text()
    row.locator(".select-cell").click()
    page.get_by_role("toolbar").get_by_role("button", name="锁单", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("原因").fill("等买家确认颜色")
    expect(dialog.locator(".preview-summary")).to_contain_text("1")
    dialog.get_by_role("button", name="锁单", exact=True).click()
    notice = page.locator(".ant-notification-notice")
    expect(notice).to_contain_text("1 笔完成")
    held = page.locator("tr.clickable").filter(has_text=number)
    expect(held.locator(".hold-mark")).to_be_visible()

    notice.get_by_role("button", name="撤销").click()
    ask_first = page.get_by_role("dialog")
    expect(ask_first).to_contain_text("撤销“锁单”：1 笔")
    ask_first.get_by_role("button", name="撤销").click()
    expect(page.locator(".ant-notification-notice")).to_contain_text("已撤销 1 笔")
    expect(page.locator("tr.clickable").filter(has_text=number).locator(".hold-mark")).to_have_count(0)
    open_page(page, "/runs")
    expect(page.locator("tr.clickable").first).to_contain_text("演示负责人")


def test_keyboard(desk: Desk) -> None:
    page = desk.page()
    open_page(page, "/orders")
    expect(page.locator("tr.clickable").nth(2)).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("tr.clickable").nth(1)
    expect(second).to_have_class(re.compile("cursor"))
    page.keyboard.press("x")
    expect(second).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    number = second.locator("a.mono").inner_text()
    drawer = page.locator(".wb-drawer")
    expect(drawer.get_by_role("heading", level=1)).to_have_text(number)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    page.keyboard.press("/")
    expect(page.get_by_label("搜索订单")).to_be_focused()


def test_order_page_tells_what_happened_and_why(desk: Desk) -> None:
    page = desk.page()
    page.goto("/")
    order = order_with(page, state="picking")
    open_page(page, f"/orders/{order['id']}")
    timeline = page.locator(".timeline")
    expect(timeline.get_by_text("下发仓库").first).to_be_visible()
    decision = timeline.locator("li.decision").filter(has_text="分仓").first
    decision.get_by_role("button", name="为什么").click()
    expect(decision.locator(".why-list")).to_contain_text("库存")
    # The promise is an instant in the merchant's zone, not the browser's (London here) and not ISO.
    promise = timeline.locator("li.decision").filter(has_text="承诺时效").first
    expect(promise).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"))
    at = datetime.fromisoformat(ask(page, f"/orders/{order['id']}")["promise_at"])
    there = at.astimezone(UTC) + timedelta(hours=8)
    expect(promise).to_contain_text(f"{there:%Y-%m-%d %H:%M}")


def test_a_hold_is_explained_once(desk: Desk) -> None:
    page = desk.page()
    page.goto("/")
    order = order_with(page, hold="stock.short", state="paid")
    open_page(page, f"/orders/{order['id']}")
    expect(page.get_by_text("到货后自动预占并放行")).to_have_count(1)
    expect(page.locator(".hold-row").get_by_role("button", name="入库")).to_be_visible()
    expect(page.locator(".hold-row")).to_contain_text("预占库存")


def test_reveal_needs_a_reason_and_is_logged(desk: Desk) -> None:
    page = desk.page()
    page.goto("/")
    order = order_with(page, state="shipped")
    open_page(page, f"/orders/{order['id']}")
    panel = page.locator(".panel").filter(has=page.get_by_role("heading", name="收货信息"))
    expect(panel).to_contain_text("****")
    panel.get_by_role("button", name="查看完整信息").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="查看", exact=True)).to_be_disabled()
    dialog.get_by_label("查看原因").fill("买家来电核对门牌")
    dialog.get_by_role("button", name="查看", exact=True).click()
    expect(panel).to_contain_text(re.compile(r"1\d{10}"))
    expect(panel).to_contain_text("秒后隐藏")
    open_page(page, "/audit")
    entry = page.locator(".data-table tbody tr").filter(has_text="查看个人信息").first
    expect(entry).to_contain_text("买家来电核对门牌")


def test_import_a_file_and_see_totals(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "补录.csv"
    placed = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S")
    receiver = "李示例,19900000001,浙江省,杭州市,西湖区,文三路1号"
    lines = [
        f"WEB{n},{placed},{placed},{receiver},JM-100,洁面乳,{qty},10.00" for n, qty in ((1, "1"), (2, "3"), (3, "两"))
    ]
    file.write_text("\n".join([HEADER, *lines]), encoding="utf-8-sig")
    page = desk.page()
    open_page(page, "/imports")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("店铺").click()
    page.get_by_title("拾光会员小程序").click()
    page.get_by_role("button", name="开始导入").click()
    expect(page).to_have_url(re.compile(r"/imports/\d+$"))
    expect(page.locator(".page-head").get_by_text("完成", exact=True)).to_be_visible()
    result = ask(page, "/imports/" + page.url.rsplit("/", 1)[1])["result"]
    assert (result["lines_read"], result["orders"], result["quarantined"]) == (3, 2, 1)
    expect(page.get_by_text("¥40.00")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("两")


def test_receive_stock(desk: Desk) -> None:
    page = desk.page()
    page.goto("/")
    sku = next(item for item in ask(page, "/stock?limit=50")["items"] if item["sku"]["code"] == "CB-B")
    open_page(page, f"/stock?sku={sku['sku']['id']}")
    sheet = page.locator(".side-sheet")
    sheet.get_by_role("button", name="入库").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("选择仓库").click()
    page.get_by_title("杭州总仓").last.click()
    dialog.get_by_label("数量").fill("7")
    dialog.get_by_label("原因").fill("采购到货")
    expect(dialog.locator(".preview-summary")).not_to_have_class(re.compile("faint"))
    dialog.get_by_role("button", name="入库").click()
    expect(page.locator(".ant-notification-notice")).to_contain_text("完成")
    row = page.locator("tr.clickable").filter(has_text="CB-B")
    expect(row).to_contain_text(str(sku["on_hand"] + 7))
    sheet.get_by_role("tab", name="流水").click()
    expect(sheet.locator(".small-table tr").filter(has_text="采购到货")).to_contain_text("演示负责人")


def test_replay_what_was_quarantined(desk: Desk) -> None:
    page = desk.page()
    open_page(page, "/quarantine")
    row = page.locator("tr.clickable").filter(has_text="币种").first
    row.click()
    sheet = page.locator(".side-sheet")
    sheet.get_by_role("button", name="修改").click()
    payload = sheet.get_by_role("textbox").last
    expect(payload).to_have_value(re.compile("currency"))
    text = re.sub(r'("currency":\s*)"[^"]*"', r'\1"CNY"', payload.input_value())
    source_no = row.locator(".copy-id").inner_text()
    payload.fill(text)
    sheet.get_by_role("button", name="重放").click()
    expect(page.locator("tr.clickable").filter(has_text=source_no)).to_have_count(0)
    assert len(ask(page, f"/orders?source_no={source_no}")["items"]) == 1


def test_a_server_that_is_away_is_said_and_tried_again(desk: Desk) -> None:
    page = desk.page()
    open_page(page, "/orders")
    page.context.set_offline(True)
    page.get_by_role("tab", name="已完成").click()
    expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(page.locator("tr.clickable .state-tag").first).to_have_text("已完成")
    desk.complaints.found = [said for said in desk.complaints.found if "ERR_INTERNET_DISCONNECTED" not in said]
