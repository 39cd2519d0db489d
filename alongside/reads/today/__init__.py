"""What somebody's own page needs: the next session, the week, what is in play, who asks."""
