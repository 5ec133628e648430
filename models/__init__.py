"""The right room: judging which themes a text carries."""
