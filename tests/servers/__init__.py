"""The real servers that tests run against: PostgreSQL, Redis, SMTP and Alongside itself."""
