"""Faults forced: an exception of any kind, or a hang, at any point where a thread of a pipeline calls, waits or allocates."""
