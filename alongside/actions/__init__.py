"""Every write, one function each."""
