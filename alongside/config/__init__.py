"""Settings from the environment and the root addresses."""
