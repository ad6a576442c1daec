"""tf.python.ops.gen_random_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.random.random import multinomial as multinomial

__all__ = [
    "multinomial",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
