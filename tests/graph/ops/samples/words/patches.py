"""Samples of the operations that scatter into a copy, move blocks into the depth, and cut patches out."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.patches.depth import DEPTH_TO_SPACE, SPACE_TO_DEPTH
from headrace.graph.ops.patches.dilation import DILATION2D, DILATION2D_BACKPROP_FILTER, DILATION2D_BACKPROP_INPUT
from headrace.graph.ops.patches.extracting import EXTRACT_IMAGE_PATCHES, EXTRACT_VOLUME_PATCHES
from headrace.graph.ops.segments.tensor_scatter import TENSOR_SCATTER_ADD, TENSOR_SCATTER_SUB, TENSOR_SCATTER_UPDATE

_planes = drawn((2, 4, 2, 6), 3)
_dense = {"strides": [1, 1, 1, 1], "rates": [1, 1, 1, 1], "padding": "SAME"}
_sparse = {"strides": [1, 1, 2, 1], "rates": [1, 2, 1, 1], "padding": "VALID"}


def _planes_to_depth(x):
    blocks = x.reshape(2, 4, 1, 2, 3, 2)
    return np.stack([blocks[:, :, :, i, :, j] for i in range(2) for j in range(2)], 1).reshape(2, 16, 1, 3)


def _depth_to_planes(x):
    whole = np.empty((2, 1, 4, 12), x.dtype)
    for i in range(2):
        for j in range(2):
            whole[:, 0, i::2, j::2] = x[:, 2 * i + j]
    return whole


SAMPLES = [
    *[
        sample
        for type, op in [
            ("TensorScatterAdd", TENSOR_SCATTER_ADD),
            ("TensorScatterSub", TENSOR_SCATTER_SUB),
            ("TensorScatterUpdate", TENSOR_SCATTER_UPDATE),
        ]
        for sample in (
            Sample(type, op, [drawn((4, 3), 1), np.array([[3], [0]], np.int32), drawn((2, 3), 2)]),
            Sample(type, op, [drawn((4, 3), 1), np.array([[[2, 1], [0, 0]]], np.int64), drawn((1, 2), 2)]),
        )
    ],
    Sample("TensorScatterAdd", TENSOR_SCATTER_ADD, [drawn((4, 3), 1), np.array([[1], [1]], np.int32), drawn((2, 3), 2)]),
    Sample("TensorScatterSub", TENSOR_SCATTER_SUB, [drawn((4, 3), 1), np.array([[1], [1]], np.int32), drawn((2, 3), 2)]),
    Sample(
        "TensorScatterUpdate",
        TENSOR_SCATTER_UPDATE,
        [np.array(["a", "b", "c"]), np.array([[2]], np.int32), np.array(["new"])],
    ),
    Sample("SpaceToDepth", lambda x: SPACE_TO_DEPTH(x, block_size=2), [drawn((2, 4, 6, 3), 1)]),
    Sample("SpaceToDepth", lambda x: SPACE_TO_DEPTH(x, block_size=3), [drawn((1, 3, 3, 1), 1)]),
    Sample("SpaceToDepth", lambda x: SPACE_TO_DEPTH(x, block_size=2, data_format="NCHW"), [_planes], values=_planes_to_depth),
    Sample("DepthToSpace", lambda x: DEPTH_TO_SPACE(x, block_size=2), [drawn((2, 2, 3, 8), 1)]),
    Sample("DepthToSpace", lambda x: DEPTH_TO_SPACE(x, block_size=3), [drawn((1, 1, 2, 9), 1)]),
    Sample("DepthToSpace", lambda x: DEPTH_TO_SPACE(x, block_size=2, data_format="NCHW"), [_planes], values=_depth_to_planes),
    *[
        Sample(
            "ExtractImagePatches",
            lambda x, options=options: EXTRACT_IMAGE_PATCHES(
                x,
                ksizes=[1, *options[0], 1],
                strides=[1, *options[1], 1],
                rates=[1, *options[2], 1],
                padding=options[3],
            ),
            [drawn((2, 5, 6, 2), 1)],
        )
        for options in [
            ((2, 3), (1, 2), (1, 1), "VALID"),
            ((3, 2), (2, 1), (2, 1), "SAME"),
            ((2, 2), (1, 1), (1, 3), "SAME"),
            ((1, 1), (1, 1), (1, 1), "VALID"),
            ((1, 1), (3, 2), (1, 1), "SAME"),
        ]
    ],
    *[
        Sample(
            "ExtractVolumePatches",
            lambda x, options=options: EXTRACT_VOLUME_PATCHES(
                x, ksizes=[1, *options[0], 1], strides=[1, *options[1], 1], padding=options[2]
            ),
            [drawn((2, 3, 4, 3, 2), 1)],
        )
        for options in [((2, 3, 1), (1, 2, 2), "VALID"), ((2, 2, 3), (2, 1, 1), "SAME")]
    ],
    *[
        Sample(
            "Dilation2D",
            lambda x, filter, options=options: DILATION2D(x, filter, **options),
            [drawn((2, 5, 4, 2), 1), drawn((2, 3, 2), 2)],
            batched=[0],
        )
        for options in (_dense, _sparse)
    ],
    *[
        Sample(
            type,
            lambda *x, op=op, options=options: op(*x, **options),
            [drawn((2, 5, 4, 2), 1), drawn((2, 3, 2), 2), drawn(sizes, 3)],
            gradient=False,
            batched=[0, 2],
        )
        for type, op in [
            ("Dilation2DBackpropInput", DILATION2D_BACKPROP_INPUT),
            ("Dilation2DBackpropFilter", DILATION2D_BACKPROP_FILTER),
        ]
        for options, sizes in ((_dense, (2, 5, 4, 2)), (_sparse, (2, 3, 1, 2)))
    ],
]
