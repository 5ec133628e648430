"""A home has themes of its own, beside those of the guide."""

from pathlib import Path

import pytest

from corpus.errors import InvalidSettingError
from corpus.own_themes import read_guide
from corpus.themes import GUIDE

OWN = """
[evacuation-drills]
name = "防災訓練"
english_name = "Evacuation drills"
carries = "避難訓練、安否確認の訓練。"
does_not = "住民に向けた啓発。"
colour = "#7a3e00"

[leave]
name = "休み方改革"
"""


def guide_of(text: str, tmp_path: Path):
    path = tmp_path / "themes.toml"
    path.write_text(text, encoding="utf-8")
    return read_guide(path)


def test_without_a_file_the_guide_is_as_it_is(tmp_path):
    assert read_guide(tmp_path / "themes.toml") == GUIDE


def test_a_theme_is_added_after_those_of_the_guide(tmp_path):
    guide = guide_of(OWN, tmp_path)
    assert guide.ids == (*GUIDE.ids, "evacuation-drills")
    added = guide.find("evacuation-drills")
    assert (added.name, added.english_name, added.is_core, added.colour) == (
        "防災訓練", "Evacuation drills", False, "#7a3e00",
    )  # fmt: skip


def test_a_theme_of_the_guide_is_renamed_and_keeps_its_rule(tmp_path):
    theme = guide_of(OWN, tmp_path).find("leave")
    assert theme.name == "休み方改革"
    assert theme.carries == GUIDE.find("leave").carries


def test_a_name_and_a_rule_are_enough(tmp_path):
    theme = guide_of('[drills]\nname = "訓練"\ncarries = "訓練。"', tmp_path).find(
        "drills"
    )
    assert (theme.english_name, theme.does_not) == ("訓練", "")


def test_a_core_theme_can_be_coloured_but_not_renamed(tmp_path):
    assert guide_of('[telework]\ncolour = "#123456"', tmp_path)
    with pytest.raises(InvalidSettingError, match="中心の4テーマ"):
        guide_of('[telework]\nname = "在宅"', tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[drills", "TOMLとして読めません"),
        ("drills = 1", "表ではありません"),
        ('[Drills]\nname = "訓練"\ncarries = "訓練"', "idに使えません"),
        ('["訓練"]\nname = "訓練"\ncarries = "訓練"', "idに使えません"),
        ('[drills]\ncarries = "訓練"', "name を書いて"),
        ('[drills]\nname = "訓練"', "carries を書いて"),
        ('[drills]\nname = ""\ncarries = "訓練"', "1文字以上"),
        ('[drills]\nname = 3\ncarries = "訓練"', "の形で"),
        ('[drills]\nname = "訓\\u0000練"\ncarries = "訓練"', "の形で"),
        (f'[drills]\nname = "{"訓" * 41}"\ncarries = "訓練"', "40文字まで"),
        ('[drills]\nname = "訓練"\ncarries = "訓練"\nwords = "x"', "words という項目"),
        ('[leave]\ncolour = "#ffff00"', "濃い色"),
        ('[leave]\ncolour = "red"', "濃い色"),
        ('[drills]\nname = "テレワーク"\ncarries = "x"', "同じです"),
        ('[drills]\nname = "ﾃﾚﾜｰｸ"\ncarries = "x"', "同じです"),
    ],
)
def test_what_cannot_be_is_refused_with_the_theme_and_the_remedy(
    text, message, tmp_path
):
    with pytest.raises(InvalidSettingError, match=message):
        guide_of(text, tmp_path)


def test_a_file_of_another_encoding_is_refused(tmp_path):
    path = tmp_path / "themes.toml"
    path.write_bytes('[drills]\nname = "訓練"'.encode("cp932"))
    with pytest.raises(InvalidSettingError, match="UTF-8"):
        read_guide(path)
