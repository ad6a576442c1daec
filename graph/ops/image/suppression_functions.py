"""Of boxes that overlap the likeliest, as users call it: non_max_suppression and what is like it."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import IntegersLike, TensorLike
from .suppression import SUPPRESS_BY_OVERLAPS, SUPPRESS_COMBINED, SUPPRESS_V3, SUPPRESS_V4, SUPPRESS_V5


class NonMaxSuppressionV4(NamedTuple):
    """The places of the chosen boxes, and how many they are."""

    selected_indices: Tensor
    valid_outputs: Tensor


class CombinedNonMaxSuppression(NamedTuple):
    """The chosen boxes of each image, their scores and classes, and how many they are."""

    nmsed_boxes: Tensor
    nmsed_scores: Tensor
    nmsed_classes: Tensor
    valid_detections: Tensor


def _numbers(**numbers: Any) -> list[Tensor]:
    return [convert_to_tensor(value, name=name) for name, value in numbers.items()]


@export("image.non_max_suppression")
def non_max_suppression(
    boxes: TensorLike,
    scores: TensorLike,
    max_output_size: IntegersLike,
    iou_threshold: TensorLike = 0.5,
    score_threshold: TensorLike = float("-inf"),
    name: str | None = None,
) -> Tensor:
    """Of boxes that overlap only the one with the highest score.

    Args:
      boxes: float32 or float16 [boxes, 4]: two opposite corners of each, y1, x1, y2, x2.
      scores: floats [boxes].
      max_output_size: int32 scalar: how many at most.
      iou_threshold: float scalar in [0, 1]: boxes overlap too much where the area they share is a greater part of
        what both cover.
      score_threshold: float scalar: boxes with this score or less are left out.

    Returns:
      int32 [chosen]: the places of the chosen boxes, the highest score first.

    Raises:
      ValueError: other ranks, or as many scores as there are no boxes.
      InvalidArgumentError: (when run) the same, or a threshold out of range.
    """
    with name_scope(name, "non_max_suppression"):
        limits = _numbers(iou_threshold=iou_threshold, score_threshold=score_threshold)
        return SUPPRESS_V3(boxes, scores, max_output_size, *limits)


@export("image.non_max_suppression_with_scores")
@documented_by(non_max_suppression)
def non_max_suppression_with_scores(
    boxes: TensorLike,
    scores: TensorLike,
    max_output_size: IntegersLike,
    iou_threshold: TensorLike = 0.5,
    score_threshold: TensorLike = float("-inf"),
    soft_nms_sigma: TensorLike = 0.0,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """Of boxes that overlap the one with the highest score, and others with lower ones.

    Args:
      soft_nms_sigma: float scalar: above 0, boxes that overlap with chosen ones lose of their scores, the less the
        greater it is.

    Returns:
      (places, scores): int32 [chosen] and floats [chosen], the highest score first.
    """
    with name_scope(name, "non_max_suppression_with_scores"):
        limits = _numbers(iou_threshold=iou_threshold, score_threshold=score_threshold, soft_nms_sigma=soft_nms_sigma)
        places, found, _ = SUPPRESS_V5(boxes, scores, max_output_size, *limits, pad_to_max_output_size=False)
        return places, found


@export("image.non_max_suppression_padded")
@documented_by(non_max_suppression)
def non_max_suppression_padded(
    boxes: TensorLike,
    scores: TensorLike,
    max_output_size: IntegersLike,
    iou_threshold: TensorLike = 0.5,
    score_threshold: TensorLike = float("-inf"),
    pad_to_max_output_size: bool = False,
    name: str | None = None,
) -> NonMaxSuppressionV4:
    """Of boxes that overlap only the one with the highest score, in as many places as are asked for.

    Args:
      pad_to_max_output_size: whether zeros follow, to `max_output_size` in all.

    Returns:
      (selected_indices, valid_outputs): int32 [chosen], or [max_output_size], and int32 scalar: how many are chosen.
    """
    with name_scope(name, "non_max_suppression_padded"):
        limits = _numbers(iou_threshold=iou_threshold, score_threshold=score_threshold)
        found = SUPPRESS_V4(boxes, scores, max_output_size, *limits, pad_to_max_output_size=pad_to_max_output_size)
        return NonMaxSuppressionV4(*found)


@export("image.non_max_suppression_overlaps")
def non_max_suppression_overlaps(
    overlaps: TensorLike,
    scores: TensorLike,
    max_output_size: IntegersLike,
    overlap_threshold: TensorLike = 0.5,
    score_threshold: TensorLike = float("-inf"),
    name: str | None = None,
) -> Tensor:
    """Of things that overlap only the one with the highest score.

    Args:
      overlaps: float32 [things, things]: how much two of them overlap.
      scores: float32 [things].
      max_output_size: int32 scalar: how many at most.
      overlap_threshold: float scalar: things overlap too much above it.
      score_threshold: float scalar: things with this score or less are left out.

    Returns:
      int32 [chosen]: the places of the chosen things, the highest score first.

    Raises:
      ValueError: other ranks, or as many scores as there are no things.
      InvalidArgumentError: (when run) the same.
    """
    with name_scope(name, "non_max_suppression_overlaps"):
        (limit,) = _numbers(overlap_threshold=overlap_threshold)
        return SUPPRESS_BY_OVERLAPS(overlaps, scores, max_output_size, limit, score_threshold)


@export("image.combined_non_max_suppression")
def combined_non_max_suppression(
    boxes: TensorLike,
    scores: TensorLike,
    max_output_size_per_class: IntegersLike,
    max_total_size: IntegersLike,
    iou_threshold: TensorLike = 0.5,
    score_threshold: TensorLike = float("-inf"),
    pad_per_class: bool = False,
    clip_boxes: bool = True,
    name: str | None = None,
) -> CombinedNonMaxSuppression:
    """Of boxes that overlap only the one with the highest score: for each image and class, then the best of all classes.

    Args:
      boxes: float32 [n, boxes, 1 or classes, 4]: two opposite corners of each, y1, x1, y2, x2.
      scores: float32 [n, boxes, classes].
      max_output_size_per_class, max_total_size: int32 scalars: how many at most of a class, and of an image.
      iou_threshold, score_threshold: as in `non_max_suppression`.
      pad_per_class: whether there are as many places as all classes could fill, if those are less than `max_total_size`.
      clip_boxes: whether corners are brought into [0, 1].

    Returns:
      (nmsed_boxes, nmsed_scores, nmsed_classes, valid_detections): float32 [n, places, 4], [n, places] and [n, places], and
      int32 [n]: how many places are filled; the others are 0.

    Raises:
      ValueError: other ranks.
      InvalidArgumentError: (when run) sizes that do not fit, or numbers out of range.
    """
    with name_scope(name, "combined_non_max_suppression"):
        limits = [
            convert_to_tensor(value, dtypes.float32, name=own)
            for own, value in (("iou_threshold", iou_threshold), ("score_threshold", score_threshold))
        ]
        sizes = max_output_size_per_class, max_total_size
        found = SUPPRESS_COMBINED(boxes, scores, *sizes, *limits, pad_per_class=pad_per_class, clip_boxes=clip_boxes)
        return CombinedNonMaxSuppression(*found)
