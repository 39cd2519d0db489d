"""Pages: member."""
