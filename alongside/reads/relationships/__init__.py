"""What the pages about relationships need to know."""
