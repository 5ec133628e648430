"""A person's decision is kept, counts everywhere, and can be taken back."""

import pytest

from corpus.database import Queue, QueueKind
from corpus.errors import InvalidInputError, NotFoundError
from index.searcher import Filters, SearchRequest, Sort
from service.labelling import Verdict
from tests.fixtures_home import indexed

UNCERTAIN = Queue(QueueKind.UNCERTAIN)


@pytest.fixture
def entry_id(own_catalog):
    return own_catalog.review(UNCERTAIN, range(1)).cards[0].entry.id


@pytest.fixture
def say(own_catalog, entry_id):
    """Let someone say which themes the entry carries and which not."""

    def say(by, note="", **themes):
        own_catalog.label(Verdict(entry_id, themes, by, note))

    return say


def themes(catalog, entry_id):
    card = catalog.review_entry(entry_id, is_blind=False)
    return {
        theme: [one.is_carried for one in said] for theme, said in card.said.items()
    }


def test_a_decision_counts_at_once_and_leaves_the_queue(own_catalog, entry_id, say):
    say("山田", wellbeing=True, telework=False)
    entry = own_catalog.entry(entry_id).entry
    assert "wellbeing" in {t.theme_id for t in entry.themes if t.decided_by == "person"}
    assert "telework" not in {theme.theme_id for theme in entry.themes}
    waiting = own_catalog.review(UNCERTAIN, range(100))
    assert entry_id not in {card.entry.id for card in waiting.cards}


def test_the_index_follows_at_the_latest_when_the_catalogue_closes(
    own_catalog, own_home, entry_id, say
):
    say("山田", wellbeing=True)
    own_catalog.close()
    assert entry_id in indexed(own_home, theme=("wellbeing",))


def test_many_decisions_are_one_change_of_the_index(own_catalog, own_home):
    cards = own_catalog.review(UNCERTAIN, range(20)).cards
    for card in cards:
        own_catalog.label(Verdict(card.entry.id, {"caregiving": True}, "山田"))
    own_catalog.close()
    found = indexed(own_home, theme=("caregiving",))
    assert {card.entry.id for card in cards} <= found


def test_the_history_tells_who_said_what_with_which_note(own_catalog, entry_id, say):
    say("山田", note="窓口の記載", wellbeing=True, telework=False)
    say("佐藤", telework=True)
    latest, first = own_catalog.history(entry_id).decisions
    assert (latest.decided_by, latest.carried, latest.note) == (
        "佐藤", ("telework",), None
    )  # fmt: skip
    assert (first.decided_by, first.source) == ("山田", "review")
    assert (first.carried, first.not_carried) == (("wellbeing",), ("telework",))
    assert first.note == "窓口の記載"


def test_the_history_names_the_model_that_gave_each_tag(own_catalog):
    found = own_catalog.search(
        SearchRequest("", Filters(theme=("overtime",)), Sort.NEWEST, 1, 0)
    )
    tags = own_catalog.history(found.hits[0].entry.entry.id).tags
    assert "overtime" in {tag.theme_id for tag in tags}
    assert {tag.model_id for tag in tags} == {own_catalog.classifier.model_id_}


def test_taking_back_restores_what_was_said_before_and_keeps_both(
    own_catalog, entry_id, say
):
    say("山田", telework=True)
    say("山田", telework=False, leave=True)
    assert own_catalog.take_back(by="山田") == entry_id
    assert themes(own_catalog, entry_id) == {"telework": [True]}
    assert [d.source for d in own_catalog.history(entry_id).decisions] == [
        "undo", "review", "review",
    ]  # fmt: skip


def test_taking_back_again_goes_further_back_until_nothing_is_left(
    own_catalog, entry_id, say
):
    say("山田", telework=True)
    say("山田", telework=False)
    own_catalog.take_back(by="山田")
    own_catalog.take_back(by="山田")
    assert themes(own_catalog, entry_id) == {}
    with pytest.raises(NotFoundError, match="取り消せるものはもうありません"):
        own_catalog.take_back(by="山田")


def test_what_was_said_after_taking_back_is_taken_back_first(
    own_catalog, entry_id, say
):
    say("山田", telework=True)
    own_catalog.take_back(by="山田")
    say("山田", leave=True)
    own_catalog.take_back(by="山田")
    assert themes(own_catalog, entry_id) == {}


def test_nobody_takes_back_what_another_said(own_catalog, entry_id, say):
    say("佐藤", telework=True)
    with pytest.raises(NotFoundError):
        own_catalog.take_back(by="山田")
    assert themes(own_catalog, entry_id) == {"telework": [True]}


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"entry_id": "zzz"}, NotFoundError, "「zzz」という番号の取組はありません"),
        ({"themes": {"foo": True}}, NotFoundError, "「foo」というテーマはありません"),
        ({"themes": {}}, InvalidInputError, "変えるところがありません"),
        ({"by": "  "}, InvalidInputError, "名前を"),
        ({"by": "あ" * 61}, InvalidInputError, "60文字まで"),
        ({"note": "あ" * 100_000}, InvalidInputError, "100,000文字ありました"),
        ({"note": "\x00"}, InvalidInputError, "読めない文字"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_kept(
    own_catalog, entry_id, given, error, message
):
    whole = {"entry_id": entry_id, "themes": {"leave": True}, "by": "山田"} | given
    with pytest.raises(error, match=message):
        own_catalog.label(Verdict(**whole))
    assert list(own_catalog.label_rows()) == []
