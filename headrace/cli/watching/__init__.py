"""Commands that look into programs while they run."""
