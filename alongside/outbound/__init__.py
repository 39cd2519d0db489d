"""What leaves: mail, calendar messages, documents."""
