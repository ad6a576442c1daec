"""Variables: scopes, stores, partitions, collections."""
