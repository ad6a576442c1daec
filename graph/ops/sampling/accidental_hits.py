"""Candidates that are true classes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...runtime.random_seed import seed_attributes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank, with_value


class ComputeAccidentalHits(NamedTuple):
    """Where a candidate is a true class: the row of the batch, the place among the candidates, and what to add there."""

    indices: Tensor
    ids: Tensor
    weights: Tensor


COMPUTE_ACCIDENTAL_HITS = Op(
    "ComputeAccidentalHits",
    "true_classes: int64, sampled_candidates: int64 -> indices: int32, ids: int64, weights: float32",
    "num_true: int, seed: int = 0, seed2: int = 0",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@COMPUTE_ACCIDENTAL_HITS.shape
def _compute_accidental_hits_shape(op: Operation) -> list[StaticShape]:
    (_, columns) = with_rank(op.inputs[0].static_shape, 2)
    with_value(columns, op.get_attr("num_true"))
    with_rank(op.inputs[1].static_shape, 1)
    return [(None,)] * 3


@COMPUTE_ACCIDENTAL_HITS.kernel
def _compute_accidental_hits(true_classes: np.ndarray, sampled_candidates: np.ndarray, num_true: int) -> tuple:
    if true_classes.ndim != 2 or true_classes.shape[1] != num_true:
        raise invalid("true_candidates must be a batch_size * num_true matrix")
    if sampled_candidates.ndim != 1:
        raise invalid("sampled_candidates must be a vector, which is typically an output from CandidateSampler")
    # Of a candidate that is there several times the last one counts.
    place_of = {candidate: place for place, candidate in enumerate(sampled_candidates.tolist())}
    hits = [(row, place_of[one]) for row, ones in enumerate(true_classes.tolist()) for one in ones if one in place_of]
    found = np.array(hits, np.int64).reshape(-1, 2)
    return found[:, 0].astype(np.int32), found[:, 1].copy(), np.full(len(found), -np.finfo(np.float32).max, np.float32)


@export("nn.compute_accidental_hits")
def compute_accidental_hits(
    true_classes: TensorLike, sampled_candidates: Any, num_true: int, seed: int | None = None, name: str | None = None
) -> ComputeAccidentalHits:
    """Which candidates are a true class of a record, so that they are no negatives there.

    Args:
      true_classes: int64 [batch, num_true].
      sampled_candidates: int64 [num_sampled], of a candidate sampler.
      num_true: how many true classes a record has.
      seed: accepted; nothing is drawn.

    Returns:
      (indices, ids, weights), one for each hit: the row in the batch, int32; the place among the candidates, int64; the lowest
      float32, which takes the candidate's logit out of a softmax when it is added.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    return ComputeAccidentalHits(
        *COMPUTE_ACCIDENTAL_HITS(true_classes, sampled_candidates, num_true=num_true, **seed_attributes(seed), name=name)
    )
