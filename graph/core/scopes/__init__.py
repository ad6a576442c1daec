"""Settings of the operations that are made inside a `with` statement."""
