"""Optimizers that let workers train on their own and bring them together now and then."""
