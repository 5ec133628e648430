"""The whole way of a submission in a browser: dropped, read, answered, found."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from service.app import create_app
from service.home import Home
from service.jobs import Jobs
from service.jobs.worker import Worker
from service.settings import Settings
from tests.browser.serving import served
from tests.fixtures_files import xlsx_file

pytestmark = pytest.mark.browser

ROWS = [
    ("1", "超勤を減らすため、毎週水曜に退庁時間を確かめた。", "人事課の説明文です。"),
    ("2", "蛍光灯をLEDに替えた。", "総務課の説明文です。"),
    ("3", "在宅でも働けるよう、端末を貸し出した。", "情報課の説明文です。"),
]
CONTENT = "令和4年度 架空市の取組,,\n番号,内容,取組内容\n" + "".join(
    f"{','.join(cells)}\n" for cells in ROWS
)
DROP = """([selector, files]) => {
    const carried = new DataTransfer();
    for (const [name, content] of files) carried.items.add(new File([content], name));
    const options = {dataTransfer: carried, bubbles: true, cancelable: true};
    const event = new DragEvent("drop", options);
    document.querySelector(selector).dispatchEvent(event);
}"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def site(own_home, own_catalog):
    """An app over a catalogue of its own, with its worker."""
    settings = Settings(home=own_home)
    jobs = Jobs(settings)
    worker = Worker(jobs, own_catalog, Home(own_home))
    app = create_app(settings, own_catalog, jobs)
    with served(app) as address:
        worker.start()
        yield address
        worker.stop()


@pytest.fixture
def page(site, browser):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="ja-JP", base_url=site
    )
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto("/submissions")
    yield page
    context.close()


def check(page):
    """Nothing for axe to find, nothing too wide, nothing in the console."""
    for summary in page.locator("main summary").all():
        summary.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not page.evaluate(TOO_WIDE)
    assert page.said == []
    for summary in page.locator("main summary").all():
        summary.click()


