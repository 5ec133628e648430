"""The 大項目 of a follow-up form, told even where the print is broken.

The form of the ministries has four sections. A vertical cell loses and shuffles
letters when it is taken out of a PDF (``育児で・介護等と両立して``), so a section is
told by the letters it shares with a known one, and by where the reading stands.
"""

from collections import Counter
from collections.abc import Sequence

SECTIONS: tuple[str, ...] = (
    "働き方改革",
    "育児・介護等と両立して活躍できるための改革",
    "女性の活躍推進のための改革",
    "その他",
)

# Of the printed letters; a report's own words for the same subject share less
# (家庭生活との両立, 育児・介護と両立できる職場) and stay as they are printed.
_ENOUGH_SHARED = 0.9
_ENOUGH_IN_PLACE = 0.5  # where the numbering already says which section it is


def recognise_section(
    text: str, *, likely: str | None, known: Sequence[str] = SECTIONS
) -> str | None:
    """Return the known section that a printed 大項目 stands for, or None.

    Parameters
    ----------
    text : str
        The cell without blanks.
    likely : str or None
        The section that the numbering speaks for: the one of the row above, or the
        next where numbers begin anew. It wins where a fragment (``ための改革``) would
        fit several.
    known : sequence of str
        The sections of the form, and others that the report has named.

    Examples
    --------
    >>> recognise_section("活躍できる介護等の両立して", likely=None)
    '育児・介護等と両立して活躍できるための改革'
    """
    if text in known:
        return text
    shares = {section: _share(text, section) for section in known}
    best = max(shares.values())
    if best < _ENOUGH_SHARED:
        is_misread = likely in shares and _is_misread(text, likely or "")
        return likely if is_misread else None
    fitting = [section for section, share in shares.items() if share == best]
    return likely if likely in fitting else fitting[0]


def next_section(current: str | None) -> str | None:
    """Return the section that follows in the form, or None after the last."""
    if current not in SECTIONS:
        return None
    following = SECTIONS[SECTIONS.index(current) + 1 :]
    return following[0] if following else None


def section_before(section: str | None) -> str:
    """Return the section that stands before one in the form, the first if none."""
    place = SECTIONS.index(section) if section in SECTIONS else 0
    return SECTIONS[max(place - 1, 0)]


def _share(text: str, section: str) -> float:
    """Return which part of the printed letters the section has, 0 if too long."""
    if not text or len(text) > len(section) + 3:
        return 0.0
    return (Counter(text) & Counter(section)).total() / len(text)


def _is_misread(text: str, section: str) -> bool:
    """Whether a text is as long as a section and has half of its letters in place."""
    in_place = sum(one == other for one, other in zip(text, section, strict=False))
    return len(text) == len(section) and in_place >= _ENOUGH_IN_PLACE * len(text)
