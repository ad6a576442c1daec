"""edit_distance: how many insertions, deletions and substitutions make one sequence of another.

Source of names, rules and messages: TensorFlow 1.15. Algorithm: Levenshtein's, a row of the table at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import InternalError, checked_sizes, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, rank_of_sparse
from ..sparse.sparse_tensor import SparseTensor, SparseTensorValue

EDIT_DISTANCE = Op(
    "EditDistance",
    "hypothesis_indices: int64, hypothesis_values: T, hypothesis_shape: int64, truth_indices: int64, truth_values: T, "
    "truth_shape: int64 -> output: float32",
    "normalize: bool = true",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@EDIT_DISTANCE.shape
def _distance_shape(op: Operation) -> StaticShape:
    for first in (0, 3):
        rank_of_sparse(*(tensor.static_shape for tensor in op.inputs[first : first + 3]))
    hypothesis, truth = constant_value(op.inputs[2]), constant_value(op.inputs[5])
    if hypothesis is None or truth is None:
        return None
    if hypothesis.size != truth.size:
        raise ValueError(f"Num elements of hypothesis_shape does not match truth_shape: {hypothesis.size} vs. {truth.size}")
    return tuple(np.maximum(hypothesis, truth)[:-1].tolist())


Group = tuple[int, ...]


class _Sequences:
    """The sequences of a sparse tensor: along its last axis, one for each place in the others that has elements."""

    def __init__(self, kind: str, indices: np.ndarray, values: np.ndarray, shape: np.ndarray) -> None:
        for name, array, rank, is_called in (
            ("indices", indices, 2, "matrix"),
            ("values", values, 1, "vector"),
            ("shape", shape, 1, "vector"),
        ):
            if array.ndim != rank:
                raise invalid(f"{kind}_{name} should be a {is_called}, but got shape: {bracket(array.shape)}")
        self.shape = shape
        self._kind, self._indices, self._values = kind, indices, values

    def check(self) -> None:
        """Raises InvalidArgumentError where indices, values and shape do not go together."""
        indices, kind = self._indices, self._kind
        for what, array, size, unit in (("values", self._values, 0, "rows"), ("shape", self.shape, 1, "cols")):
            if array.size != indices.shape[size]:
                raise invalid(
                    f"Expected {kind}_{what}.NumElements == #{unit}({kind}_indices), their shapes are: {bracket(array.shape)} "
                    f"and {bracket(indices.shape)}"
                )

    def __iter__(self) -> Iterator[tuple[Group, list]]:
        places = map(tuple, self._indices[:, :-1].tolist())
        pairs = zip(places, self._values.tolist(), strict=True)
        for place, found in itertools.groupby(pairs, lambda pair: pair[0]):
            yield place, [value for _, value in found]


@EDIT_DISTANCE.kernel
def _distances(
    hypothesis_indices: Any,
    hypothesis_values: Any,
    hypothesis_shape: Any,
    truth_indices: Any,
    truth_values: Any,
    truth_shape: Any,
    normalize: bool,
) -> np.ndarray:
    hypothesis = _Sequences("hypothesis", hypothesis_indices, hypothesis_values, hypothesis_shape)
    truth = _Sequences("truth", truth_indices, truth_values, truth_shape)
    hypothesis.check()
    for kind, sequences in (("truth", truth), ("hypothesis", hypothesis)):
        if sequences.shape.size < 2:
            raise invalid(f"Input SparseTensors must have rank at least 2, but {kind}_shape rank is: {sequences.shape.size}")
    truth.check()
    if hypothesis.shape.size != truth.shape.size:
        raise invalid(
            "Expected hypothesis_shape and truth_shape to have the same number of elements, but got "
            f"{hypothesis.shape.size} and {truth.shape.size}"
        )
    sizes = np.maximum(checked_sizes(hypothesis.shape), checked_sizes(truth.shape))
    distances = np.zeros(sizes[:-1], np.float32)
    for place, made, wanted in _side_by_side(iter(hypothesis), iter(truth)):
        if any(not 0 <= index < size for index, size in zip(place, distances.shape, strict=True)):
            raise InternalError(None, None, f"group {bracket(place)} is out of bounds of {bracket(distances.shape)}")
        distance = levenshtein(made, wanted)
        share = distance / len(wanted) if wanted else np.inf
        distances[place] = share if normalize else distance
    return distances


def _side_by_side(
    hypotheses: Iterator[tuple[Group, list]], truths: Iterator[tuple[Group, list]]
) -> Iterator[tuple[Group, list, list]]:
    """Each place that has a sequence in either, with both sequences: an empty one where there is none."""
    hypothesis, truth = next(hypotheses, None), next(truths, None)
    while hypothesis is not None or truth is not None:
        if truth is None or (hypothesis is not None and hypothesis[0] < truth[0]):
            assert hypothesis is not None
            yield (*hypothesis, [])
            hypothesis = next(hypotheses, None)
        elif hypothesis is None or truth[0] < hypothesis[0]:
            yield truth[0], [], truth[1]
            truth = next(truths, None)
        else:
            yield (*hypothesis, truth[1])
            hypothesis, truth = next(hypotheses, None), next(truths, None)


def levenshtein(one: list, other: list) -> int:
    """How many elements have to be inserted, deleted or replaced to make one list of another."""
    codes: dict[Any, int] = {}
    columns = np.array([codes.setdefault(element, len(codes)) for element in other], np.int64)
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for element in one:
        without = row + 1  # the element is deleted
        without[1:] = np.minimum(without[1:], row[:-1] + (columns != codes.get(element, -1)))
        row = np.minimum.accumulate(without - steps) + steps  # or some are inserted after it
    return int(row[-1])


@export("edit_distance")
def edit_distance(hypothesis: TensorLike, truth: TensorLike, normalize: bool = True, name: str = "edit_distance") -> Tensor:
    """The Levenshtein distance of the sequences that stand along the last axis of two SparseTensors.

    Args:
      hypothesis, truth: of the same rank, at least 2, and type, their indices in order.
      normalize: divide each distance by the length of the truth; inf where only the truth is empty.

    Returns:
      float32, of the rank of the SparseTensors less one.

    Raises:
      TypeError: an argument is not sparse.
      ValueError, InvalidArgumentError: (building, when run) ranks that differ or are below 2.
      InvalidArgumentError: (when run) indices out of order or range.
    """
    if not isinstance(hypothesis, (SparseTensor, SparseTensorValue)):
        raise TypeError("Hypothesis must be a SparseTensor.")
    if not isinstance(truth, (SparseTensor, SparseTensorValue)):
        raise TypeError("Truth must be a SparseTensor.")
    return EDIT_DISTANCE(
        hypothesis.indices,
        hypothesis.values,
        hypothesis.dense_shape,
        truth.indices,
        truth.values,
        truth.dense_shape,
        normalize=normalize,
        name=name,
    )
