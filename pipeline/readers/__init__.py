"""Readers: files to records, by way of a queue of file names."""
