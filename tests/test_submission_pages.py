"""The pages of new submissions, as a browser without script walks them."""

import io
import re
from collections import namedtuple
from dataclasses import replace

import pytest

from service.app import create_app
from service.settings import Settings
from tests.fixtures_jobs import TEXTS, finished, send

DiskUsage = namedtuple("DiskUsage", "total used free")


@pytest.fixture
def client(job_settings, catalog, jobs):
    return create_app(job_settings, catalog, jobs).test_client()


def test_the_form_says_what_is_taken_before_anything_is_sent(client):
    html = client.get("/submissions").text
    assert "Excel" in html
    for told in ("50 MB、1,000,000行、1,000列、1つのセルに100,000字、PDFは1,000ページ",
                 "展開して150 MB、元の大きさの200倍まで。読み取りは300秒"):  # fmt: skip
        assert told in html
    assert 'enctype="multipart/form-data"' in html


def test_a_file_is_shown_as_it_was_understood_before_it_is_started(client, jobs):
    answer = send(client)
    assert answer.status_code == 303
    html = client.get(answer.headers["Location"]).text
    assert "このように読みました" in html and TEXTS[0] in html
    assert f"最初の{len(TEXTS)}行" in html
    assert re.search(r'<option value="text" selected>', html)
    assert jobs.records.unfinished() == ()


def test_another_column_can_be_made_the_text(client):
    content = "内容,取組内容\n残業を減らすため退庁した。,あ\n在宅勤務を始めた。,い\n"
    page = send(client, content).headers["Location"]
    chosen = "place-1=text&shown-1=&place-2=text&shown-2=text"
    html = client.get(f"{page}?{chosen}").text
    first, second = re.findall(r"<select id=\"place-\d.*?</select>", html, re.DOTALL)
    assert '<option value="text" selected>' in first
    assert '<option value="text" selected>' not in second


def test_what_is_not_read_is_told_before_anything_is_started(client):
    content = (
        "取組内容,感想\n残業を減らすため\0退庁した。,皆が喜び、続けたいと言っている。\n"
    )
    html = client.get(send(client, content).headers["Location"]).text
    assert "「感想」の列にも文がありますが、読んでいません" in html
    assert "2行目など1行にNUL文字" in html


def test_a_table_without_a_column_of_texts_is_shown_to_choose_from(client):
    page = send(client, "甲,乙\n1,残業を減\n2,在宅を始\n").headers["Location"]
    html = client.get(page).text
    assert "取組の内容の列を選んでください" in html
    assert "この読み方で分類を始める" not in html
    assert "この読み方で分類を始める" in client.get(f"{page}?place-2=text").text


def test_a_choice_that_cannot_be_is_told_and_nothing_typed_is_lost(client):
    page = send(client).headers["Location"]
    typed = {"fiscal_year": "いつか", "organisation": "架空市"}
    for answer in (
        client.get(page, query_string=typed),
        client.post(f"{page}/start", data=typed),
    ):
        assert answer.status_code == 400
        assert "年度「いつか」が読み取れません" in answer.text
        assert 'value="いつか"' in answer.text and 'value="架空市"' in answer.text
        (wrong,) = re.findall('<input[^>]*aria-invalid="true"[^>]*>', answer.text)
        assert 'name="fiscal_year"' in wrong and 'aria-describedby="refused"' in wrong
        assert TEXTS[0] in answer.text


def test_pasted_lines_are_a_file_of_one_row_each(client):
    lines = "残業を減らすため退庁時間を確認した。\r\n在宅勤務を始めた。"
    page = client.post("/submissions", data={"lines": lines}).headers["Location"]
    html = client.get(page).text
    assert "取組の行：2行" in html


def test_whoever_sends_too_often_is_told_to_wait(job_settings, catalog, jobs):
    settings = replace(job_settings, max_jobs_per_hour=1)
    client = create_app(settings, catalog, jobs).test_client()
    answers = [client.post("/submissions", data={"lines": "残業を減らした。"})
               for _ in range(2)]  # fmt: skip
    assert [answer.status_code for answer in answers] == [303, 429]
    assert "しばらく待ってから" in answers[1].text
    assert "Retry-After" not in answers[1].text


def test_as_much_may_be_pasted_as_a_file_may_hold(client):
    lines = "\r\n".join(f"第{n}課の残業を減らした。" for n in range(20_000))
    page = client.post("/submissions", data={"lines": lines}).headers["Location"]
    assert "取組の行：20,000行" in client.get(page).text


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("", "空.csv", "0バイト"),
        ("\x89PNG\r\n\x1a\n" + "0" * 100, "絵.png", "絵.png"),
        ("\n\n\n", "空行.csv", "空行.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_form(
    client, jobs, content, name, told
):
    answer = client.post(
        "/submissions", data={"file": (io.BytesIO(content.encode("latin-1")), name)}
    )
    assert 400 <= answer.status_code < 500
    assert 'id="trouble"' in answer.text and told in answer.text
    assert jobs.records.of_owner(None) == ()


