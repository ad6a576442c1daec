"""tf.python.data.ops: as far as programs use it. Made by `make names`."""

from headrace.python.data.ops import dataset_ops as dataset_ops
from headrace.python.data.ops import iterator_ops as iterator_ops
from headrace.python.data.ops import optional_ops as optional_ops
from headrace.python.data.ops import readers as readers

__all__ = [
    "dataset_ops",
    "iterator_ops",
    "optional_ops",
    "readers",
]
