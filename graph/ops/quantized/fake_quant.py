"""Floats rounded to what an integer of few bits can hold between two limits: networks that will run on integers train so."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, elementwise, leading, native
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.traits import ALLOCATES, PURE
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, merge, merge_dim, with_rank, with_rank_at_least

_BITS = "num_bits: int = 8, narrow_range: bool = false"
_LIMITS = f"min: float = -6, max: float = 6, {_BITS}"
_TRAITS = PURE | ALLOCATES
_GRADIENTS = "backprops_wrt_input: float32, backprop_wrt_min: float32, backprop_wrt_max: float32"

ARGS = Op(
    "FakeQuantWithMinMaxArgs",
    "inputs: float32 -> outputs: float32",
    _LIMITS,
    traits=_TRAITS,
    shape=same_as_first,
    batch=elementwise,
)
ARGS_GRADIENT = Op(
    "FakeQuantWithMinMaxArgsGradient",
    "gradients: float32, inputs: float32 -> backprops: float32",
    _LIMITS,
    traits=_TRAITS,
    shape=same_as_first,
    batch=leading(0, 1),
    gradient=UNDEFINED_GRADIENT,
)
VARS = Op(
    "FakeQuantWithMinMaxVars",
    "inputs: float32, min: float32, max: float32 -> outputs: float32",
    _BITS,
    traits=_TRAITS,
    batch=native,
)
VARS_GRADIENT = Op(
    "FakeQuantWithMinMaxVarsGradient",
    f"gradients: float32, inputs: float32, min: float32, max: float32 -> {_GRADIENTS}",
    _BITS,
    traits=_TRAITS,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
CHANNELS = Op(
    "FakeQuantWithMinMaxVarsPerChannel",
    "inputs: float32, min: float32, max: float32 -> outputs: float32",
    _BITS,
    traits=_TRAITS,
    batch=native,
)
CHANNELS_GRADIENT = Op(
    "FakeQuantWithMinMaxVarsPerChannelGradient",
    f"gradients: float32, inputs: float32, min: float32, max: float32 -> {_GRADIENTS}",
    _BITS,
    traits=_TRAITS,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


# -- shapes ------------------------------------------------------------------------------------------------------------


@VARS.shape
def _vars_shape(op: Operation) -> StaticShape:
    for limit in op.inputs[1:]:
        with_rank(limit.static_shape, 0)
    return op.inputs[0].static_shape


@VARS_GRADIENT.shape
def _vars_gradient_shape(op: Operation) -> list[StaticShape]:
    gradients, inputs, low, high = (tensor.static_shape for tensor in op.inputs)
    merge(with_rank(low, 0), high)
    return [merge(gradients, inputs), (), ()]


@CHANNELS.shape
def _channels_shape(op: Operation) -> StaticShape:
    shape, *limits = (tensor.static_shape for tensor in op.inputs)
    known = with_rank_at_least(shape, 1)
    channels = None if known is None else known[-1]
    for (size,) in [with_rank(limit, 1) for limit in limits]:
        channels = merge_dim(channels, size)
    return shape


@CHANNELS_GRADIENT.shape
def _channels_gradient_shape(op: Operation) -> list[StaticShape]:
    gradients, inputs, low, high = (tensor.static_shape for tensor in op.inputs)
    shape = merge(with_rank_at_least(gradients, 1), inputs)
    channels = merge(with_rank(low, 1), (None,) if shape is None else shape[-1:])
    channels = merge(high, channels)
    return [shape, channels, channels]


# -- values ------------------------------------------------------------------------------------------------------------

_ZERO, _HALF = np.float32(0), np.float32(0.5)


def _steps(num_bits: int, narrow_range: bool) -> tuple[np.float32, np.float32]:
    """The least and the greatest integer that stands for a float."""
    if not 2 <= num_bits <= 16:
        raise invalid("num_bits must be between 2 and 16, inclusive")
    return np.float32(narrow_range), np.float32((1 << num_bits) - 1)


def _nudged(low: Any, high: Any, steps: tuple[np.float32, np.float32]) -> tuple[Any, Any, Any]:
    """The limits, moved so that 0 is one of the numbers between them, and the distance of two such numbers."""
    least, most = steps
    scale = (high - low) / (most - least)
    zero = least - low / scale
    zero = np.where(zero < least, least, np.where(zero > most, most, np.floor(zero + _HALF)))
    return (least - zero) * scale, (most - zero) * scale, scale


def _limits(low: float, high: float) -> tuple[np.float32, np.float32]:
    if not low < high:
        raise invalid(f"min has to be smaller than max, was: {low:g} >= {high:g}")
    return np.float32(low), np.float32(high)


def _rounded(inputs: np.ndarray, low: Any, high: Any, steps: tuple[np.float32, np.float32]) -> np.ndarray:
    """Each number as the nearest of those that the integers stand for; 0 where both limits are 0."""
    with np.errstate(all="ignore"):
        least, most, scale = _nudged(low, high, steps)
        clamped = np.maximum(np.minimum(inputs, most), least)
        found = np.floor((clamped - least) / scale + _HALF) * scale + least
    return np.where((low == 0) & (high == 0), np.float32(0), found)


def _inside(inputs: np.ndarray, low: Any, high: Any, steps: tuple[np.float32, np.float32]) -> Any:
    """Where numbers lie between the limits, below and above them."""
    with np.errstate(all="ignore"):
        least, most, _ = _nudged(low, high, steps)
        none = (low == 0) & (high == 0)
        return (inputs >= least) & (inputs <= most) | none, (inputs < least) & ~none, (inputs > most) & ~none


def _same_size(gradients: np.ndarray, inputs: np.ndarray) -> None:
    if gradients.shape != inputs.shape:
        raise invalid("gradient and input must be the same size")


@ARGS.kernel
def _args(inputs: np.ndarray, min: float, max: float, num_bits: int, narrow_range: bool) -> np.ndarray:
    low, high = _limits(min, max)
    return _rounded(inputs, low, high, _steps(num_bits, narrow_range))


@ARGS_GRADIENT.kernel
def _args_gradient(
    gradients: np.ndarray, inputs: np.ndarray, min: float, max: float, num_bits: int, narrow_range: bool
) -> np.ndarray:
    low, high = _limits(min, max)
    steps = _steps(num_bits, narrow_range)
    if gradients.shape != inputs.shape:
        raise invalid(
            f"Inputs to operation {ARGS_GRADIENT.type} of type {ARGS_GRADIENT.type} must have the same size and shape.  "
            f"Input 0: {bracket(gradients.shape)} != input 1: {bracket(inputs.shape)}"
        )
    return gradients * _inside(inputs, low, high, steps)[0]


@VARS.kernel
def _vars(inputs: np.ndarray, min: Any, max: Any, num_bits: int, narrow_range: bool) -> np.ndarray:
    return _rounded(inputs, min, max, _steps(num_bits, narrow_range))


@VARS_GRADIENT.kernel
def _vars_gradient(gradients: np.ndarray, inputs: np.ndarray, min: Any, max: Any, num_bits: int, narrow_range: bool) -> tuple:
    steps = _steps(num_bits, narrow_range)
    _same_size(gradients, inputs)
    inside, below, above = _inside(inputs, min, max, steps)
    return gradients * inside, _ZERO + (gradients * below).sum(), _ZERO + (gradients * above).sum()


def _check_channels(inputs: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    for name, limit in (("min", low), ("max", high)):
        if limit.shape != inputs.shape[-1:]:
            raise invalid(f"{name} has incorrect size, expected {inputs.shape[-1]} was {limit.size}")


@CHANNELS.kernel
def _channels(inputs: np.ndarray, min: np.ndarray, max: np.ndarray, num_bits: int, narrow_range: bool) -> np.ndarray:
    steps = _steps(num_bits, narrow_range)
    _check_channels(inputs, min, max)
    return _rounded(inputs, min, max, steps)


@CHANNELS_GRADIENT.kernel
def _channels_gradient(
    gradients: np.ndarray, inputs: np.ndarray, min: np.ndarray, max: np.ndarray, num_bits: int, narrow_range: bool
) -> tuple:
    steps = _steps(num_bits, narrow_range)
    _same_size(gradients, inputs)
    _check_channels(inputs, min, max)
    inside, below, above = _inside(inputs, min, max, steps)
    others = tuple(range(inputs.ndim - 1))
    return gradients * inside, (gradients * below).sum(others), (gradients * above).sum(others)


# -- gradients ----------------------------------------------------------------------------------------------------------


def _settings(op: Operation, *names: str) -> dict[str, Any]:
    return {name: op.get_attr(name) for name in (*names, "num_bits", "narrow_range")}


@ARGS.gradient
def _gradient_of_args(op: Operation, dy: Any) -> list:
    return [ARGS_GRADIENT(dy, op.inputs[0], **_settings(op, "min", "max"))]


@VARS.gradient
def _gradient_of_vars(op: Operation, dy: Any) -> list:
    return list(VARS_GRADIENT(dy, *op.inputs, **_settings(op)))


@CHANNELS.gradient
def _gradient_of_channels(op: Operation, dy: Any) -> list:
    return list(CHANNELS_GRADIENT(dy, *op.inputs, **_settings(op)))
