import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import service

SERVICE = Path(service.__file__).parent
ENGLISH = SERVICE / "translations" / "en" / "LC_MESSAGES" / "messages"
JAPANESE = re.compile("[ぁ-ゖァ-ヶ]")


@pytest.fixture
def english():
    with ENGLISH.with_suffix(".po").open("rb") as file:
        return read_po(file, locale="en")


def messages_of_code_and_templates():
    with (SERVICE / "translations" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        SERVICE, methods, options, keywords={"_": None, "gettext": None,
        "lazy_gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)},
    )  # fmt: skip
    return {message[0] if isinstance(message, tuple) else message
            for _, _, message, _, _ in found}  # fmt: skip


def texts_of(messages):
    def listed(text):
        return [text] if isinstance(text, str) else list(text)

    return sorted((listed(m.id), listed(m.string)) for m in messages if m.id)


def language_of(answer):
    return re.search(r'<html lang="(\w+)"', answer.text)[1]


def test_the_address_counts_before_the_cookie_and_is_remembered(client):
    assert language_of(client.get("/?lang=en")) == "en"
    assert language_of(client.get("/")) == "en"
    assert language_of(client.get("/?lang=ja")) == "ja"
    assert language_of(client.get("/")) == "ja"


@pytest.mark.parametrize(
    ("preferred", "language"),
    [("en-GB,en;q=0.9", "en"), ("ja,en;q=0.5", "ja"), ("fr", "ja"), ("", "ja")],
)
def test_a_browser_gets_the_language_it_prefers(client, preferred, language):
    answer = client.get("/", headers={"Accept-Language": preferred})
    assert language_of(answer) == language


def test_an_unknown_language_is_passed_over(client):
    assert language_of(client.get("/?lang=xx")) == "ja"


def test_the_other_language_is_a_link_to_the_same_search(client):
    html = client.get("/search?q=残業&theme=overtime").text
    (link,) = re.findall(r'<a href="([^"]*)" lang="en"', html)
    english = client.get("/search" + link.replace("&amp;", "&")).text
    assert 'value="残業"' in english and "Less overtime" in english


@pytest.mark.parametrize("page", ["/", "/search", "/themes", "/about", "/nowhere"])
def test_an_english_page_has_japanese_only_where_it_is_marked(client, page):
    html = client.get(page, query_string={"lang": "en"}).text
    marked = r'<(\w+)[^>]*lang="ja"[^>]*>.*?</\1>|<title>.*?</title>|例：|value="[^"]*"'
    rest = re.sub(marked, "", html, flags=re.DOTALL)
    assert set(JAPANESE.findall(re.sub("<[^>]*>", "", rest))) <= set()


def test_every_message_has_its_english(english):
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in english
        if message.id and message.string and not message.fuzzy
    }
    assert translated == messages_of_code_and_templates()


def test_an_english_message_keeps_the_placeholders_of_the_japanese(english):
    for message in english:
        assert list(message.check()) == []


def test_the_compiled_translation_is_fresh(english):
    with ENGLISH.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert texts_of(compiled) == texts_of(english)
