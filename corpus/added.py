"""The columns that are added to a file when it is given back tagged.

Such a file may come again, to be taken in or with corrections: then these columns say
nothing of what its offices did.
"""

from collections.abc import Sequence

ADDED = ("テーマ", "確度", "判定保留", "根拠", "似た過去の取組", "重複")


def added_places(names: Sequence[str]) -> range:
    """Return where the added columns stand in a row of names, the last where twice.

    Examples
    --------
    >>> added_places(["取組内容", "テーマ", *ADDED])
    range(2, 8)
    """
    size = len(ADDED)
    for start in range(len(names) - size, -1, -1):
        if tuple(each.strip() for each in names[start : start + size]) == ADDED:
            return range(start, start + size)
    return range(0)
