"""Broken and hostile files are refused by name, place and remedy, or read unharmed."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import TorikumiError
from corpus.limits import Limits
from corpus.readers import read_bytes
from corpus.submissions import read_list
from tests.fixtures_formats import FORMATS
from tests.fixtures_hostile import READ, REFUSED, ROWS, TEXT, XLSX, csv_of, swelling


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_file_is_refused_with_its_name_and_a_remedy(name):
    content, message = REFUSED[name]
    with pytest.raises(TorikumiError, match=message) as raised:
        read_list(read_bytes(content, name=name))
    assert raised.value.message.startswith(f"「{name}」")
    assert raised.value.message.endswith("ください。")
    assert raised.value.status in (413, 422)


@pytest.mark.parametrize("name", READ)
def test_what_only_looks_wrong_is_read(name):
    content, text = READ[name]
    listed = read_list(read_bytes(content, name=name))
    assert [e.text for each in listed.reports for e in each.entries] == [text]


def test_what_would_unpack_to_much_takes_little_room():
    content = swelling()
    tracemalloc.start()
    with pytest.raises(TorikumiError, match=r"200倍.*TORIKUMI_MAX_UNZIP_RATIO"):
        read_bytes(content, name="a.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.parametrize(
    ("limits", "content", "message"),
    [
        (Limits(max_rows=2), csv_of("1,x", "2,x"), "2行.*TORIKUMI_MAX_ROWS"),
        (Limits(max_columns=1), csv_of("1,x"), "1列.*TORIKUMI_MAX_COLUMNS"),
        (Limits(max_cell_characters=3), csv_of(f"1,{TEXT}"), "3字.*CELL_CHARACTERS"),
        (Limits(max_file_bytes=9), csv_of("1,x"), "9バイト.*TORIKUMI_MAX_FILE_BYTES"),
        (Limits(max_unzipped_bytes=99), XLSX, "99バイト.*TORIKUMI_MAX_UNZIPPED_BYTES"),
        (Limits(max_pages=0), FORMATS["pdf"]([], ROWS), "0ページ.*TORIKUMI_MAX_PAGES"),
        (Limits(max_reading_seconds=-1), csv_of("1,x"), "-1秒.*READING_SECONDS"),
    ],
)
def test_a_limit_is_named_with_its_setting(limits, content, message):
    with pytest.raises(TorikumiError, match=message):
        read_bytes(content, name="a", limits=limits)


WHOLE = {kind: make([], ROWS) for kind, make in FORMATS.items()}


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_file_with_wrong_bytes_is_read_or_refused_in_japanese(kind, data):
    content = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    for given_bytes in (bytes(content), bytes(content[:end])):
        try:
            read_list(read_bytes(given_bytes, name=f"a.{kind}"))
        except TorikumiError as error:
            assert error.message.startswith("「")


BEGINNINGS = (
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4", b"<table>",
    b"| a |\n|--|\n",
)  # fmt: skip


@settings(max_examples=100)
@given(
    st.sampled_from(BEGINNINGS),
    st.binary(max_size=300),
)
def test_random_bytes_behind_a_known_beginning_are_read_or_refused(beginning, rest):
    for content in (beginning + rest, beginning + rest + b"%%EOF"):
        try:
            read_list(read_bytes(content, name="a"))
        except TorikumiError as error:
            assert error.message.startswith("「a」")


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.text(max_size=20), min_size=1, max_size=5), min_size=1, max_size=8
    )
)
def test_any_html_table_is_read_or_refused(rows):
    cells = "".join("<tr><td>" + "<td>".join(row) for row in rows)
    content = f"<table>{cells}</table>".encode("utf-8", "replace")
    try:
        read_list(read_bytes(content, name="a"))
    except TorikumiError as error:
        assert error.message.startswith("「a」")
