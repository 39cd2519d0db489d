"""Pages: coordinator."""
