"""The key store: one key a person, one a relationship, kept apart from the data."""
