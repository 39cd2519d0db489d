"""What Alongside knows: pure Python, no Django, no clock, no disk, no network."""
