"""The left room: finding entries by their words."""
