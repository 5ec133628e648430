"""What is ticked among printed words is what the row says."""

import pytest

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B, C = "残業を減らした。", "休暇を取りやすくした。", "会議を短くした。"


def statuses(text):
    listed = read_list(read_bytes(text.encode(), name="提出.csv"))
    return [
        (entry.status, entry.marker)
        for report in listed.reports
        for entry in report.entries
    ]


def test_a_circle_under_a_status_tells_that_status():
    told = statuses(
        "取組内容,実施状況,,\n,実施済,実施中,未実施\n"
        f"{A},○,,\n{B},,◯,\n{C},,,●\n残業を数えた。,,,\n"
    )
    assert [status for status, _ in told] == ["実施済", "実施中", "未実施", None]


def test_a_tick_under_a_marker_tells_that_marker():
    told = statuses(f"取組内容,新規,継続\n{A},○,\n{B},,✓\n{C},-,×\n")
    assert [marker for _, marker in told] == ["新規", "継続", None]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("■実施済　□未実施", "実施済"),
        ("□実施済　■未実施", "未実施"),
        ("☑実施", "実施"),
        ("□実施済　□未実施", None),
    ],
)
def test_the_ticked_one_of_several_boxes_is_chosen(cell, status):
    told = statuses(f"取組内容,実施状況\n{A},{cell}\n{B},□実施済　■未実施\n")
    assert told[0] == (status, None)


def test_the_columns_of_circles_are_told_as_what_they_mean():
    text = f"取組内容,実施済,未実施\n{A},○,\n{B},,○\n"
    listed = read_list(read_bytes(text.encode(), name="提出.csv"))
    (sheet,) = listed.understood.sheets
    assert [each.meaning for each in sheet.columns] == ["text", "status", "status"]
