"""An honest sample: drawn at random, decided blind, and told with its interval."""

import re

import pytest

from corpus.database import Queue, QueueKind
from corpus.deciding import SAMPLE
from corpus.errors import InvalidInputError
from service.app import create_app
from service.labelling import Verdict
from service.sampling import ENOUGH, wilson
from service.settings import Settings

QUEUE = Queue(QueueKind.SAMPLE)


def decide_all(catalog, themes_of):
    """Decide the whole sample; ``themes_of`` names the themes an entry carries."""
    for card in catalog.review(QUEUE, range(50)).cards:
        carried = themes_of(card.entry.id)
        themes = {theme: theme in carried for theme in catalog.guide.ids}
        catalog.label(Verdict(card.entry.id, themes, "山田", source=SAMPLE))


def given(catalog):
    """The themes that the model gives, by entry."""

    def given(entry_id):
        tags = catalog.history(entry_id).tags
        return {tag.theme_id for tag in tags if tag.is_given}

    return given


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [  # Wilson 1927; as in Brown, Cai, DasGupta 2001
        (0.8, 10, 0.4902, 0.9433),
        (1.0, 10, 0.7225, 1.0),
        (0.0, 10, 0.0, 0.2775),
        (0.95, 100, 0.8882, 0.9785),
    ],
)
def test_the_interval_is_that_of_wilson(share, n, low, high):
    told = wilson(share, n)
    assert (told.low, told.high) == pytest.approx((low, high), abs=5e-5)


def test_a_card_of_the_sample_says_nothing_of_what_the_model_thinks(own_catalog):
    own_catalog.draw_sample()
    for card in own_catalog.review(QUEUE, range(50)).cards:
        assert card.is_blind
        assert not (card.chosen or card.doubtful or card.probabilities or card.evidence)


def test_nor_does_its_page(own_home, own_catalog):
    own_catalog.draw_sample()
    client = create_app(Settings(home=own_home), own_catalog).test_client()
    client.post("/decider", data={"name": "山田"})
    page = client.get("/review?queue=sample").text
    card = re.search(r"<article.*</article>", page, re.DOTALL)[0]
    for telling in (" checked", "review-known", "<mark", "figure", "/entries/"):
        assert telling not in card


def test_a_model_that_is_always_right_gets_an_interval_and_no_certainty(own_catalog):
    own_catalog.draw_sample()
    decide_all(own_catalog, given(own_catalog))
    estimate = own_catalog.sample_estimate()
    assert (estimate.n_sampled, estimate.n_decided) == (50, 50)
    for share in (estimate.overall.precision, estimate.overall.recall):
        assert (share.share, share.high) == (1.0, pytest.approx(1.0))
        assert 0.8 < share.low < 1
    assert estimate.mistakes == ()


def test_a_wrong_and_a_missing_tag_count_and_are_named(own_catalog):
    own_catalog.draw_sample()
    first = own_catalog.review(QUEUE, range(1)).cards[0].entry.id
    by_model = given(own_catalog)
    absent = next(t for t in own_catalog.guide.ids if t not in by_model(first))
    decide_all(own_catalog, lambda each: {absent} if each == first else by_model(each))
    estimate = own_catalog.sample_estimate()
    assert estimate.overall.recall.share < 1
    assert {mistake.entry.id for mistake in estimate.mistakes} == {first}
    missing = {one.theme_id for one in estimate.mistakes if one.is_carried}
    assert missing == {absent}


def test_n_counts_entries_so_that_tags_of_one_are_not_counted_as_several(own_catalog):
    own_catalog.draw_sample()
    by_model = given(own_catalog)
    decide_all(own_catalog, by_model)
    ids = {row["entry_id"] for row in own_catalog.label_rows()}
    tagged = [each for each in ids if by_model(each)]
    assert own_catalog.sample_estimate().overall.precision.n == len(tagged)


def test_too_few_are_told_to_be_too_few(own_catalog):
    own_catalog.draw_sample()
    decide_all(own_catalog, given(own_catalog))
    by_theme = own_catalog.sample_estimate().by_theme
    shares = [one.precision for one in by_theme if one.precision]
    assert {share.is_enough for share in shares} == {True, False}
    assert all(share.is_enough is (share.n >= ENOUGH) for share in shares)


def test_what_was_decided_elsewhere_is_no_part_of_the_estimate(own_catalog):
    own_catalog.draw_sample()
    entry_id = own_catalog.review(QUEUE, range(1)).cards[0].entry.id
    own_catalog.label(Verdict(entry_id, {"leave": True}, "山田", source="entry"))
    assert own_catalog.sample_estimate().n_decided == 0


def test_a_sample_taken_back_waits_again(own_catalog):
    own_catalog.draw_sample()
    decide_all(own_catalog, lambda each: set())
    own_catalog.take_back(by="山田")
    assert own_catalog.sample_estimate().n_decided == 49
    assert own_catalog.review(QUEUE, range(1)).total == 1


def test_a_new_sample_is_drawn_only_when_the_last_is_decided(own_catalog):
    own_catalog.draw_sample()
    with pytest.raises(InvalidInputError, match="判定していない記載が50件"):
        own_catalog.draw_sample()
    decide_all(own_catalog, lambda each: set())
    assert own_catalog.draw_sample() == 40
    decide_all(own_catalog, lambda each: set())
    with pytest.raises(InvalidInputError, match="標本を引けません"):
        own_catalog.draw_sample()


def test_an_estimate_without_a_sample_is_no_number(own_catalog, own_home):
    estimate = own_catalog.sample_estimate()
    assert (estimate.n_sampled, estimate.overall.precision) == (0, None)
    client = create_app(Settings(home=own_home), own_catalog).test_client()
    assert "標本はまだありません" in client.get("/review/sample").text


def test_the_page_tells_the_figures_with_their_interval_and_n(own_catalog, own_home):
    own_catalog.draw_sample()
    decide_all(own_catalog, given(own_catalog))
    client = create_app(Settings(home=own_home), own_catalog).test_client()
    page = client.get("/review/sample").text
    assert re.search(r"100% <span class=\"quiet\">\d\d–100%", page)
    assert "まだ足りません" in page
    assert "ウィルソン" in page
