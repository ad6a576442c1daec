"""The default histogram of summaries: which values share a bucket, and how buckets are written down.

Source: TensorFlow's default histogram; the event files it wrote.
"""

from __future__ import annotations

import functools

import numpy as np

from headrace.formats import proto as messages

_GREATEST = float(np.finfo(np.float64).max)


@functools.cache
def default_edges() -> np.ndarray:
    """The upper edges of all buckets in ascending order, each 10% from the next (float64 [1551])."""
    positives = []
    edge = 1e-12
    while edge < 1e20:
        positives.append(edge)
        edge *= 1.1  # multiplied one after the other: the rounding is part of the format
    return np.array([-_GREATEST, *(-edge for edge in reversed(positives)), 0.0, *positives, _GREATEST])


def histogram(values: np.ndarray) -> messages.summary_pb2.HistogramProto:
    """The histogram of finite `values` of any shape. A value that is an edge belongs to the bucket above it."""
    flat = values.reshape(-1).astype(np.float64)
    edges = default_edges()
    buckets = np.searchsorted(edges, flat, side="right")
    counts = np.bincount(np.minimum(buckets, len(edges) - 1), minlength=len(edges))
    # Of neighbouring empty buckets only the last is written.
    is_written = np.append((counts[:-1] > 0) | (counts[1:] > 0), True)
    return messages.summary_pb2.HistogramProto(
        min=flat.min() if flat.size else _GREATEST,
        max=flat.max() if flat.size else -_GREATEST,
        num=flat.size,
        sum=_sum_in_order(flat),
        sum_squares=_sum_in_order(flat * flat),
        bucket_limit=edges[is_written],
        bucket=counts[is_written],
    )


def _sum_in_order(values: np.ndarray) -> float:
    """Added up from the first to the last, as TensorFlow does; NumPy's sum rounds differently."""
    return float(np.add.accumulate(values)[-1]) if values.size else 0.0
