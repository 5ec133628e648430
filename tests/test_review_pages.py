"""The review in the browser without script: forms, addresses, refusals."""

import re

import pytest

from service.app import create_app
from service.settings import Settings

NAME = "torikumi_decider"


@pytest.fixture
def visitor(own_home, own_catalog):
    """Someone whose name is known, at a server of their own machine."""
    app = create_app(Settings(home=own_home), own_catalog)
    app.config["TESTING"] = True
    client = app.test_client()
    client.post("/decider", data={"name": "山田"})
    return client


def entry_of(page):
    return re.search(r'name="entry_id" value="(\w+)"', page.text)[1]


def shown(page):
    return re.search(r'name="shown" value="([^"]+)"', page.text)[1]


def decide(visitor, address="/review", *, carried=(), verdict="accept", note=""):
    page = visitor.get(address)
    data = {
        "entry_id": entry_of(page), "shown": shown(page), "carried": list(carried),
        "verdict": verdict, "note": note,
    }  # fmt: skip
    return data["entry_id"], visitor.post(address, data=data)


def test_the_name_is_asked_once_and_leads_back(client):
    asked = client.get("/review?queue=theme&theme=leave")
    assert asked.location.startswith("/decider?back=/review")
    refused = client.post("/decider", data={"name": " ", "back": "/review?queue=theme"})
    assert refused.status_code == 400
    assert "60文字までで入力してください" in refused.text
    kept = client.post("/decider", data={"name": "山田", "back": "/review?queue=theme"})
    assert kept.location == "/review?queue=theme"
    assert client.get("/review?queue=theme").status_code == 200


@pytest.mark.parametrize(
    "back",
    ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"],
)
def test_the_question_leads_to_no_other_site(client, back):
    kept = client.post("/decider", data={"name": "山田", "back": back})
    assert kept.location == "/review"


def test_accepting_labels_every_theme_and_shows_the_next(visitor, own_catalog):
    entry_id, answer = decide(visitor, carried=["leave", "overtime"], note="<b>確認")
    assert (answer.status_code, answer.location) == (302, "/review?queue=uncertain")
    assert entry_of(visitor.get(answer.location)) != entry_id
    (decision,) = own_catalog.history(entry_id).decisions
    assert decision.carried == ("overtime", "leave")
    assert len(decision.not_carried) == len(own_catalog.guide.ids) - 2
    assert (decision.decided_by, decision.note) == ("山田", "<b>確認")


def test_rejecting_says_of_every_theme_that_it_is_not_carried(visitor, own_catalog):
    entry_id, _ = decide(visitor, carried=["leave"], verdict="none")
    (decision,) = own_catalog.history(entry_id).decisions
    assert (decision.carried, len(decision.not_carried)) == ((), 12)


def test_undo_shows_the_entry_again_as_it_was(visitor):
    entry_id, _ = decide(visitor)
    answer = visitor.post("/review/undo")
    assert f"entry={entry_id}" in answer.location
    assert entry_of(visitor.get(answer.location)) == entry_id


def test_undo_with_nothing_to_undo_says_so(visitor):
    answer = visitor.post("/review/undo")
    assert answer.status_code == 404
    assert "「山田」さんの判定で、取り消せるものはもうありません" in answer.text


def test_passing_over_keeps_the_entry_and_stands_in_the_address(visitor):
    first = entry_of(visitor.get("/review"))
    second = entry_of(visitor.get("/review?skip=1"))
    assert first != second
    decide(visitor, "/review?skip=1")
    assert entry_of(visitor.get("/review")) == first
    assert "先頭へ戻る" in visitor.get("/review?skip=5000").text


def test_a_list_shows_several_and_each_can_be_decided(visitor):
    page = visitor.get("/review?list=1")
    assert page.text.count('class="review-card"') == 10
    _, answer = decide(visitor, "/review?list=1")
    assert answer.location == "/review?queue=uncertain&list=1"


def test_a_queue_can_be_narrowed_to_a_theme_and_a_report(visitor, own_catalog):
    report_id = own_catalog.reports()[0].report.id
    page = visitor.get(f"/review?queue=theme&theme=overtime&report={report_id}")
    card = own_catalog.review_entry(entry_of(page), is_blind=False)
    assert "overtime" in card.chosen | card.doubtful
    assert f'value="{report_id}" selected' in page.text


