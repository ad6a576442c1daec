"""Programs of several machines, on Ray: servers and their sessions, shared queues, reading and conversion in many processes.

Ray (the extra `headrace[ray]`) starts the processes, carries the arrays and calls by name; nothing below this layer knows it.
"""
