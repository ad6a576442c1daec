"""What there is while a session runs: contexts that end waits, states, memory, random numbers."""
