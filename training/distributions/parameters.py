"""Parameters of distributions: checked, brought to one type, turned from one form into another."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType


def after(checks: Sequence[Any]) -> contextlib.AbstractContextManager:
    """A context whose operations run after checks."""
    return get_default_graph().control_dependencies(list(checks))


def same_floats(tensors: Sequence[Tensor]) -> DType:
    """The type of tensors. Raises ValueError for several types, or none of floats."""
    first = tensors[0]
    for tensor in tensors[1:]:
        if tensor.dtype.base_dtype != first.dtype.base_dtype:
            raise ValueError(f"{tensor.name}, type={tensor.dtype}, must be of the same type ({first.dtype}) as {first.name}.")
    if not first.dtype.is_floating:
        raise ValueError(f"Expected floating point type, got {first.dtype}.")
    return first.dtype.base_dtype


def logits_and_probs(
    logits: Any, probs: Any, validate_args: bool, name: str, of_classes: bool = False
) -> tuple[Tensor, Tensor]:
    """Log-odds and probabilities, the one from the other. Raises ValueError or TypeError."""
    with name_scope(name):
        if (probs is None) == (logits is None):
            raise ValueError("Must pass probs or logits, but not both.")
        if probs is None:
            logits = convert_to_tensor(logits, name="logits")
            if not logits.dtype.is_floating:
                raise TypeError("logits must having floating type.")
            if not of_classes:
                return logits, ops.sigmoid(logits, name="probs")
            if validate_args:
                logits = of_several_classes(logits)
            return logits, ops.softmax(logits, name="probs")
        probs = convert_to_tensor(probs, name="probs")
        if not probs.dtype.is_floating:
            raise TypeError("probs must having floating type.")
        if validate_args:
            probs = _checked(probs, of_classes)
        with name_scope("logits"):
            if of_classes:
                return ops.log(probs), probs
            return ops.log(probs) - ops.log1p(-1.0 * probs), probs


def _checked(probs: Tensor, of_classes: bool) -> Tensor:
    with name_scope("validate_probs"):
        one = constant(1.0, probs.dtype)
        checks = [ops.assert_non_negative(probs)]
        if of_classes:
            probs = of_several_classes(probs)
            total = ops.reduce_sum(probs, -1)
            near = ops.abs(total - one) <= 10 * float(np.finfo(probs.dtype.as_numpy_dtype).eps) * (1 + ops.abs(one))
            checks.append(ops.Assert(ops.reduce_all(near), ["probs does not sum to 1.", total]))
        else:
            checks.append(ops.assert_less_equal(probs, one, message="probs has components greater than 1."))
        with after(checks):
            return ops.identity(probs)


def of_several_classes(parameter: Tensor) -> Tensor:
    """A parameter of two classes or more. Raises ValueError, or fails when it is run."""
    known = parameter.shape
    if known.ndims == 0:
        raise ValueError("A categorical-distribution parameter must have at least 1 dimension.")
    few = "A categorical-distribution parameter must have at least 2 events."
    if known.ndims is not None and known[-1].value is not None:
        if known[-1].value < 2:
            raise ValueError(few)
        return parameter
    checks = [
        ops.assert_rank_at_least(parameter, 1, message="A categorical-distribution parameter must have at least 1 dimension."),
        ops.assert_greater_equal(ops.shape(parameter)[-1], 2, message=few),
    ]
    with after(checks):
        return ops.identity(parameter)


def whole_numbers(x: Tensor, kind: str) -> Tensor:
    """A value that fails when it is run unless it is made of whole numbers from 0."""
    checks = [ops.assert_non_negative(x, message="Elements must be non-negative.")]
    if x.dtype.is_floating:
        whole = ops.equal(x, ops.floor(x))
        checks.append(ops.Assert(ops.reduce_all(whole), [f"Elements must be {kind}-equivalent.", x]))
    elif kind == dtypes.bool_.name:
        checks.append(ops.assert_less_equal(x, constant(1, x.dtype), message="Elements cannot exceed 1."))
    with after(checks):
        return ops.identity(x)


def another_seed(seed: int | None, salt: str) -> int | None:
    """A seed that follows from another, for what is drawn beside it."""
    if seed is None:
        return None
    found = hashlib.md5(f"{seed}{salt}".encode(), usedforsecurity=False).hexdigest()
    return int(found[:8], 16) & 0x7FFFFFFF


def defined_where(condition: Tensor, value: Tensor, otherwise: float, name: str = "nan") -> Tensor:
    """`value` where the condition, which is broadcast to its shape, holds, else a number."""
    holds = ops.logical_and(condition, ops.ones_like(value, dtype=dtypes.bool_))
    other = ops.fill(ops.shape(value), constant(otherwise, value.dtype), name=name)
    return ops.where(holds, value, other)


def refused_unless_above_one(concentration: Tensor, value: Tensor, message: str) -> Tensor:
    """`value`, which fails when it is run where a concentration is at most 1."""
    with after([ops.assert_less(ops.ones([], concentration.dtype), concentration, message=message)]):
        return ops.identity(value)


def positive_concentration(concentration: Tensor) -> Tensor:
    """A concentration that fails when it is run where it is not above 0."""
    with after([ops.assert_positive(concentration, message="Concentration parameter must be positive.")]):
        return ops.identity(concentration)


def counted(x: Tensor) -> Tensor:
    """Counts, which fail when they are run where they are below 0 or no whole numbers."""
    checks = [ops.assert_non_negative(x, message=f"'{x}' must be non-negative.")]
    if not x.dtype.is_integer:
        message = f"'{x}' cannot contain fractional components."
        checks.append(ops.assert_equal(x, ops.floor(x), message=message))
    with after(checks):
        return ops.identity(x)


def adding_up_to(counts: Tensor, total: Tensor, message: str) -> Tensor:
    """Counts, which fail when they are run where their sum is not `total`."""
    with after([ops.assert_equal(total, ops.reduce_sum(counts, -1), message=message)]):
        return ops.identity(counts)


def log_combinations(n: Tensor, counts: Tensor) -> Tensor:
    """The logarithm of how many ways there are to put n things into classes, so many in each."""
    with name_scope("log_combinations"):
        return ops.lgamma(n + 1) - ops.reduce_sum(ops.lgamma(counts + 1), axis=[-1])


def with_diagonal(matrices: Tensor, diagonal: Tensor) -> Tensor:
    """Matrices with other elements on their diagonals."""
    place = ops.matrix_diag(ops.ones_like(diagonal)) > 0
    return ops.where(place, ops.matrix_diag(diagonal), matrices)


def outer(first: Tensor, second: Tensor) -> Tensor:
    """The products of the elements of two vectors, [..., k] each: [..., k, k]."""
    return ops.matmul(first[..., None], second[..., None, :])


def drawn_counts(logits: Tensor, n: Any, total: Tensor, dtype: DType, seed: int | None) -> Tensor:
    """How often each class is drawn.

    Args:
      logits: [rows, k].
      n: how many times.
      total: of draws each time, int32, a number for each row.

    Returns:
      [n, rows, k] of `dtype`.
    """
    with name_scope("draws"):
        total = ops.reshape(total, [-1])
        most = ops.reduce_max(total)
        drawn = ops.reshape(ops.multinomial(logits, n * most, seed), ops.stack([-1, n, most]))
        counts = ops.sequence_mask(total, most, dtype)[:, None, :, None]
        classes = ops.one_hot(drawn, ops.shape(logits)[1], dtype=dtype)
        return ops.transpose(ops.reduce_sum(classes * counts, 2), [1, 0, 2])
