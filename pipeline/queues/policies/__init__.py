"""The kinds of queues: which element leaves next."""
