"""A graph: ops and their rules, operations, tensors, names, and how nodes are added."""
