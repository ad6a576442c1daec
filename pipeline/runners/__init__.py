"""QueueRunner and Coordinator: threads that fill queues and stop together."""