def test_nothing_at_all_two_files_and_a_file_with_lines_are_refused(client):
    two = {"file": [(io.BytesIO(b"a"), "1.csv"), (io.BytesIO(b"b"), "2.csv")]}
    both = {"file": (io.BytesIO(b"a"), "1.csv"), "lines": "残業"}
    for data, told in (
        ({}, "貼り付けた文もありません"),
        (two, "1つずつ"),
        (both, "両方"),
    ):
        answer = client.post("/submissions", data=data)
        assert answer.status_code == 400
        assert told in answer.text


def test_what_another_site_sends_is_refused(client):
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    answer = client.post("/submissions", data={"lines": "残業"}, headers=headers)
    assert answer.status_code == 403


def test_the_list_shows_only_what_this_browser_has_sent(
    client, job_settings, catalog, jobs
):
    send(client, name="私の提出.csv")
    other = create_app(job_settings, catalog, jobs).test_client()
    assert "私の提出.csv" in client.get("/submissions").text
    assert "私の提出.csv" not in other.get("/submissions").text
    (cookie,) = (c for c in client._cookies.values() if c.key == "torikumi_owner")
    assert cookie.http_only and cookie.same_site == "Lax"


def test_a_waiting_job_shows_its_progress_and_can_be_cancelled(client):
    page = send(client).headers["Location"]
    client.post(f"{page}/start")
    html = client.get(page).text
    assert "<progress" in html and "順番待ち" in html and "最新の状態を見る" in html
    client.post(f"{page}/cancel")
    html = client.get(page).text
    assert "中止しました" in html and "この作業とファイルを消す" in html


def test_a_job_that_stands_still_on_a_full_disk_says_so(client, monkeypatch):
    page = send(client).headers["Location"]
    client.post(f"{page}/start")
    assert "ディスクに空きがないため" not in client.get(page).text
    monkeypatch.setattr("shutil.disk_usage", lambda _: DiskUsage(100, 100, 0))
    told = client.get(f"/api/v1/jobs/{page.rpartition('/')[2]}").json
    assert told["status"] == "waiting" and "空きができると続き" in told["error"]
    assert told["error"] in client.get(page).text


def test_answers_are_counted_narrowed_and_taken_along(client, jobs, start_worker):
    page = finished(client, jobs, start_worker)
    html = client.get(page).text
    assert "12行を分類しました" in html
    narrowed = client.get(f"{page}?theme=telework").text
    assert TEXTS[1] in narrowed and TEXTS[0] not in narrowed
    assert TEXTS[2] in client.get(f"{page}?show=none").text
    with client.get(f"{page}/result") as result:
        assert result.headers["Content-Type"] == "text/csv"
    assert client.get(f"{page}?show=elsewhere").status_code == 400


def test_a_correction_is_kept_with_its_name_and_written_into_the_file(
    client, jobs, start_worker
):
    page = finished(client, jobs, start_worker)
    data = {"name": "山田", "carried": ["wellbeing"]}
    answer = client.post(f"{page}/rows/2", data=data)
    assert answer.status_code == 303
    html = client.get(f"{page}?show=decided").text
    assert "人が確認" in html and "山田" in html
    with client.get(f"{page}/result") as result:
        assert "庁舎の外壁を塗り直した。,心身の健康,人の判定" in result.text


def test_a_correction_needs_a_name_and_a_row(client, jobs, start_worker):
    page = finished(client, jobs, start_worker)
    assert client.post(f"{page}/rows/2", data={"carried": []}).status_code == 400
    assert client.post(f"{page}/rows/99", data={"name": "山田"}).status_code == 404


def test_elsewhere_than_on_this_machine_nothing_is_decided_or_taken_in(
    job_settings, catalog, jobs, start_worker
):
    open_settings = Settings(home=job_settings.home, host="0.0.0.0")
    client = create_app(open_settings, catalog, jobs).test_client()
    page = finished(client, jobs, start_worker)
    html = client.get(page).text
    assert "訂正を保存する" not in html and "目録に加えられません" in html
    assert client.post(f"{page}/rows/2", data={"name": "山田"}).status_code == 403
    assert client.post(f"{page}/take").status_code == 403


def test_what_was_said_of_columns_counts_for_the_next_file_with_that_header(
    client, jobs, start_worker
):
    header = "番号,内容,取組内容"
    chosen = {"place-2": "text", "shown-2": "", "place-3": "text", "shown-3": "text"}
    content = f"{header}\n1,残業を減らすため退庁した。,あ\n"
    finished(client, jobs, start_worker, content, **chosen)
    following = f"令和5年度 一覧,,\n{header}\n1,在宅勤務を始めた。,い\n"
    html = client.get(send(client, following).headers["Location"]).text
    assert "前に選んだ読み方を使っています" in html
    (second,) = re.findall(r"<select id=\"place-2.*?</select>", html, re.DOTALL)
    assert '<option value="text" selected>' in second


def test_a_near_copy_is_shown_with_what_differs(client, jobs, start_worker):
    texts = [f"年次休暇を年{days}日取るよう呼びかけた。" for days in (10, 15)]
    content = "\n".join(["取組内容", *texts])
    page = finished(client, jobs, start_worker, content)
    html = client.get(f"{page}?show=repeated").text
    assert "と数字だけ違う" in html
    assert "<del>10</del><ins>15</ins>" in html
