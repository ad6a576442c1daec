"""Clusters whose tasks are in one process, and random programs on them."""
