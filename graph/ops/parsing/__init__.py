"""Serialized data to tensors: CSV, Examples, raw bytes."""
