"""Sequences of labels: how far apart they are, how likely they are made of what stands at each step (CTC)."""
