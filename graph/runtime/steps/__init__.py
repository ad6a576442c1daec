"""Steps: what threads repeat, in which order, and where they stand still."""
