"""Candidate sampling: classes drawn to stand for all, and the losses that learn from them."""
