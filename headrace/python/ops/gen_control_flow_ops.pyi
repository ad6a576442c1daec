"""tf.python.ops.gen_control_flow_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.control import no_op as no_op

__all__ = [
    "no_op",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
