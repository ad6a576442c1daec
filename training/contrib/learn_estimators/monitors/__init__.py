"""What watches a training, before there were hooks."""
