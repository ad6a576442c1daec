"""A pipeline one can look into while it runs: who waits for whom, what limits, live tables."""
