"""The ground floor: what was reported, and its words."""
