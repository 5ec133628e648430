"""What a query wants, as a tree that knows nothing of how postings are kept.

The leaves are ``QueryWord``, one idea in all its forms, and ``Condition``, whose value
holds the facet's values with tabs between them.
"""

from collections.abc import Iterator
from typing import TypeAlias

from index.forms import QueryWord
from index.syntax import All, Any, Condition, Not

Wanted: TypeAlias = "QueryWord | Condition | Not[Wanted] | All[Wanted] | Any[Wanted]"


def positive(wanted: Wanted) -> Iterator[QueryWord]:
    """Give the words that are wanted, in order."""
    match wanted:
        case QueryWord():
            yield wanted
        case All(nodes) | Any(nodes):
            for node in nodes:
                yield from positive(node)


def joined(nodes: list[Wanted]) -> "Wanted | None":
    """Return what is wanted together, one level deep."""
    if len(nodes) <= 1:
        return nodes[0] if nodes else None
    flat: list[Wanted] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, All) else [node])
    return All(tuple(flat))


def merged(nodes: list[Wanted]) -> list[Wanted]:
    """Make one of the conditions on one facet: its values are alternatives."""
    conditions: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, Condition):
            conditions.setdefault(node.facet, []).append(node.value)
    others = [node for node in nodes if not isinstance(node, Condition)]
    return others + [Condition(facet, "\t".join(v)) for facet, v in conditions.items()]
