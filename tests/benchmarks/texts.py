"""Many different texts of the length of real submissions, made from our examples."""

import random
from collections.abc import Callable, Iterator

from corpus.labels import bundled_examples

LENGTH = 180


def submissions(count: int, *, seed: int = 1) -> Iterator[str]:
    """Return texts of about 180 characters in which no sentence stands twice.

    Sentences are put together from clauses of different examples: the words are those
    of real submissions, and what was read before is of no help.
    """
    clauses = [text.split("、") for text in _sentences()]
    inner = [clause for own in clauses for clause in own[:-1]]
    last = [own[-1] for own in clauses]
    draw = random.Random(seed)

    def sentence() -> str:
        return "、".join([draw.choice(inner), draw.choice(inner), draw.choice(last)])

    return _texts(count, sentence)


def repeated_submissions(count: int, *, seed: int = 1) -> Iterator[str]:
    """Return texts of about 180 characters, of sentences that come again and again.

    So are those that offices copy from last year and from each other.
    """
    sentences = _sentences()
    draw = random.Random(seed)
    return _texts(count, lambda: draw.choice(sentences))


def _sentences() -> list[str]:
    return [
        f"{sentence}。"
        for example in bundled_examples()
        for sentence in example.text.split("。")
        if sentence
    ]


def _texts(count: int, sentence: Callable[[], str]) -> Iterator[str]:
    for _ in range(count):
        text = ""
        while len(text) < LENGTH:
            text += sentence()
        yield text[: LENGTH + 20]
