"""Of boxes that overlap the likeliest: greedy suppression, hard and soft, of one kind of things or of many.

Soft suppression: N. Bodla, B. Singh, R. Chellappa, L. S. Davis, "Soft-NMS: Improving Object Detection With One Line of Code",
2017.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.static_values import constant_value
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.static_shapes import Dim, StaticShape, bracket, merge_dim, with_rank, with_value

Alike = Callable[[int, list[int]], np.ndarray]
"""How much a box overlaps each of others."""

# -- the algorithm -----------------------------------------------------------------------------------------------------


def _overlaps_of(boxes: np.ndarray) -> Alike:
    """The area that two boxes share, divided by the area that they cover; 0 for boxes without an area."""
    top, bottom = np.minimum(boxes[:, 0], boxes[:, 2]), np.maximum(boxes[:, 0], boxes[:, 2])
    left, right = np.minimum(boxes[:, 1], boxes[:, 3]), np.maximum(boxes[:, 1], boxes[:, 3])
    areas = (bottom - top) * (right - left)
    nothing = boxes.dtype.type(0)

    def alike(one: int, others: list[int]) -> np.ndarray:
        tall = np.maximum(np.minimum(bottom[one], bottom[others]) - np.maximum(top[one], top[others]), nothing)
        wide = np.maximum(np.minimum(right[one], right[others]) - np.maximum(left[one], left[others]), nothing)
        both = tall * wide
        there = (areas[one] > 0) & (areas[others] > 0)
        return np.where(there, both / np.where(there, areas[one] + areas[others] - both, 1), nothing)

    return alike


def _chosen(alike: Alike, scores: np.ndarray, most: int, threshold: Any, least: Any, sigma: float = 0) -> tuple[list, list]:
    """The places of the chosen boxes and their scores, the best first.

    Args:
      most: how many at most.
      threshold: from which overlap on a box with a lower score is left out.
      least: the score that a box must be above.
      sigma: above 0: boxes that overlap less than that lose of their scores; the less, the greater it is.
    """
    kind = scores.dtype.type
    waiting = [(-float(score), place, 0) for place, score in enumerate(scores) if score > least]
    heapq.heapify(waiting)
    places: list[int] = []
    found: list = []
    scale = kind(-0.5 / sigma if sigma > 0 else 0)
    while waiting and len(places) < most:
        lower, place, seen = heapq.heappop(waiting)
        score = before = kind(-lower)
        shares: Any = alike(place, places[seen:])[::-1] if seen < len(places) else []
        suppressed = any(share > threshold for share in shares)
        if sigma > 0 and not suppressed:
            for share in shares:
                score = score * np.exp(scale * share * share, dtype=kind)
                if score <= least:
                    break
        if suppressed:
            continue
        if score == before:
            places.append(place)
            found.append(score)
        elif score > least:
            heapq.heappush(waiting, (-float(score), place, len(places)))
    return places, found


def _check(boxes: np.ndarray, scores: np.ndarray, most: np.ndarray, what: str = "boxes") -> None:
    if most.ndim:
        raise invalid(f"max_output_size must be 0-D, got shape {bracket(most.shape)}")
    if what == "overlaps":
        if boxes.ndim != 2:
            raise invalid(f"overlaps must be 2-D{bracket(boxes.shape)}")
        if boxes.shape[0] != boxes.shape[1]:
            raise invalid(f"overlaps must be square{bracket(boxes.shape)}")
    elif boxes.ndim != 2:
        raise invalid(f"boxes must be 2-D{bracket(boxes.shape)}")
    elif boxes.shape[1] != 4:
        raise invalid("boxes must have 4 columns")
    if scores.ndim != 1:
        raise invalid(f"scores must be 1-D{bracket(scores.shape)}")
    if len(scores) != len(boxes):
        raise invalid("scores has incompatible shape")


def _check_threshold(threshold: np.ndarray, name: str = "iou_threshold") -> None:
    if np.ndim(threshold):
        raise invalid(f"{name} must be 0-D, got shape {bracket(np.shape(threshold))}")
    if name == "iou_threshold" and not 0 <= threshold <= 1:
        raise invalid("iou_threshold must be in [0, 1]")


# -- of one kind of things ---------------------------------------------------------------------------------------------


def _count(op: Operation) -> Dim:
    boxes, scores, most, *numbers = (x.static_shape for x in op.inputs)
    count, columns = with_rank(boxes, 2)
    merge_dim(count, with_rank(scores, 1)[0])
    for number in (most, *numbers):
        with_rank(number, 0)
    with_value(columns, 4)
    if "pad_to_max_output_size" in op.definition.attributes and op.get_attr("pad_to_max_output_size"):
        value = constant_value(op.inputs[2])
        if value is not None and value < 0:
            raise ValueError(f"Dimension size, given by scalar input 2, must be non-negative but is {value}")
        return None if value is None else int(value)
    return None


_SIGNATURE = (
    "boxes: T, scores: T, max_output_size: int32, iou_threshold: {0}, score_threshold: {0}{1} -> selected_indices: int32"
)
_TYPES = "T: {float16, float32} = float32"
_TYPES_OF_TWO = _TYPES + ", T_threshold: {float16, float32} = float32"
_PADDED = ", pad_to_max_output_size: bool = false"

SUPPRESS_V3 = Op(
    "NonMaxSuppressionV3",
    _SIGNATURE.format("T_threshold", ""),
    _TYPES_OF_TWO,
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
SUPPRESS_V4 = Op(
    "NonMaxSuppressionV4",
    _SIGNATURE.format("T_threshold", "") + ", valid_outputs: int32",
    _TYPES_OF_TWO + _PADDED,
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
SUPPRESS_V5 = Op(
    "NonMaxSuppressionV5",
    _SIGNATURE.format("T", ", soft_nms_sigma: T") + ", selected_scores: T, valid_outputs: int32",
    _TYPES + _PADDED,
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@SUPPRESS_V3.shape
def _places_shape(op: Operation) -> StaticShape:
    return (_count(op),)


@SUPPRESS_V4.shape
def _padded_shape(op: Operation) -> list[StaticShape]:
    return [(_count(op),), ()]


@SUPPRESS_V5.shape
def _scored_shape(op: Operation) -> list[StaticShape]:
    count = _count(op)
    return [(count,), (count,), ()]


def _suppressed(
    boxes: np.ndarray, scores: np.ndarray, most: np.ndarray, threshold: Any, least: Any, sigma: float = 0, padded: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The places, the scores, how many they are; with `padded` zeros follow, to `most`."""
    _check_threshold(threshold)
    _check_threshold(least, "score_threshold")
    _check(boxes, scores, most)
    if most < 0:
        raise invalid("output size must be non-negative")
    places, found = _chosen(_overlaps_of(boxes), scores, int(most), threshold, least, sigma)
    count = int(most) if padded else len(places)
    indices, values = np.zeros(count, np.int32), np.zeros(count, scores.dtype)
    indices[: len(places)], values[: len(places)] = places, found
    return indices, values, np.array(len(places), np.int32)


