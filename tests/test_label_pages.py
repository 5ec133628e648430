"""Labels taken along and brought in on a page."""

import io

import pytest

from service.app import create_app
from service.settings import Settings


@pytest.fixture
def visitor(own_home, own_catalog):
    client = create_app(Settings(home=own_home), own_catalog).test_client()
    client.post("/decider", data={"name": "山田"})
    return client


@pytest.fixture
def entry_id(visitor):
    return visitor.get("/api/v1/search?theme=leave").json["hits"][0]["id"]


def bring(visitor, text, name="判定.csv"):
    file = (io.BytesIO(text.encode()), name)
    return visitor.post("/labels", data={"file": file})


def test_a_file_is_taken_in_under_the_name_of_whoever_brings_it(
    visitor, own_catalog, entry_id
):
    answer = bring(visitor, f"entry_id,theme,carried,色\n{entry_id},leave,×,赤\n")
    assert answer.status_code == 200
    assert (
        "「判定.csv」から1件の判定を取り込みました（0件はすでにありました）"
        in answer.text
    )
    assert "読まなかった列" in answer.text
    (row,) = own_catalog.label_rows()
    assert (row["by"], row["source"], row["carried"]) == ("山田", "file 判定.csv", 0)
    assert "ファイル「判定.csv」" in visitor.get(f"/entries/{entry_id}").text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_what_is_taken_along_comes_in_again_without_a_change(visitor, entry_id, kind):
    bring(visitor, f"entry_id,theme,carried\n{entry_id},leave,0\n")
    sent = visitor.get(f"/labels.{kind}")
    assert f"torikumi-labels.{kind}" in sent.headers["Content-Disposition"]
    file = (io.BytesIO(sent.data), f"labels.{kind}")
    answer = visitor.post("/labels", data={"file": file})
    assert "0件の判定を取り込みました（1件はすでにありました）" in answer.text


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ("entry_id,theme,carried\nzzz,leave,1\n", 422, "2行目：「zzz」という番号"),
        ("取組内容\n研修をした。\n", 422, "の見出しがありません"),
        ("", 422, "「判定.csv」は空です"),
    ],
)
def test_a_wrong_file_is_told_beside_the_form(
    visitor, own_catalog, text, status, message
):
    answer = bring(visitor, text)
    assert answer.status_code == status
    assert message in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert list(own_catalog.label_rows()) == []


def test_no_file_and_no_such_form_are_told(visitor):
    assert "ファイルを選んでから" in visitor.post("/labels").text
    assert visitor.get("/labels.pdf").status_code == 404


def test_the_page_is_there_for_who_only_reads(client):
    assert client.get("/labels").status_code == 200
