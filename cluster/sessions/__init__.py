"""Sessions of a cluster: graphs cut into parts by task, each compiled where it runs and called by name."""
