"""tf.python.tools: as far as programs use it. Made by `make names`."""

from headrace.python.tools import freeze_graph as freeze_graph
from headrace.python.tools import inspect_checkpoint as inspect_checkpoint

__all__ = [
    "freeze_graph",
    "inspect_checkpoint",
]
