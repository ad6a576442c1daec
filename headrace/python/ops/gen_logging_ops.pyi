"""tf.python.ops.gen_logging_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.clock import timestamp as timestamp

__all__ = [
    "timestamp",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
