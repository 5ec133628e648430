"""Stable names for reports and entries: the same content has the same id."""

import hashlib


def digest(*parts: object, size: int) -> str:
    """Return a stable name for what is given, as ``2 * size`` hex digits."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=size).hexdigest()
