"""Metrics that grow with every batch: each has its sums in local variables, a value, and an operation that adds a batch.

What all of them take and give is documented by `means.mean`.
"""
