"""Devices: their names, which there are, where operations are placed, and where programs want them."""
