"""What each kind of mail needs to know, one file a topic."""
