"""What tells a theme: the entries it is surest of, and their words."""

from index.facets import Filters
from service.labelling import Verdict


def best_of(catalog, theme_id, **filters):
    portrait = catalog.portrait(theme_id, Filters(**filters))
    return [each.entry for each in portrait.best]


def probability_of(tagged, theme_id):
    return next(t.probability for t in tagged.themes if t.theme_id == theme_id)


def test_the_surest_entries_come_first(catalog):
    best = catalog.portrait("overtime", Filters()).best
    shown = [probability_of(each, "overtime") for each in best]
    every = [
        probability_of(each, "overtime")
        for each in catalog.entries(Filters(theme=("overtime",)))
    ]
    assert shown == sorted(every, reverse=True)[:3]


def test_the_words_are_those_that_speak_for_the_theme(catalog):
    assert "テレワーク" in catalog.portrait("telework", Filters()).words
    assert "超過勤務" in catalog.portrait("overtime", Filters()).words


def test_what_a_person_decided_against_is_left_out(own_catalog):
    first, *_ = best_of(own_catalog, "overtime")
    own_catalog.label(Verdict(first.id, {"overtime": False}, by="山田"))
    assert first not in best_of(own_catalog, "overtime")


def test_only_the_organisations_and_years_asked_for_are_seen(catalog):
    assert best_of(catalog, "overtime", fiscal_year=(2020,)) == best_of(
        catalog, "overtime"
    )
    assert best_of(catalog, "overtime", fiscal_year=(1999,)) == []
    assert catalog.portrait("overtime", Filters(organisation=("無い",))).words == ()


def test_no_text_stands_there_twice(catalog):
    for theme_id in catalog.guide.ids:
        texts = [entry.text for entry in best_of(catalog, theme_id)]
        assert len(texts) == len(set(texts))
