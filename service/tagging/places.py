"""Where an entry stands, in a few words for a cell: 厚生労働省 2020年度 働き方改革."""

from corpus.records import Entry

_LONGEST_ITEM = 40


def place_of(entry: Entry) -> str:
    """Return the organisation, year, section and item of an entry."""
    year = f"{entry.fiscal_year}年度" if entry.fiscal_year else None
    item = entry.item or entry.text
    if len(item) > _LONGEST_ITEM:
        item = f"{item[:_LONGEST_ITEM]}…"
    told = (entry.organisation, year, entry.section, f"「{item}」")
    return " ".join(each for each in told if each)
