"""What the site promises as a whole; docs/quality.md names the figure and the command of each."""
