"""tf.python.client.timeline: as far as programs use it. Made by `make names`."""

from headrace.graph.events.timeline import Timeline as Timeline

__all__ = [
    "Timeline",
]
