"""Where the elements of queues lie."""
