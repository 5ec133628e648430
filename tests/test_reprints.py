import pytest

from models.reprints import gather_copies, key_of, telling_key
from tests.fixtures_years import entries_of

LONG = "人事担当者が今後のキャリアについて面談を行った。"


@pytest.mark.parametrize(
    "copy",
    [
        "年1回、実施した。（再掲）",
        "（再掲）年１回、実施した。",
        "【再掲】年1回、実施した。",
        "※再掲 年1回，実施した。",
        "年1回、実施した。［再掲］",
        "年1回、実施した。（１－アの再掲）",
        "・年1回、 実施した",
        "年1回、実施した。※再掲",
    ],
)
def test_a_copy_has_the_key_of_what_it_repeats(copy):
    assert key_of(copy) == key_of("年1回、実施した。")


@pytest.mark.parametrize(
    "other", ["年10回、実施した。", "年1回、実施する。", "再掲示を年1回、実施した。"]
)
def test_other_words_have_another_key(other):
    assert key_of(other) != key_of("年1回、実施した。")


def test_a_marked_copy_goes_with_what_it_repeats_wherever_that_stands():
    entries = entries_of([f"|||{LONG}（再掲）", "|||別の取組。", f"|||{LONG}"], 2020)
    groups = gather_copies(entries)
    assert groups == ((entries[1],), (entries[2], entries[0]))


def test_a_marked_copy_in_slightly_other_words_goes_with_the_nearest():
    near = LONG.replace("今後の", "これからの")
    entries = entries_of(
        [f"|||{LONG}", "|||全く別の取組の文章である。", f"|||{near}（再掲）"], 2020
    )
    assert gather_copies(entries) == ((entries[0], entries[2]), (entries[1],))


def test_a_marked_copy_of_nothing_stands_alone():
    entries = entries_of(
        [f"|||{LONG}", "|||紙を減らした。（再掲）", "|||（再掲）"], 2020
    )
    assert gather_copies(entries) == tuple((entry,) for entry in entries)


def test_few_words_say_nothing_without_their_item():
    short, long = entries_of(["|||引き続き実施した。", f"|||{LONG}"], 2020)
    assert telling_key(short) is None
    assert telling_key(long) == key_of(LONG)