@SUPPRESS_V3.kernel
def _v3(boxes: np.ndarray, scores: np.ndarray, most: np.ndarray, threshold: Any, least: Any) -> np.ndarray:
    return _suppressed(boxes, scores, most, threshold, least)[0]


@SUPPRESS_V4.kernel
def _v4(
    boxes: np.ndarray, scores: np.ndarray, most: np.ndarray, threshold: Any, least: Any, pad_to_max_output_size: bool
) -> tuple:
    return _suppressed(boxes, scores, most, threshold, least, padded=pad_to_max_output_size)[::2]


@SUPPRESS_V5.kernel
def _v5(
    boxes: np.ndarray,
    scores: np.ndarray,
    most: np.ndarray,
    threshold: Any,
    least: Any,
    sigma: Any,
    pad_to_max_output_size: bool,
) -> tuple:
    _check_threshold(sigma, "soft_nms_sigma")
    if not sigma >= 0:
        raise invalid("soft_nms_sigma_val must be >= 0")
    return _suppressed(boxes, scores, most, threshold, least, float(sigma), pad_to_max_output_size)


SUPPRESS_BY_OVERLAPS = Op(
    "NonMaxSuppressionWithOverlaps",
    "overlaps: float32, scores: float32, max_output_size: int32, overlap_threshold: float32, score_threshold: float32 -> "
    "selected_indices: int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@SUPPRESS_BY_OVERLAPS.shape
def _by_overlaps_shape(op: Operation) -> StaticShape:
    overlaps, scores, *numbers = (x.static_shape for x in op.inputs)
    rows, columns = with_rank(overlaps, 2)
    merge_dim(merge_dim(rows, with_rank(scores, 1)[0]), columns)
    for number in numbers:
        with_rank(number, 0)
    return (None,)


@SUPPRESS_BY_OVERLAPS.kernel
def _by_overlaps(overlaps: np.ndarray, scores: np.ndarray, most: np.ndarray, threshold: Any, least: Any) -> np.ndarray:
    _check_threshold(threshold, "overlap_threshold")
    _check_threshold(least, "score_threshold")
    _check(overlaps, scores, most, "overlaps")
    if most < 0:
        raise invalid("output size must be non-negative")
    return np.array(_chosen(lambda one, others: overlaps[one, others], scores, int(most), threshold, least)[0], np.int32)


# -- of many kinds of things -------------------------------------------------------------------------------------------

SUPPRESS_COMBINED = Op(
    "CombinedNonMaxSuppression",
    "boxes: float32, scores: float32, max_output_size_per_class: int32, max_total_size: int32, iou_threshold: float32, "
    "score_threshold: float32 -> nmsed_boxes: float32, nmsed_scores: float32, nmsed_classes: float32, valid_detections: int32",
    "pad_per_class: bool = false, clip_boxes: bool = true",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@SUPPRESS_COMBINED.shape
def _combined_shape(op: Operation) -> list[StaticShape]:
    boxes, scores, *numbers = (x.static_shape for x in op.inputs)
    n, count, kinds_of_boxes, columns = with_rank(boxes, 4)
    n = merge_dim(n, with_rank(scores, 3)[0])
    merge_dim(count, with_rank(scores, 3)[1])
    kinds = with_rank(scores, 3)[2]
    with_value(columns, 4)
    for number in numbers:
        with_rank(number, 0)
    if kinds_of_boxes not in (None, 1) and kinds is not None:
        merge_dim(kinds_of_boxes, kinds)
    each, total = constant_value(op.inputs[2]), constant_value(op.inputs[3])
    found: Dim = None if total is None else int(total)
    if found is not None and found <= 0:
        raise ValueError("max_total_size should be > 0 ")
    if op.get_attr("pad_per_class"):
        known = found is not None and each is not None and kinds is not None
        found = min(found, int(each) * kinds) if known else None  # type: ignore[type-var,arg-type,operator]
    return [(n, found, 4), (n, found), (n, found), (n,)]


@SUPPRESS_COMBINED.kernel
def _combined(
    boxes: np.ndarray,
    scores: np.ndarray,
    each: np.ndarray,
    total: np.ndarray,
    threshold: Any,
    least: Any,
    pad_per_class: bool,
    clip_boxes: bool,
) -> tuple:
    if boxes.ndim != 4:
        raise invalid(f"boxes must be 4-D{bracket(boxes.shape)}")
    if boxes.shape[3] != 4:
        raise invalid("boxes must have 4 columns")
    if scores.ndim != 3:
        raise invalid(f"scores must be 3-D{bracket(scores.shape)}")
    if scores.shape[:2] != boxes.shape[:2]:
        raise invalid("scores has incompatible shape")
    n, count, kinds = scores.shape
    if boxes.shape[2] not in (1, kinds):
        raise invalid("third dimension of boxes must be either 1 or num classes")
    for number, name in ((each, "max_size_per_class"), (total, "max_total_size")):
        if number.ndim:
            raise invalid(f"{name} must be 0-D, got shape {bracket(number.shape)}")
    if total <= 0:
        raise invalid("max_total_size must be > 0")
    _check_threshold(threshold)
    _check_threshold(least, "score_threshold")
    size = min(int(total), max(int(each), 0) * kinds) if pad_per_class else int(total)
    of_boxes, of_scores = np.zeros((n, size, 4), np.float32), np.zeros((n, size), np.float32)
    of_kinds, valid = np.zeros((n, size), np.float32), np.zeros(n, np.int32)
    for image in range(n):
        found = []
        for kind in range(kinds):
            own = boxes[image, :, kind if boxes.shape[2] > 1 else 0]
            places, values = _chosen(_overlaps_of(own), scores[image, :, kind], min(int(each), count), threshold, least)
            found += [(-float(value), kind, place) for value, place in zip(values, places, strict=True)]
        best = sorted(found, key=lambda one: one[0])[:size]
        valid[image] = len(best)
        for rank, (lower, kind, place) in enumerate(best):
            corners = boxes[image, place, kind if boxes.shape[2] > 1 else 0]
            of_boxes[image, rank] = np.clip(corners, 0, 1) if clip_boxes else corners
            of_scores[image, rank], of_kinds[image, rank] = -lower, kind
    return of_boxes, of_scores, of_kinds, valid
