"""Plans: what a session was asked for, as one Python function."""
