"""Columns: rows as named, typed columns, without a file: schemas, batches, and how values become them."""
