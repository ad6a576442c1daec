"""tf.contrib.training: batches of records of about the same length; waiting for checkpoints."""

from __future__ import annotations

from headrace.pipeline.inputs.bucketing import bucket, bucket_by_sequence_length

from .. import _lazy

__all__ = [
    "bucket",
    "bucket_by_sequence_length",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.reader": "checkpoints_iterator wait_for_new_checkpoint",
    },
)