def test_a_file_is_dropped_read_answered_corrected_taken_in_and_found(page, tmp_path):
    check(page)
    page.evaluate(DROP, ["#drop", [["架空市.csv", CONTENT]]])
    page.get_by_role("button", name="送って読み方を確かめる").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("このように読みました")
    page.get_by_label("2列目 内容").select_option("text")
    page.get_by_role("button", name="選んだ読み方を確かめる").click()
    expect(page.get_by_label("2列目 内容")).to_have_value("text")
    expect(page.get_by_label("3列目 取組内容")).to_have_value("")
    check(page)
    page.get_by_role("button", name="この読み方で分類を始める").click()

    expect(page.get_by_text("3行を分類しました")).to_be_visible(timeout=60_000)
    check(page)
    row = page.locator("#row-1")
    expect(row).to_contain_text(ROWS[1][1])
    row.locator("summary").click()
    row.get_by_label("業務の効率化").check()
    row.get_by_label("判断する人の名前").fill("山田太郎")
    row.get_by_role("button", name="訂正を保存する").click()
    expect(page.get_by_role("status").first).to_have_text("訂正を保存しました。")
    expect(page.locator("#row-1")).to_contain_text("人が確認")

    with page.expect_download() as download:
        page.get_by_role("link", name="テーマを付けたファイルを受け取る").click()
    assert download.value.suggested_filename == "架空市_テーマ付き.csv"
    download.value.save_as(tmp_path / "結果.csv")
    lines = (tmp_path / "結果.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("令和4年度 架空市の取組") and len(lines) == 5
    assert "業務の効率化" in lines[3] and "人の判定" in lines[3]

    page.get_by_role("button", name="目録に加える").click()
    expect(page.get_by_text("3件を目録に加えました")).to_be_visible()
    check(page)
    page.get_by_role("link", name="加えた報告を見る").click()
    expect(page.locator("main")).to_contain_text("架空市.csv")
    page.goto("/search?q=蛍光灯")
    expect(page.locator(".hit").first).to_contain_text("LED")
    expect(page.locator(".hit").first).to_contain_text("人が確認")


def test_progress_is_shown_announced_and_left_for_the_answers(page):
    content = "取組内容\n" + "".join(
        f"第{n}課の残業を減らした。\n" for n in range(30_000)
    )
    page.evaluate(DROP, ["#drop", [["多い.csv", content]]])
    page.get_by_role("button", name="送って読み方を確かめる").click()
    page.get_by_role("button", name="この読み方で分類を始める").click()
    expect(page.locator("#progress-bar")).to_be_visible()
    expect(page.locator("#announcement")).not_to_be_empty()
    expect(page.locator("#progress-state")).to_have_text("分類中")
    address = page.url
    page.goto("/submissions")
    page.get_by_role("link", name="多い.csv").click()
    assert page.url == address
    expect(page.get_by_text("30,000行を分類しました")).to_be_visible(timeout=120_000)


def test_a_button_that_is_pressed_twice_begins_one_job(page):
    page.get_by_label("または、文を貼り付ける").fill("残業を減らした。")
    page.get_by_role("button", name="送って読み方を確かめる").dblclick()
    page.get_by_role("button", name="この読み方で分類を始める").dblclick()
    expect(page.get_by_text("1行を分類しました")).to_be_visible(timeout=60_000)
    page.goto("/submissions")
    expect(page.get_by_role("link", name="貼り付けた文.txt")).to_have_count(1)


def test_a_workbook_s_sheets_are_named_to_who_does_not_see_them(page):
    rows = [("取組内容",), ("残業を減らした。",)]
    content = xlsx_file({"4月 甲課": rows, "4月 乙課": rows})
    sent = {"name": "二課.xlsx", "mimeType": "application/zip", "buffer": content}
    page.get_by_label("ファイル").set_input_files(sent)
    page.get_by_role("button", name="送って読み方を確かめる").click()
    for name in ("4月 甲課", "4月 乙課"):
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
    check(page)


def test_what_cannot_be_sent_is_told_before_it_is_sent(page):
    trouble = page.locator("#drop-trouble")
    page.evaluate(DROP, ["#drop", [["1.csv", "a"], ["2.csv", "b"]]])
    expect(trouble).to_have_text("ファイルは1つずつ送ってください（2個ありました）。")
    page.evaluate(DROP, ["#drop", [["空.csv", ""]]])
    expect(trouble).to_contain_text("「空.csv」は空です（0バイト）")
    expect(page.get_by_label("ファイル")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="送って読み方を確かめる").click()
    assert page.url.endswith("/submissions")
    page.get_by_label("ファイル").set_input_files([])
    page.get_by_role("button", name="送って読み方を確かめる").click()
    expect(trouble).to_contain_text("ファイルも貼り付けた文もありません")
    expect(page.get_by_label("ファイル")).to_be_focused()
    page.get_by_label("または、文を貼り付ける").fill("残業を減らした。")
    page.evaluate(DROP, ["main h1", [["外.csv", "a"]]])
    expect(page.get_by_label("または、文を貼り付ける")).to_have_value(
        "残業を減らした。"
    )
    page.evaluate("document.getElementById('drop-trouble').dataset.maxMib = '0.001'")
    page.evaluate(DROP, ["#drop", [["大きい.csv", "あ" * 1000]]])
    expect(trouble).to_contain_text("0.001 MBまで")
    check(page)


def test_a_wrong_file_is_refused_beside_the_form_and_nothing_typed_is_lost(page):
    page.evaluate(DROP, ["#drop", [["絵.csv", "\u0000\u0001\u0002"]]])
    page.get_by_role("button", name="送って読み方を確かめる").click()
    expect(page.locator("#trouble")).to_contain_text("絵.csv")
    page.said.clear()  # the browser notes the status of the answer
    check(page)
