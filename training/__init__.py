"""What a program does with batches: layers, losses, metrics, optimizers, and the sessions that train."""
