"""The kinds of queues, a file each: the class without a graph, the op that makes one, the class in a graph."""
