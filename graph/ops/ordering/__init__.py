"""Elements sorted, searched, counted, rolled and repeated."""
