"""Hard points of a sample: zeros, ties, signs, infinities, no elements, other types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from headrace.graph.types.dtypes import as_dtype

from ..op_samples import Sample, built, deciding

FINITE = [0.0, 1.0, -1.0, 1.0, 0.0, 2.5, -0.5]
NOT_FINITE = [1.0, np.inf, 0.0, -np.inf, np.nan, -2.0, 0.5]

NEVER_END = {"AdjustHue"}
"""Ops that TensorFlow does not come back from where a number is infinite."""

END_TENSORFLOW = {"BlockLSTM", "BlockLSTMGrad", "CTCLoss", "CTCGreedyDecoder", "CTCBeamSearchDecoder"}
"""Ops that end TensorFlow's process where there are fewer steps than an input says, or no classes."""

SECOND = ("own", "zeros", "finite")
"""The points at which gradients are derived once more."""


def points(sample: Sample) -> Iterator[tuple[str, list[np.ndarray]]]:
    """Named arrays for a sample's inputs, its own first."""
    own = sample.arrays()
    yield "own", own
    free = [k for k, array in enumerate(own) if array.dtype.kind in "fc" and k not in sample.constants]
    if not free:
        return
    yield "zeros", _changed(own, free, np.zeros_like)
    yield "ties", _changed(own, free, np.ones_like)
    yield "negative", _changed(own, free, lambda array: -abs(array).astype(array.dtype))
    yield "finite", _filled(own, free, FINITE)
    if sample.type not in NEVER_END and all(own[k].dtype.kind == "f" for k in free):
        yield "not finite", _filled(own, free, NOT_FINITE)
        for value in (np.nan, np.inf):
            yield f"a {value}", [_with_first(array, value) if k in free else array for k, array in enumerate(own)]
    sizes = set() if sample.type in END_TENSORFLOW else {size for k in free for size in own[k].shape if size}
    for size in sorted(sizes):
        yield f"no {size}", [_without(array, size) if k in free else array for k, array in enumerate(own)]
    yield from _in_other_types(sample, own, free)


def _changed(arrays, free, change):
    return [change(array) if k in free else array for k, array in enumerate(arrays)]


def _filled(arrays, free, values):
    """Each input from another place of `values` on, so that pairs differ."""
    return [
        np.resize(np.roll(values, -k), array.shape).astype(array.dtype) if k in free else array
        for k, array in enumerate(arrays)
    ]


def _with_first(array, value):
    array = array.copy()
    array.reshape(-1)[:1] = value
    return array


def _without(array, size):
    """An array that has no elements along the axes of this size."""
    return np.zeros([0 if n == size else n for n in array.shape], array.dtype)


def _in_other_types(sample: Sample, own: Sequence[np.ndarray], free: Sequence[int]) -> Iterator[tuple[str, list[np.ndarray]]]:
    node = built(sample)
    types = node.op.definition.attributes
    kinds = ("complex128",) if any(own[k].dtype.kind == "c" for k in free) else ("float16", "complex64")
    for kind in kinds:
        changed = list(own)
        for attribute, positions in deciding(node).items():
            allowed = types[attribute].allowed
            if set(positions) & set(free) and (not allowed or as_dtype(kind) in allowed):
                for k in positions:
                    if k in free:
                        changed[k] = _as(own[k], kind)
        if any(a.dtype != b.dtype for a, b in zip(own, changed, strict=True)):
            yield kind, changed
            if kind.startswith("complex"):
                yield f"{kind} zeros", _changed(changed, free, np.zeros_like)


def _as(array: np.ndarray, kind: str) -> np.ndarray:
    if kind.startswith("complex") and array.dtype.kind == "f":
        return (array + 1j * np.resize([0.5, -1.25, 2.0], array.shape)).astype(kind)
    with np.errstate(over="ignore"):
        return array.astype(kind)
