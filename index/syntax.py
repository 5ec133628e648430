"""The query language: what was typed becomes a tree, whatever was typed.

Words are all wanted; ``"…"`` is an exact string, ``-word`` and NOT exclude, OR and
``|`` offer a choice, parentheses group, and ``theme:``, ``status:``, ``marker:``,
``section:``, ``org:`` and ``year:`` narrow down. Full-width signs and blanks mean the
same. Nothing is a syntax error: a slip is read the likeliest way, and a note says so.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

N = TypeVar("N")

MAX_CHARACTERS = 1_000
_MAX_DEPTH = 16
_QUOTES = str.maketrans(dict.fromkeys("“”„〝〟", '"'))
_PREFIXES = {
    "theme": "theme", "テーマ": "theme",
    "status": "status", "実施状況": "status",
    "marker": "marker", "区分": "marker",
    "section": "section", "大項目": "section",
    "org": "organisation", "organisation": "organisation", "組織": "organisation",
    "year": "fiscal_year", "年度": "fiscal_year",
}  # fmt: skip
_SIGNS = " -‐−–!+&|"
_OPERATORS = {"AND", "OR", "NOT"}
_BETWEEN = re.compile(r"[\s()|]+")
_PIECE = re.compile(
    r"""(?P<blank>\s+)
    |(?P<exact>"(?P<quoted>[^"]*)(?P<closed>"?))
    |(?P<open>\()|(?P<close>\))|(?P<or>\|+|OR(?=[\s()"|]|$))
    |(?P<not>NOT(?=[\s()"|]|$)|[-‐−–]+(?=[^\s)|-])|!(?=[^\s)|]))
    |(?P<and>AND(?=[\s()"|]|$)|&+|\+(?=\S))
    |(?P<prefix>[^\s:"()|]{1,12}):(?P<value>"[^"]*"?|[^\s"()|]+)
    |(?P<words>[^\s"()|]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words typed without a blank between them."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """An exact string of the folded text."""

    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A facet that is to have some value, as typed."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Not(Generic[N]):
    """What is not wanted."""

    node: N


@dataclass(frozen=True, slots=True)
class All(Generic[N]):
    """What is wanted together."""

    nodes: tuple[N, ...]


@dataclass(frozen=True, slots=True)
class Any(Generic[N]):
    """What is wanted one or the other."""

    nodes: tuple[N, ...]


Node: TypeAlias = "Words | Exact | Condition | Not[Node] | All[Node] | Any[Node]"


@dataclass(slots=True)
class _Frame:
    """A parenthesis that is being read."""

    is_negated: bool = False
    choices: list[list[Node]] = field(default_factory=lambda: [[]])

    def node(self) -> "Node | None":
        nodes = [_joined(choice, All) for choice in self.choices if choice]
        node = _joined(nodes, Any) if nodes else None
        return Not(node) if node and self.is_negated else node


def _joined(nodes: list[Node], kind: type[All[Node]] | type[Any[Node]]) -> Node:
    return nodes[0] if len(nodes) == 1 else kind(tuple(nodes))


def parse(text: str) -> "tuple[Node | None, tuple[str, ...]]":
    """Return what a query asks for, and notes on how it was read.

    Examples
    --------
    >>> parse("残業 -研修")[0]
    All(nodes=(Words(text='残業'), Not(node=Words(text='研修'))))
    """
    notes: list[str] = []
    if len(text) > MAX_CHARACTERS:
        notes.append(f"検索語が長いため、はじめの{MAX_CHARACTERS}文字で検索しました。")
    text = text[:MAX_CHARACTERS].encode("utf-8", "ignore").decode()
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    stack = [_Frame()]
    is_negated = False
    for match in _PIECE.finditer(text):
        if match["not"]:
            is_negated = not is_negated
        elif match["open"]:
            if len(stack) < _MAX_DEPTH:
                stack.append(_Frame(is_negated))
                is_negated = False
        elif match["close"]:
            _close(stack)
        elif match["or"]:
            stack[-1].choices.append([])
        elif not match["blank"] and not match["and"]:
            node = _leaf(match, notes)
            if node:
                stack[-1].choices[-1].append(Not(node) if is_negated else node)
            is_negated = False
    if len(stack) > 1:
        notes.append("閉じていないかっこは、終わりまでとして検索しました。")
    while len(stack) > 1:
        _close(stack)
    return stack[0].node(), tuple(notes)


def _close(stack: list[_Frame]) -> None:
    """End a parenthesis; one too many is passed over."""
    if len(stack) > 1:
        node = stack.pop().node()
        if node:
            stack[-1].choices[-1].append(node)


def _leaf(match: re.Match[str], notes: list[str]) -> "Node | None":
    if match["exact"]:
        quoted = match["quoted"].strip()
        if not match["closed"] and quoted:
            notes.append("閉じていない引用符は、ないものとして検索しました。")
            return _words(quoted)
        return Exact(quoted) if quoted else None
    if match["prefix"]:
        facet = _PREFIXES.get(match["prefix"].lower())
        value = match["value"].strip('"').strip()
        if facet and value:
            return Condition(facet, value)
        return _words(match[0])
    return Words(match["words"])


def _words(text: str) -> "Node | None":
    """Return the words of a text that holds signs of the language as mere signs."""
    # A sign at the beginning of one would be read as one of the language.
    parts = (part.lstrip(_SIGNS) for part in _BETWEEN.split(text))
    words: list[Node] = [Words(p) for p in parts if p and p not in _OPERATORS]
    return _joined(words, All) if words else None


def render(node: Node) -> str:
    """Return a query that asks for this."""
    match node:
        case Words(text):
            return text
        case Exact(text):
            return f'"{text}"'
        case Condition(facet, value):
            prefix = {"organisation": "org", "fiscal_year": "year"}.get(facet, facet)
            return f'{prefix}:"{value}"' if " " in value else f"{prefix}:{value}"
        case Not(inner):
            return f"-{_grouped(inner)}"
        case All(nodes):
            return " ".join(_grouped(inner) for inner in nodes)
        case Any(nodes):
            return " OR ".join(_grouped(inner) for inner in nodes)


def _grouped(node: Node) -> str:
    return f"({render(node)})" if isinstance(node, All | Any) else render(node)
