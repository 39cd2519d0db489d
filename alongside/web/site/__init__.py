"""Pages: site."""
