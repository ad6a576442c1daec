"""Gradients, by the rules of the ops."""
