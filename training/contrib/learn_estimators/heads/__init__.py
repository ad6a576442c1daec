"""The ends of models: what logits mean, their loss and their metrics."""
