"""tf.python.ops.gen_manip_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.ordering.roll import roll as roll

__all__ = [
    "roll",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
