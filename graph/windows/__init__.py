"""Windows over images where they are compiled: convolutions, pools, and norms of neighbouring channels."""
