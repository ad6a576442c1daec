"""Parameters of distributions: checked, brought to one type, turned from one form into another."""

from __future__ import annotations

import contextlib
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
