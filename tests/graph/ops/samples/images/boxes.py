"""Samples of boxes: drawn on images, suppressed where they overlap."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.image import boxes, suppression

_images = drawn((2, 6, 7, 3), 7, np.float32)
_on = np.array([[[0.1, 0.2, 0.8, 0.9], [-0.2, 0.3, 0.5, 1.3]], [[0, 0, 1, 1], [0.3, 0.4, 0.3, 0.4]]], np.float32)
_tints = np.array([[0.1, 0.2, 0.3, 0.4], [0.6, 0.7, 0.8, 0.9]], np.float32)

_corners = np.random.RandomState(3).randint(0, 1000, (12, 4)) / 1000
_boxes = np.concatenate([_corners[:, :2], _corners[:, :2] + _corners[:, 2:] * 0.6 + 0.01], axis=1).astype(np.float32)
_scores = (np.random.RandomState(4).permutation(12) / 12 - 0.2).astype(np.float32)
_limits = [np.float32(0.2), np.float32(0.05)]
_most = np.int32(7)
_overlaps = np.maximum(np.random.RandomState(5).randint(0, 100, (12, 12)) / 100, np.eye(12)).astype(np.float32)
_all_scores = (np.random.RandomState(6).permutation(2 * 6 * 3).reshape(2, 6, 3) / 36).astype(np.float32)
_by_class = [_boxes.reshape(2, 6, 1, 4) * np.float32(1.2), _all_scores, np.int32(2), np.int32(7), *_limits]

SAMPLES = [
    Sample("DrawBoundingBoxes", boxes.draw_bounding_boxes, [_images, _on]),
    Sample(
        "DrawBoundingBoxesV2",
        lambda x, on, c: boxes.draw_bounding_boxes(x, on, colors=c),
        [_images, _on, _tints],
        gradient=False,
    ),
    Sample("NonMaxSuppressionV3", suppression.SUPPRESS_V3, [_boxes, _scores, _most, *_limits], gradient=False),
    Sample("NonMaxSuppressionV4", suppression.SUPPRESS_V4, [_boxes, _scores, _most, *_limits], gradient=False),
    Sample(
        "NonMaxSuppressionV4",
        lambda *x: suppression.SUPPRESS_V4(*x, pad_to_max_output_size=True),
        [_boxes, _scores, np.int32(11), *_limits],
        gradient=False,
    ),
    Sample(
        "NonMaxSuppressionV5",
        suppression.SUPPRESS_V5,
        [_boxes, _scores, _most, *_limits, np.float32(0)],
        gradient=False,
    ),
    Sample(
        "NonMaxSuppressionV5",
        lambda *x: suppression.SUPPRESS_V5(*x, pad_to_max_output_size=True),
        [_boxes, _scores, np.int32(11), *_limits, np.float32(0)],
        gradient=False,
        twins=False,
    ),
    Sample(
        "NonMaxSuppressionWithOverlaps",
        suppression.SUPPRESS_BY_OVERLAPS,
        [_overlaps, _scores, _most, np.float32(0.6), np.float32(0)],
        gradient=False,
    ),
]
SAMPLES += [
    Sample(
        "CombinedNonMaxSuppression",
        lambda *x, more=more: suppression.SUPPRESS_COMBINED(*x, **more),
        _by_class,
        gradient=False,
        constants=(2, 3),
    )
    for more in ({}, {"pad_per_class": True}, {"clip_boxes": False})
]
