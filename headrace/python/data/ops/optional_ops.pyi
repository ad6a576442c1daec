"""tf.python.data.ops.optional_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.optional import Optional as Optional
from headrace.pipeline.data.optional import OptionalSpec as OptionalStructure

__all__ = [
    "Optional",
    "OptionalStructure",
]
