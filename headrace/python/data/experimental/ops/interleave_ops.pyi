"""tf.python.data.experimental.ops.interleave_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.interleaving import choose_from_datasets as choose_from_datasets
from headrace.pipeline.data.experimental.interleaving import choose_from_datasets as choose_from_datasets_v1
from headrace.pipeline.data.experimental.interleaving import parallel_interleave as parallel_interleave
from headrace.pipeline.data.experimental.interleaving import sample_from_datasets as sample_from_datasets
from headrace.pipeline.data.experimental.interleaving import sample_from_datasets as sample_from_datasets_v1

__all__ = [
    "choose_from_datasets",
    "choose_from_datasets_v1",
    "parallel_interleave",
    "sample_from_datasets",
    "sample_from_datasets_v1",
]
