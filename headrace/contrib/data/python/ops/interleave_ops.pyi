"""tf.contrib.data.python.ops.interleave_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.interleaving import choose_from_datasets as choose_from_datasets
from headrace.pipeline.data.experimental.interleaving import parallel_interleave as parallel_interleave
from headrace.pipeline.data.experimental.interleaving import sample_from_datasets as sample_from_datasets
from headrace.pipeline.data.experimental.interleaving import sloppy_interleave as sloppy_interleave

__all__ = [
    "choose_from_datasets",
    "parallel_interleave",
    "sample_from_datasets",
    "sloppy_interleave",
]