def test_people_who_disagree_make_an_item_that_a_decision_settles(visitor):
    entry_id, _ = decide(visitor, carried=["leave"])
    visitor.post("/decider", data={"name": "佐藤"})
    data = {"shown": "leave", "before": "leave", "note": ""}
    visitor.post(f"/entries/{entry_id}/labels", data=data)
    page = visitor.get("/review?queue=disagreement")
    assert entry_of(page) == entry_id
    assert re.search(r"山田</span>：付く", page.text)
    assert re.search(r"佐藤</span>：付かない", page.text)
    decide(visitor, "/review?queue=disagreement")
    empty = visitor.get("/review?queue=disagreement")
    assert "食い違っている記載はありません" in empty.text


def test_an_entry_can_be_corrected_on_its_own_page(visitor, own_catalog):
    entry_id = entry_of(visitor.get("/review"))
    page = visitor.get(f"/entries/{entry_id}")
    before = re.search(r'name="before" value="([^"]*)"', page.text)[1].split()
    data = {"shown": shown(page), "before": " ".join(before), "note": "確認済み",
            "carried": [*before, "wellbeing"], "verdict": "changed"}  # fmt: skip
    answer = visitor.post(f"/entries/{entry_id}/labels", data=data)
    assert answer.location == f"/entries/{entry_id}#history"
    (decision,) = own_catalog.history(entry_id).decisions
    assert (decision.carried, decision.not_carried) == (("wellbeing",), ())
    page = visitor.get(f"/entries/{entry_id}").text
    assert "人が確認" in page
    assert "メモ：確認済み" in page


def test_saving_without_a_change_says_so(visitor):
    entry_id = entry_of(visitor.get("/review"))
    data = {"shown": "leave", "before": "leave", "carried": "leave"}
    answer = visitor.post(f"/entries/{entry_id}/labels", data=data)
    assert answer.status_code == 400
    assert "変えるところがありません" in answer.text


def test_names_and_notes_never_become_html(visitor):
    visitor.post("/decider", data={"name": "<script>alert(1)</script>"})
    entry_id, _ = decide(visitor, note="<img src=x>")
    page = visitor.get(f"/entries/{entry_id}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("address", "data", "status", "message"),
    [
        ("/review", {"entry_id": "zzz", "shown": "leave"}, 404, "「zzz」という番号"),
        ("/review", {"entry_id": "ID", "shown": "foo"}, 404, "「foo」というテーマ"),
        ("/review", {"entry_id": "ID", "shown": ""}, 400, "変えるところがありません"),
        ("/review", {}, 404, "という番号の取組はありません"),
        ("/review", {"entry_id": "ID", "shown": "leave", "note": "あ" * 100_000}, 400,
         "メモは2,000文字まで"),
        ("/review?queue=foo", {}, 404, "「foo」という並びはありません"),
        ("/review?queue=sample&skip=1", {}, 400, "飛ばせません"),
    ],
)  # fmt: skip
def test_wrong_input_is_told_and_nothing_is_kept(
    visitor, own_catalog, address, data, status, message
):
    entry_id = entry_of(visitor.get("/review"))
    data = {name: value.replace("ID", entry_id) for name, value in data.items()}
    answer = visitor.post(address, data=data)
    assert answer.status_code == status
    assert message in answer.text
    assert list(own_catalog.label_rows()) == []


@pytest.mark.parametrize(
    "address",
    ["/review?queue=theme&theme=foo", "/review?report=x", "/review?entry=x",
     "/review?skip=-1"],
)  # fmt: skip
def test_a_queue_of_what_is_not_there_is_told(visitor, address):
    assert visitor.get(address).status_code in {400, 404}


def test_elsewhere_than_on_this_machine_writing_pages_answer_403(own_home, own_catalog):
    app = create_app(Settings(home=own_home, host="0.0.0.0"), own_catalog)
    client = app.test_client()
    posts = "/review", "/review/undo", "/review/sample", "/labels", "/decider"
    for address in posts:
        answer = client.post(address)
        assert answer.status_code == 403
        assert "torikumi serve --host 127.0.0.1" in answer.text
    assert client.get("/review").status_code == 403
    entry_id = own_catalog.reports()[0].report.id
    assert client.post(f"/entries/{entry_id}/labels").status_code == 403
