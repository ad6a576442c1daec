"""Images cut into patches, blocks and windows, and what is made of each."""
