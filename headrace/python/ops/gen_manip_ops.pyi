"""tf.python.ops.gen_manip_ops: as far as programs use it. Made by `make names`."""


__all__ = [
]

from typing import Any

def __getattr__(name: str) -> Any: ...
