"""tf.python.ops.gen_linalg_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.solving import matrix_inverse as matrix_inverse
from headrace.graph.ops.linalg.solving import matrix_solve as matrix_solve

__all__ = [
    "matrix_inverse",
    "matrix_solve",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
