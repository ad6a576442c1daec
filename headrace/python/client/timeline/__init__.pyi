"""tf.python.client.timeline: what ran when in a traced run. Made by `make names`."""

from headrace.graph.events.timeline import Timeline as Timeline

__all__ = [
    "Timeline",
]
