"""Elements in blocks, where they come from, where they are kept, and what is said of them."""
