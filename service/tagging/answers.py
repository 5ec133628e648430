"""What is answered for a row: its themes, what it repeats, what is like it.

An answer can be kept as JSON and told again from it, so that a job need not judge a
row twice; and it can be written into the cells of a table.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from operator import itemgetter
from typing import Any

from corpus.added import ADDED
from corpus.themes import Guide
from models.reasons import FAINT

RESULT_COLUMNS = ADDED
BETWEEN_THEMES = "、"
AFTER_THEME = "："
BETWEEN_REASONS = "；"

_MOST_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class GivenTheme:
    """A theme a row carries; ``evidence`` holds (word, weight) in the text's order.

    ``probability`` is None where a person decided.
    """

    id: str
    probability: float | None
    evidence: tuple[tuple[str, float], ...] = ()
    decided_by: str = "model"


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    """The entry of the catalogue that is most like a row, and where it stands."""

    entry_id: str
    similarity: float
    place: str


@dataclass(frozen=True, slots=True)
class Copy:
    """What a row repeats: an earlier row of the file, or an entry of the catalogue.

    ``kind`` is same, figures (the same but for numbers and dates) or near;
    ``is_repeat`` says that the row itself tells so (再掲).
    """

    kind: str
    sheet: str | None
    row: int | None
    entry_id: str | None
    place: str | None
    similarity: float
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """All that is answered for one row.

    ``error`` says why it could not be read, ``note`` why nothing can be said of it.
    """

    sheet: str
    row: int
    themes: tuple[GivenTheme, ...] = ()
    doubtful: tuple[tuple[str, float], ...] = ()
    similar: SimilarAnswer | None = None
    copies: tuple[Copy, ...] = ()
    error: str | None = None
    note: str | None = None

    def payload(self) -> dict[str, Any]:
        """Return the answer as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of(cls, payload: dict[str, Any]) -> "RowAnswer":
        """Return the answer that was kept so."""
        similar = payload["similar"]
        return cls(
            sheet=payload["sheet"],
            row=payload["row"],
            themes=tuple(
                GivenTheme(
                    each["id"],
                    each["probability"],
                    tuple((word, weight) for word, weight in each["evidence"]),
                    each["decided_by"],
                )
                for each in payload["themes"]
            ),
            doubtful=tuple(
                (one, probability) for one, probability in payload["doubtful"]
            ),
            similar=SimilarAnswer(**similar) if similar else None,
            copies=tuple(Copy(**each) for each in payload["copies"]),
            error=payload["error"],
            note=payload["note"],
        )


def result_cells(
    answer: RowAnswer, *, guide: Guide, address: str | None = None
) -> tuple[str, ...]:
    """Return an answer as cells, one for each of ``RESULT_COLUMNS``.

    Parameters
    ----------
    answer : RowAnswer
    guide : Guide
        Names the themes.
    address : str, optional
        The root of the server that shows entries, where it is known.
    """
    if answer.error is not None:
        return ("", "", _line(f"読み取れません：{answer.error}"), "", "", "")
    return (
        BETWEEN_THEMES.join(guide.name(theme.id) for theme in answer.themes),
        BETWEEN_THEMES.join(_sure(theme) for theme in answer.themes),
        BETWEEN_THEMES.join(
            f"{guide.name(theme_id)}（{probability:.2f}）"
            for theme_id, probability in answer.doubtful
        ),
        BETWEEN_REASONS.join(
            f"{guide.name(theme.id)}{AFTER_THEME}"
            + BETWEEN_THEMES.join(strongest(theme.evidence))
            for theme in answer.themes
        )
        or (answer.note or ""),
        _line(_similar(answer.similar, address)),
        _line(
            BETWEEN_THEMES.join(copy_text(copy, answer.sheet) for copy in answer.copies)
        ),
    )


def result_payload(answer: RowAnswer) -> dict[str, Any]:
    """Return an answer in the shape of the interface, without the row's own fields."""
    payload: dict[str, Any] = {
        "themes": [
            {
                "id": theme.id,
                "probability": theme.probability,
                "evidence": [
                    {"text": text, "weight": weight} for text, weight in theme.evidence
                ],
            }
            | ({"decided_by": "person"} if theme.decided_by == "person" else {})
            for theme in answer.themes
        ],
        "doubtful": [
            {"id": theme_id, "probability": probability}
            for theme_id, probability in answer.doubtful
        ],
    }
    if answer.similar:
        payload["similar"] = asdict(answer.similar)
    if answer.copies:
        payload["copies"] = [asdict(copy) for copy in answer.copies]
    if answer.note is not None:
        payload["note"] = answer.note
    if answer.error is not None:
        payload["error"] = f"{answer.row}行目：{answer.error}"
    return payload


def strongest(evidence: Sequence[tuple[str, float]]) -> list[str]:
    """Return the words that spoke loudest for a theme, each once."""
    words: dict[str, None] = {}
    loudest_first = sorted(evidence, key=itemgetter(1), reverse=True)
    for text, weight in loudest_first:
        if weight <= FAINT * loudest_first[0][1] or len(words) == _MOST_EVIDENCE:
            break
        if word := _line(text):
            words[word] = None
    return [*words]


def copy_text(copy: Copy, sheet: str) -> str:
    """Return in words what a row repeats.

    Examples
    --------
    >>> copy_text(Copy("figures", "表", 3, None, None, 1.0), "表")
    '3行目と数字だけ違う'
    """
    if copy.entry_id is None:
        elsewhere = f"「{copy.sheet}」の" if copy.sheet != sheet else ""
        what = f"{elsewhere}{copy.row}行目"
    else:
        what = f"目録の{copy.place}"
    how = {
        "same": "と同じ",
        "figures": "と数字だけ違う",
        "near": f"とほぼ同じ（{copy.similarity:.2f}）",
    }[copy.kind]
    return f"{'再掲：' if copy.is_repeat else ''}{what}{how}"


def _sure(theme: GivenTheme) -> str:
    return "人の判定" if theme.probability is None else f"{theme.probability:.2f}"


def _similar(similar: SimilarAnswer | None, address: str | None) -> str:
    if similar is None:
        return ""
    where = entry_address(similar.entry_id, address)
    return f"{similar.place} {where}" if where else similar.place


def entry_address(entry_id: str, address: str | None) -> str | None:
    """Return where the page of an entry is, if the server is known."""
    return f"{address.rstrip('/')}/entries/{entry_id}" if address else None


def _line(text: str) -> str:
    return " ".join(text.split())
