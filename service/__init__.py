"""The top floor: pages, JSON and terminal over one catalog."""
