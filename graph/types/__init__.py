"""What tensors are made of: dtypes, shapes, errors, and the messages that hold their values."""
