"""Queues in tests: their kinds, the laws that each obeys, a model, a kind of our own, monitors."""
