"""The API of jobs: what it takes, answers and refuses."""

import io
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pytest

from service.app import create_app
from service.jobs import Jobs
from service.settings import Settings
from tests.fixtures_jobs import LIST, TEXTS, wait_until_over


@pytest.fixture
def make_api(job_settings, catalog):
    """Make an API over the jobs' home with some settings of its own."""

    def make(**settings):
        chosen = Settings(home=job_settings.home, **settings)
        return create_app(chosen, catalog, Jobs(chosen)).test_client()

    return make


@pytest.fixture
def api(make_api):
    return make_api()


def post(api, content=LIST, name="提出 一覧.csv", key=None, **fields):
    data = {"file": (io.BytesIO(content.encode()), name), **fields}
    headers = {"Idempotency-Key": key} if key else None
    return api.post("/api/v1/jobs", data=data, headers=headers)


def test_a_file_is_taken_in_told_of_and_given_back(api, jobs, start_worker):
    made = post(api)
    assert (made.status_code, set(made.json)) == (202, {"id", "status_url"})
    start_worker()
    wait_until_over(jobs, jobs.records.get(made.json["id"]))
    told = api.get(made.json["status_url"]).json
    assert (told["status"], told["done"], told["total"]) == ("done", 12, len(TEXTS))
    assert told["errors"] == [] and told["error"] is None
    with api.get(told["result_url"]) as result:
        named = result.headers["Content-Disposition"]
        assert unquote(named).endswith("提出 一覧_テーマ付き.csv")
        assert "超過勤務の縮減" in result.text


def test_a_result_that_is_not_there_yet_is_refused_with_what_to_do(api):
    made = post(api)
    answer = api.get(f"{made.json['status_url']}/result")
    assert (answer.status_code, answer.json["status"]) == (409, 409)
    assert "done になってから" in answer.json["error"]


def test_a_row_that_cannot_be_read_is_listed_and_stops_nothing(api, jobs, start_worker):
    lines = ['{"text": "残業を減らした。"}', '{"text": 5}', '{"text": "在宅勤務。"}']
    made = post(api, "\n".join(lines), "提出.jsonl")
    start_worker()
    ended = wait_until_over(jobs, jobs.records.get(made.json["id"]))
    told = api.get(made.json["status_url"]).json
    assert (told["status"], told["total"]) == ("done", 3), ended
    (error,) = told["errors"]
    assert error["row"] == 2 and error["reason"]


def test_a_job_can_be_cancelled_and_removed(api):
    url = post(api).json["status_url"]
    assert api.post(f"{url}/cancel").json["status"] == "cancelled"
    assert api.delete(url).status_code == 204
    assert api.get(url).status_code == 404


def test_the_same_key_and_file_get_the_same_job(api):
    first, again = post(api, key="あ1"), post(api, key="あ1")
    assert first.status_code == again.status_code == 202
    assert first.json == again.json
    assert post(api, key="2").json["id"] != first.json["id"]


def test_the_same_key_with_another_file_is_refused(api):
    post(api, key="1")
    for answer in (
        post(api, LIST + "13,別の文。\n", key="1"),
        post(api, key="1", format="jsonl"),
    ):
        assert answer.status_code == 422
        assert "Idempotency-Key" in answer.json["error"]


def test_a_queue_over_its_bound_says_when_to_come_again(make_api):
    api = make_api(max_waiting_jobs=2)
    answers = [post(api) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 503]
    assert answers[-1].headers["Retry-After"] == "60"
    assert "2件" in answers[-1].json["error"]


def test_whoever_sends_too_many_files_is_told_to_wait(make_api):
    api = make_api(max_jobs_per_hour=2)
    answers = [post(api) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert answers[-1].json["status"] == 429


def test_answers_tell_how_many_requests_are_left(make_api):
    api = make_api(max_requests_per_minute=2)
    answers = [api.get("/api/v1/themes") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == [
        "1",
        "0",
        "0",
    ]
    assert ["Retry-After" in answer.headers for answer in answers] == [
        False,
        False,
        True,
    ]
    assert 0 <= int(answers[-1].headers["RateLimit-Reset"]) <= 60
    assert api.get("/themes").status_code == 200


def test_a_request_without_a_file_is_refused(api):
    answer = api.post("/api/v1/jobs", data={})
    assert (answer.status_code, answer.json["status"]) == (400, 400)
    assert "ファイルがありません" in answer.json["error"]


def test_an_empty_file_is_refused(api):
    answer = post(api, "", "空.csv")
    assert answer.status_code == 400
    assert "0バイト" in answer.json["error"]


def test_a_form_that_cannot_be_read_tells_how_files_are_to_be_named(api):
    name = "提出.csv".encode("cp932")
    part = b'Content-Disposition: form-data; name="file"; filename="%b"' % name
    answer = api.post(
        "/api/v1/jobs", data=b"--x\r\n%b\r\n\r\na\r\n--x--\r\n" % part,
        content_type="multipart/form-data; boundary=x",
    )  # fmt: skip
    assert answer.status_code == 400
    assert "UTF-8" in answer.json["error"]


def test_a_key_that_is_too_long_is_refused_with_how_long_it_may_be(api):
    answer = post(api, key="k" * 201)
    assert answer.status_code == 400
    assert "「Idempotency-Key」" in answer.json["error"]
    assert "200文字まで" in answer.json["error"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"format": "pdf"}, "形式「pdf」"),
        ({"header_row": "0"}, "header_row"),
        ({"encoding": "zip"}, "文字コード「zip」"),
        ({"columns": "[1]"}, "columns は"),
        ({"columns": '{"A": "x"}'}, "意味「x」"),
        ({"fiscal_year": "いつか"}, "年度"),
        ({"organisation": "null"}, "「organisation」の値がnull"),
        ({"sheet": "undefined"}, "「sheet」の値がundefined"),
        ({"organisation": "あ" * 201}, "201文字"),
        ({"column": "\x9a" + "あ" * 200}, "201文字"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(api, fields, told):
    answer = post(api, **fields)
    assert (answer.status_code, answer.json["status"]) == (400, 400)
    assert told in answer.json["error"]


def test_two_files_at_once_are_refused_by_name(api):
    files = [(io.BytesIO(b"a"), "1.csv"), (io.BytesIO(b"b"), "2.csv")]
    answer = api.post("/api/v1/jobs", data={"file": files})
    assert answer.status_code == 400
    assert "「1.csv」、「2.csv」" in answer.json["error"]


def test_a_file_over_the_limit_is_refused(make_api):
    answer = post(make_api(max_request_bytes=1000), LIST * 10)
    assert (answer.status_code, answer.json["status"]) == (413, 413)
    assert (
        "上限の1,000バイト（設定 TORIKUMI_MAX_REQUEST_BYTES）" in answer.json["error"]
    )


def test_a_body_that_is_no_form_is_refused(api):
    answer = api.post("/api/v1/jobs", data=LIST, content_type="text/csv")
    assert (answer.status_code, answer.json["status"]) == (415, 415)
    assert "multipart/form-data" in answer.json["error"]


def test_a_name_with_folders_leads_nowhere_else(api, jobs, job_settings):
    made = post(api, name="../../../逃げる.csv")
    job = jobs.records.get(made.json["id"])
    assert job.name == "逃げる.csv"
    assert job_settings.home in jobs.file(job).resolve().parents


def test_the_same_request_at_the_same_moment_gets_the_same_job(api, jobs):
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: post(api, key="1"), range(8)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert len(jobs.records.unfinished()) == 1
