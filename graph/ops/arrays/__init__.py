"""Shapes, slices, parts and order of tensors."""
