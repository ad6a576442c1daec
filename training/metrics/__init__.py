"""Metrics that grow with every batch: each has its sums in local variables, a value, and an operation that adds a batch.

All of them return `(value, update_op)`: a tensor that reads the sums, and one that adds a batch and gives the value after
that. They take `weights` (a number, or a tensor of the rank of the labels with their sizes or 1 in each dimension),
`metrics_collections` and `updates_collections` (those that value and update go into) and `name` (of the scope).
"""
