"""What runs by itself: background tasks, schedules, commands."""
