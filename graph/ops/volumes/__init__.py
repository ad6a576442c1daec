"""Convolutions of volumes, and pooling of them."""
