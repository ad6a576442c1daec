"""tf.contrib.training: batches of records of about the same length."""

from __future__ import annotations

from headrace.pipeline.bucketing import bucket, bucket_by_sequence_length

__all__ = [
    "bucket", "bucket_by_sequence_length",
]
