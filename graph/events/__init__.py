"""Event files: what a program writes for TensorBoard."""
