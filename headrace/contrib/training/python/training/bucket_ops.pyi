"""tf.contrib.training.python.training.bucket_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.inputs.bucketing import bucket as bucket
from headrace.contrib.training import bucket_by_sequence_length as bucket_by_sequence_length

__all__ = [
    "bucket",
    "bucket_by_sequence_length",
]
