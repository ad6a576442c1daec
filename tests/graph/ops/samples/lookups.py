"""Samples of embeddings, partitions, segments and of hits among candidates."""

import numpy as np
from support.op_samples import Sample, drawn, int64

from headrace.graph.core.op import OPS
from headrace.graph.ops.arrays import partitioning
from headrace.graph.ops.sampling import accidental_hits
from headrace.graph.ops.segments import ascending, gathered, unsorted
from headrace.graph.ops.segments.unsorted import unsorted_segment_sum

_rows = drawn((5, 3), 1)
_picked = drawn((4, 3), 2)
_ids = np.array([0, 0, 2, 2, 3])
_mixed = np.array([2, 0, 2, -1, 0])
_full = np.array([1, 0, 1, -1, 0])
_indices = np.array([3, 1, 1, 0, 4], np.int32)
_segments = np.array([0, 0, 1, 3, 3], np.int32)
_with_zeros = np.array([[0.0, 1.5], [2.0, 0.0], [0.5, 0.0], [3.0, 0.0], [2.5, 2.0]])

SAMPLES = [
    Sample(
        "DynamicPartition",
        lambda x, p: partitioning.dynamic_partition(x, p, 3),
        [_rows, np.array([1, 0, 1, 2, 0], np.int32)],
    ),
    Sample(
        "DynamicPartition",
        lambda x, p: partitioning.dynamic_partition(x, p, 2),
        [np.array([b"a", b"b", b"c", b"d"], object), np.array([1, 0, 1, 1], np.int32)],
    ),
    *(
        Sample(
            op.type,
            lambda i, j, x, y, op=op: op([i, j], [x, y]),
            [np.array([3, 1], np.int32), np.array([[0], [2]], np.int32), _rows[:2], _rows[:2].reshape(2, 1, 3)],
        )
        for op in (partitioning.DYNAMIC_STITCH, partitioning.PARALLEL_DYNAMIC_STITCH)
    ),
    *(
        Sample(
            "ComputeAccidentalHits",
            lambda true, sampled, n=columns: accidental_hits.compute_accidental_hits(true, sampled, n, seed=1),
            [np.array(true, np.int64).reshape(-1, columns), np.array(sampled, np.int64)],
        )
        for columns, true, sampled in [
            (2, [[1, 2], [3, 5], [7, 3]], [3, 2, 1, 3, 7]),
            (3, [[1, 1, 4], [2, -1, 9]], [1, 9, -1]),
            (1, [], [1]),
            (2, [[4, 5]], []),
        ]
    ),
    Sample("SegmentSum", ascending.segment_sum, [_rows, _ids]),
    Sample("SegmentMean", ascending.segment_mean, [_rows, np.array([0, 0, 1, 2, 2])]),
    Sample("SegmentMean", ascending.segment_mean, [np.array([-3, 0, 7]), np.array([0, 0, 1])]),
    Sample("SegmentMax", ascending.segment_max, [_rows, np.array([0, 0, 1, 2, 2])]),
    Sample("SegmentMin", ascending.segment_min, [_rows, np.array([0, 0, 1, 2, 2])]),
    Sample("SegmentProd", ascending.segment_prod, [_rows, _ids], gradient=False),
    Sample("UnsortedSegmentSum", lambda x, i: unsorted_segment_sum(x, i, 4), [_rows, _mixed]),
    Sample("UnsortedSegmentMax", lambda x, i: unsorted.unsorted_segment_max(x, i, 2), [_rows, _full]),
    Sample("UnsortedSegmentMin", lambda x, i: unsorted.unsorted_segment_min(x, i, 2), [_rows, _full]),
    Sample("UnsortedSegmentProd", lambda x, i: unsorted.unsorted_segment_prod(x, i, 3), [_rows, _mixed]),
    Sample("UnsortedSegmentProd", lambda x, i: unsorted.unsorted_segment_prod(x, i, 2), [_with_zeros, _ids // 2]),
    Sample("SparseSegmentSum", gathered.sparse_segment_sum, [_rows, _indices, _segments]),
    *(
        Sample(
            f"SparseSegment{how}GradV2",
            lambda dy, indices, ids, how=how: OPS[f"SparseSegment{how}GradV2"](dy, indices, ids, 5),
            [_rows, _indices, _segments],
            gradient=False,
        )
        for how in ("Sum", "Mean", "SqrtN")
    ),
    Sample("SparseSegmentMean", gathered.sparse_segment_mean, [_rows, _indices, _segments]),
    Sample("SparseSegmentSqrtN", gathered.sparse_segment_sqrt_n, [_rows, _indices, _segments]),
    *(
        Sample(
            f"SparseSegment{how}WithNumSegments",
            lambda x, i, s, call=call: call(x, i, s, num_segments=6),
            [_rows, _indices, _segments],
        )
        for how, call in [
            ("Sum", gathered.sparse_segment_sum),
            ("Mean", gathered.sparse_segment_mean),
            ("SqrtN", gathered.sparse_segment_sqrt_n),
        ]
    ),
    *(
        Sample(type, lambda x, i, call=call: call(x, i, int64(3)), [_rows, _mixed.astype(np.int32)])
        for type, call in {
            "UnsortedSegmentSum": unsorted_segment_sum,
            "UnsortedSegmentProd": unsorted.unsorted_segment_prod,
        }.items()
    ),
    *(
        Sample(type, lambda x, i, call=call: call(x, i, int64(2)), [_rows, _full.astype(np.int32)])
        for type, call in {
            "UnsortedSegmentMax": unsorted.unsorted_segment_max,
            "UnsortedSegmentMin": unsorted.unsorted_segment_min,
        }.items()
    ),
    *(
        Sample(
            f"SparseSegment{how}WithNumSegments",
            lambda x, i, s, call=call: call(x, i, s, num_segments=int64(4)),
            [_rows, _indices, _segments],
        )
        for how, call in [
            ("Sum", gathered.sparse_segment_sum),
            ("Mean", gathered.sparse_segment_mean),
            ("SqrtN", gathered.sparse_segment_sqrt_n),
        ]
    ),
    *(
        Sample(op.type, lambda dy, i, s, op=op: op(dy, i, s, 5), [_picked, _indices, _segments], gradient=False)
        for op in (gathered.SPARSE_SEGMENT_MEAN_GRAD, gathered.SPARSE_SEGMENT_SQRT_N_GRAD)
    ),
]
