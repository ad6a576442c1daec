"""Heads: what a model makes of its logits: predictions, a loss, metrics, and what it exports."""
