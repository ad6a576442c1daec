"""Producers of file names, and batches: what stands between readers and training."""
