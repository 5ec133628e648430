"""The bundled report damaged at random: what a careful human can tell is still read."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures_damage import ROW_DAMAGES, TEXT_DAMAGES, Cells, damage_rows
from tests.fixtures_reports import BUNDLED_TEXT, fold, outline, read_text

UNDAMAGED = outline(read_text(BUNDLED_TEXT))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("damage", ROW_DAMAGES)
def test_damaged_rows_are_read_as_if_whole(
    damage: Callable[[Cells, Random], None], seed: int
) -> None:
    text = damage_rows(BUNDLED_TEXT, [damage], Random(seed), 0.6)

    assert outline(read_text(text)) == UNDAMAGED


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("damage", TEXT_DAMAGES)
def test_damaged_pages_are_read_as_if_whole(
    damage: Callable[[str, Random], str], seed: int
) -> None:
    assert outline(read_text(damage(BUNDLED_TEXT, Random(seed)))) == UNDAMAGED


@pytest.mark.parametrize("seed", range(8))
def test_damage_of_many_kinds_at_once_is_undone(seed: int) -> None:
    random, text = Random(seed), BUNDLED_TEXT
    for damage in random.sample(TEXT_DAMAGES, 3):
        text = damage(text, random)

    read = outline(read_text(damage_rows(text, ROW_DAMAGES, random, 0.2)))

    assert read == UNDAMAGED


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_whatever_cells_are_lost_no_text_of_the_others_is(random: Random) -> None:
    rows = [line.split("\t") for line in BUNDLED_TEXT.split("\n")]
    for cells in rows:
        if len(cells) > 1 and "項目" not in cells[0] and random.random() < 0.5:
            del cells[random.randrange(len(cells))]
    report = read_text("\n".join("\t".join(cells) for cells in rows))

    kept = fold(f"{report.items}{report.entries}{report.warnings}")
    long = (
        cell for cells in rows for cell in cells if "。" in cell and "<" not in cell
    )
    texts = (text for cell in long for text in fold(cell).split("【")[0].split("。"))

    assert [text for text in texts if "(A)" not in text and text not in kept] == []
