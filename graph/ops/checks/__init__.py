"""Checks of tensors: operations that fail unless something holds."""
