"""Many different texts of the length of real submissions, made from our examples."""

import random
from collections.abc import Iterator

from corpus.labels import bundled_examples

LENGTH = 180


def submissions(count: int, *, seed: int = 1) -> Iterator[str]:
    """Return texts of about 180 characters, each of sentences drawn anew."""
    sentences = [example.text for example in bundled_examples()]
    draw = random.Random(seed)
    for _ in range(count):
        text = ""
        while len(text) < LENGTH:
            text += draw.choice(sentences)
        yield text[: LENGTH + 20]
