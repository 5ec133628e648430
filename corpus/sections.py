"""The 大項目 of a follow-up form, told even where the print is broken.

The form of the ministries has four sections. A vertical cell loses and shuffles
letters when it is taken out of a PDF (``育児で・介護等と両立して``), so a section is
told by the letters it shares with a known one.
"""

from collections import Counter

SECTIONS: tuple[str, ...] = (
    "働き方改革",
    "育児・介護等と両立して活躍できるための改革",
    "女性の活躍推進のための改革",
    "その他",
)

_ENOUGH_SHARED = 0.8  # of the printed letters; a title of the same subject shares less


def recognise_section(text: str, *, current: str | None) -> str | None:
    """Return the known section that a printed 大項目 stands for, or None.

    Parameters
    ----------
    text : str
        The cell without blanks.
    current : str or None
        The section of the row above; it wins where a fragment (``ための改革``) would
        fit several, since sections run on.

    Examples
    --------
    >>> recognise_section("活躍できる介護等の両立して", current=None)
    '育児・介護等と両立して活躍できるための改革'
    """
    if text in SECTIONS:
        return text
    if len(text) < 2:
        return None
    shares = {section: _share(text, section) for section in SECTIONS}
    best = max(shares.values())
    if best < _ENOUGH_SHARED:
        return None
    fitting = [section for section, share in shares.items() if share == best]
    return current if current in fitting else fitting[0]


def next_section(current: str | None) -> str | None:
    """Return the section that follows in the form, or None after the last."""
    if current not in SECTIONS:
        return None
    following = SECTIONS[SECTIONS.index(current) + 1 :]
    return following[0] if following else None


def _share(text: str, section: str) -> float:
    """Return which part of the printed letters the section has, 0 if too long."""
    if len(text) > len(section) + 3:
        return 0.0
    return (Counter(text) & Counter(section)).total() / len(text)
