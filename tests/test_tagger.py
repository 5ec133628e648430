"""Rows in, answers out: what they repeat, what is like them, in order, by processes."""

import os
import signal

import pytest

from corpus.copies import imprints
from corpus.errors import JudgingError
from index.searcher import Filters
from service.copybook import open_book
from service.tagging import GivenRow, RowAnswer, Tagger
from service.tagging import tagger as tagger_room
from service.tagging.answers import copy_text
from tests.fixtures_home import record

LONG = (
    "定時退庁日を毎週水曜日に設け、管理職員が退庁を呼び掛けて超過勤務の縮減を図った。"
)


def rows(*texts):
    return [GivenRow("表", number, text) for number, text in enumerate(texts, start=2)]


@pytest.fixture
def told(catalog):
    """Return in words what each of these texts repeats."""

    def telling(*texts, **options):
        with Tagger(catalog, **options) as tagger:
            answers = tagger.answers(rows(*texts))
            return [
                [copy_text(copy, "表") for copy in answer.copies] for answer in answers
            ]

    return telling


def test_what_a_row_repeats_of_the_file_is_told_and_the_row_is_kept(told):
    changed = LONG.replace("水曜日", "金曜日")
    found = told("在宅勤務は12人", LONG, f"（再掲）{LONG}", changed, "在宅勤務は9人")
    assert found[:3] == [[], [], ["再掲：3行目と同じ"]]
    assert found[3][0].startswith("3行目とほぼ同じ（0.")
    assert found[4] == ["2行目と数字だけ違う"]


def test_what_a_row_repeats_of_the_catalogue_is_told_with_its_place(catalog, told):
    entry = next(iter(catalog.entries(Filters()))).entry
    ((copy,),) = told(entry.text)
    assert copy.startswith("目録の厚生労働省 2020年度") and copy.endswith("と同じ")


def test_the_entry_that_is_most_like_a_row_is_told_unless_it_is_not_wanted(catalog):
    text = "超過勤務を縮減するため、国会関係業務の待機体制を見直した。"
    for with_similar in (True, False):
        with Tagger(catalog, with_similar=with_similar) as tagger:
            (answer,) = tagger.answers(rows(text))
        assert (answer.similar is not None) == with_similar
        if answer.similar:
            entry = catalog.stock.entries([answer.similar.entry_id])
            assert entry and 0.2 <= answer.similar.similarity <= 1


def test_rows_answered_before_are_remembered(catalog):
    with Tagger(catalog) as tagger:
        tagger.remember(rows(LONG))
        (answer,) = tagger.answers([GivenRow("表", 9, LONG)])
    assert [copy_text(copy, "表") for copy in answer.copies] == ["2行目と同じ"]


def test_a_row_that_cannot_be_read_is_told_and_does_not_stop_the_rest(catalog):
    broken = GivenRow("表", 3, "", error="読めない文字があります。")
    with Tagger(catalog) as tagger:
        first, second, third = tagger.answers([*rows(LONG), broken, *rows(LONG)])
    assert (second.error, second.themes) == ("読めない文字があります。", ())
    assert first.themes and third.themes


def test_an_answer_can_be_kept_as_json_and_told_again(catalog):
    with Tagger(catalog) as tagger:
        for answer in tagger.answers(rows(LONG, LONG)):
            assert RowAnswer.of(answer.payload()) == answer


@pytest.fixture
def soon(monkeypatch):
    """Let processes of their own judge even a few rows."""
    monkeypatch.setattr(tagger_room, "_LEAST_FOR_WORKERS", 2)
    monkeypatch.setattr(tagger_room, "_BATCH", 3)


@pytest.mark.usefixtures("soon")
def test_workers_answer_the_same_in_the_same_order(catalog):
    texts = [LONG, "在宅勤務を導入した。", "会議を減らした。", LONG, "", "休暇を取る。"]
    with Tagger(catalog) as alone:
        expected = list(alone.answers(rows(*texts)))
    with Tagger(catalog, workers=2) as tagger:
        assert list(tagger.answers(rows(*texts))) == expected


def send_to_workers(tagger, sent):
    for process in list(tagger._workers._pool._processes.values()):
        os.kill(process.pid, sent)


@pytest.mark.usefixtures("soon")
def test_a_worker_that_dies_is_told(catalog):
    with Tagger(catalog, workers=1 + 1) as tagger:
        answers = tagger.answers(rows(*[LONG] * 30))
        next(answers)
        send_to_workers(tagger, signal.SIGKILL)
        with pytest.raises(JudgingError, match=r"もう一度始めて.*--workers 1"):
            list(answers)


@pytest.mark.usefixtures("soon")
def test_an_interruption_from_the_terminal_is_no_matter_of_a_worker(catalog):
    with Tagger(catalog, workers=1 + 1) as tagger:
        answers = tagger.answers(rows(*[LONG] * 30))
        next(answers)
        send_to_workers(tagger, signal.SIGINT)
        assert len(list(answers)) == 30 - 1


def test_the_book_of_copies_follows_the_catalogue(own_catalog, own_home, tmp_path):
    with record(own_home) as database:
        before = open_book(own_home / "copies", database)
        assert len(before.ids) == 90
    path = tmp_path / "a.csv"
    path.write_text(f"取組内容,備考\n{LONG},\n", "utf-8")
    own_catalog.import_file(path)
    with record(own_home) as database:
        after = open_book(own_home / "copies", database)
        assert len(after.ids) == 91
        (found,) = after.table.candidates(imprints([LONG]))
        assert found and found[0][1]
        assert [each.name for each in (own_home / "copies").iterdir()] == [
            str(database.commit_number)
        ]


def test_a_damaged_book_is_made_anew(own_home):
    with record(own_home) as database:
        open_book(own_home / "copies", database)
        (book,) = (own_home / "copies").iterdir()
        (book / "bands.npy").write_bytes(b"")
        assert len(open_book(own_home / "copies", database).ids) == 90
