"""Who feeds a queue, whether anyone still will, and what waits for what."""
