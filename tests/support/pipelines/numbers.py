"""Arithmetic, comparisons, casts, reductions."""

from __future__ import annotations

from typing import Any

import numpy as np

from .registry import (
    ANY,
    COMMON,
    COMPLEX,
    FLOATS,
    INTEGERS,
    MOST_BOUND,
    NUMBERS,
    REAL,
    SIGNED,
    NoFit,
    Pick,
    Value,
    kind,
    one,
    same,
)

WIDE = ("float32", "float64")

# -- one input ---------------------------------------------------------------------------------------------------------

for _name, _dtypes in {
    "negative": (*SIGNED, *COMPLEX),
    "abs": SIGNED,
    "sign": SIGNED,
    "identity": ANY,
    "stop_gradient": NUMBERS,
    "zeros_like": ANY,
    "ones_like": NUMBERS,
    "conj": COMPLEX,
    "reciprocal": WIDE,
}.items():
    kind(
        _name,
        one(_dtypes),
        lambda tf, world, x, _name=_name: getattr(tf, _name)(x),
        bound=float("inf") if _name == "reciprocal" else same,
        weight=0.6,
    )

for _name in ("floor", "ceil", "rint"):
    kind(_name, one(WIDE, exact=True), lambda tf, world, x, _name=_name: getattr(tf, _name)(x), bound=same, weight=0.4)

for _name in ("tanh", "sigmoid", "sin", "cos", "exp", "log1p", "sqrt", "rsqrt"):
    kind(_name, one(WIDE, tame=True), lambda tf, world, x, _name=_name: getattr(tf, _name)(x), rough=True, weight=0.25)

for _name in ("relu", "relu6", "elu", "softplus", "l2_loss"):
    kind(
        _name,
        one(WIDE),
        lambda tf, world, x, _name=_name: getattr(tf.nn, _name)(x),
        rough=_name in ("elu", "softplus", "l2_loss"),
        weight=0.25,
    )

for _name in ("softmax", "log_softmax"):
    kind(
        _name,
        one(WIDE, least_rank=1, tame=True),
        lambda tf, world, x, _name=_name: getattr(tf.nn, _name)(x),
        rough=True,
        weight=0.3,
    )

for _name in ("is_nan", "is_finite"):
    kind(_name, one(WIDE), lambda tf, world, x, _name=_name: getattr(tf, _name)(x), weight=0.3)

kind("square", one(COMMON), lambda tf, world, x: tf.square(x), bound=lambda bounds, _: bounds[0] ** 2, weight=0.5)
kind("logical_not", one(("bool",)), lambda tf, world, x: tf.logical_not(x), bound=1)
kind("real", one(COMPLEX), lambda tf, world, x: tf.real(x), bound=same)
kind("imag", one(COMPLEX), lambda tf, world, x: tf.imag(x), bound=same)


# -- two inputs, or one and a constant ---------------------------------------------------------------------------------


def _two(dtypes: tuple[str, ...], **needs: Any) -> Any:
    def draw(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
        first = pick.value(dtypes, **needs)
        if pick.chance(0.5):
            shape: list[int] = []
            if first.rank and pick.chance(0.4):
                shape = [size for size in first.dims[-1:] if size is not None]
            elif pick.chance(0.2):
                shape = pick.choice([[1], [2], [3]])
            return [first], {"beside": pick.numbers(first.dtype, shape), "left": pick.chance(0.4)}
        return [first, pick.value((first.dtype,), **needs)], {}

    return draw


def constant_of(tf: Any, value: Any, dtype: Any) -> Any:
    """A constant of a type that JSON may not have."""
    name = tf.as_dtype(dtype).base_dtype.name
    return tf.constant(np.asarray(value, np.float64) * (1 + 0.5j) if name in COMPLEX else value, dtype)


def _sides(tf: Any, inputs: tuple[Any, ...], beside: Any, left: bool) -> tuple[Any, Any]:
    if len(inputs) == 2:
        return inputs[0], inputs[1]
    other = constant_of(tf, beside, inputs[0].dtype.base_dtype)
    return (other, inputs[0]) if left else (inputs[0], other)


def _sum(bounds: list[float], attributes: dict[str, Any]) -> float:
    return sum(bounds) + (4 * 4 if "beside" in attributes else 0)


def _product(bounds: list[float], attributes: dict[str, Any]) -> float:
    return float(np.prod([*bounds, 16])) if "beside" in attributes else float(np.prod(bounds))


def _binary(name: str, dtypes: tuple[str, ...], bound: Any, weight: float = 1.0, **needs: Any) -> None:
    def make(tf: Any, world: Any, *inputs: Any, beside: Any = None, left: bool = False) -> Any:
        x, y = _sides(tf, inputs, beside, left)
        return getattr(tf, name)(x, y)

    kind(name, _two(dtypes, **needs), make, bound=bound, weight=weight)


_binary("add", NUMBERS, _sum, 2)
_binary("subtract", NUMBERS, _sum, 2)
_binary("multiply", NUMBERS, _product, 2)
_binary("maximum", COMMON, _sum)
_binary("minimum", COMMON, _sum)
_binary("squared_difference", COMMON, lambda bounds, at: _sum(bounds, at) ** 2, 0.4)
_binary("divide", FLOATS, float("inf"), 0.7)
_binary("floordiv", ("int32", "int64"), _sum, 0.5)
_binary("mod", ("int32", "int64"), _sum, 0.5)
for _name in ("equal", "not_equal"):
    _binary(_name, (*COMMON, "bool", "string"), 1, 0.6, exact=True)
for _name in ("less", "less_equal", "greater", "greater_equal"):
    _binary(_name, COMMON, 1, 0.5, exact=True)
for _name in ("logical_and", "logical_or", "logical_xor"):
    _binary(_name, ("bool",), 1, 0.5)

kind(
    "pow",
    lambda pick: ([pick.value(("int32", "int64"), tame=True)], {"power": pick.int(0, 3)}),
    lambda tf, world, x, power: tf.pow(x, power),
    bound=lambda bounds, at: max(1.0, bounds[0]) ** at["power"],
    weight=0.3,
)
kind(
    "clip",
    lambda pick: ([pick.value(COMMON)], {"low": pick.int(-3, 0), "high": pick.int(1, 9)}),
    lambda tf, world, x, low, high: tf.clip_by_value(x, constant_of(tf, low, x.dtype), constant_of(tf, high, x.dtype)),
    bound=lambda bounds, _: bounds[0],
)
kind(
    "arithmetic",
    lambda pick: ([pick.value(WIDE)], {"factor": pick.int(-4, 8) / 4, "term": pick.int(-4, 8) / 2}),
    lambda tf, world, x, factor, term: (x * factor + term) / 2 - 1,
    bound=lambda bounds, _: bounds[0] * 2 + 4,
    weight=1.5,
)


def _several(dtypes: tuple[str, ...]) -> Any:
    def draw(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
        first = pick.value(dtypes)
        return [first, *(pick.like(first) for _ in range(pick.int(1, 2)))], {}

    return draw


kind("add_n", _several(COMMON), lambda tf, world, *xs: tf.add_n(list(xs)), bound=lambda bounds, _: sum(bounds), weight=0.3)
kind(
    "complex",
    lambda pick: ([first := pick.value(WIDE), pick.like(first)], {}),
    lambda tf, world, x, y: tf.complex(x, y),
    bound=lambda bounds, _: sum(bounds),
    weight=0.4,
)

# -- casts -------------------------------------------------------------------------------------------------------------

_LARGEST = {"uint8": 255, "int8": 127, "int16": 32767, "uint16": 65535, "int32": 2e9, "int64": 9e18, "float16": 6e4}


def _cast(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    to = pick.choice([*COMMON, *COMMON, *NUMBERS, "bool"])
    value = pick.value((*NUMBERS, "bool"), exact=to in INTEGERS or to == "bool")
    if value.dtype in COMPLEX and to not in COMPLEX:
        raise NoFit  # warns
    if value.dtype in FLOATS and to in INTEGERS and (value.bound > _LARGEST[to] or to.startswith("u")):
        raise NoFit  # undefined
    return [value], {"to": to}


kind("cast", _cast, lambda tf, world, x, to: tf.cast(x, to), bound=lambda bounds, at: max(bounds[0], 1), weight=3)


def _tamed(tf: Any, world: Any, x: Any, to: str) -> Any:
    """A finite number in a small range, as a whole one."""
    finite = tf.where(tf.is_finite(x), x, tf.zeros_like(x))
    return tf.cast(tf.clip_by_value(finite, constant_of(tf, 0, x.dtype), constant_of(tf, 100, x.dtype)), to)


kind("tamed", lambda pick: ([pick.value(WIDE, exact=True)], {"to": pick.choice(INTEGERS)}), _tamed, bound=100.0, weight=0.5)
kind(
    "saturate_cast",
    lambda pick: ([pick.value(("int32", "int64", "int16"))], {"to": pick.choice(("uint8", "int8", "int16"))}),
    lambda tf, world, x, to: tf.saturate_cast(x, to),
    bound=same,
    weight=0.4,
)
kind(
    "bitcast",
    lambda pick: ([pick.value(("int32",))], {"to": pick.choice(("uint8", "int16"))}),
    lambda tf, world, x, to: tf.bitcast(x, to),
    bound=MOST_BOUND,
    weight=0.3,
)

# -- reductions --------------------------------------------------------------------------------------------------------


def _reduction(name: str, dtypes: tuple[str, ...], bound: Any, rough: bool = False, weight: float = 0.5, **needs: Any) -> None:
    def draw(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
        value = pick.value(dtypes, **needs)
        return [value], {"axes": pick.axes(value), "keep": pick.chance(0.3)}

    kind(
        name,
        draw,
        lambda tf, world, x, axes, keep: getattr(tf, name)(x, axes, keepdims=keep),
        bound=bound,
        rough=rough,
        weight=weight,
    )


_reduction("reduce_sum", COMMON, lambda bounds, _: bounds[0] * 100, weight=1)
_reduction("reduce_prod", COMMON, float("inf"))
_reduction("reduce_mean", WIDE, same, rough=True)
_reduction("reduce_max", (*COMMON, "uint8"), float("inf"))
_reduction("reduce_min", COMMON, float("inf"))
_reduction("reduce_any", ("bool",), 1)
_reduction("reduce_all", ("bool",), 1)
_reduction("reduce_logsumexp", WIDE, float("inf"), rough=True, weight=0.2, tame=True)
kind(
    "argmax",
    lambda pick: ([value := pick.value(COMMON, least_rank=1, exact=True)], {"axis": pick.axis(value)}),
    lambda tf, world, x, axis: tf.argmax(x, axis),
    bound=100.0,
)
kind(
    "cumsum",
    lambda pick: (
        [value := pick.value(COMMON, least_rank=1)],
        {"axis": pick.axis(value), "exclusive": pick.chance(0.3), "reverse": pick.chance(0.3)},
    ),
    lambda tf, world, x, axis, exclusive, reverse: tf.cumsum(x, axis, exclusive=exclusive, reverse=reverse),
    bound=lambda bounds, _: bounds[0] * 100,
    weight=0.5,
)
kind("count_nonzero", one(COMMON), lambda tf, world, x: tf.count_nonzero(x), bound=1000.0, weight=0.3)


def _matmul(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value((*WIDE, "int32"), rank=2, tame=True)
    rows = value.dims[1]
    if pick.chance(0.5) and rows is not None:
        return [value], {"beside": pick.numbers(value.dtype, [rows, pick.int(1, 3)])}
    return [value, pick.value((value.dtype,), rank=2, tame=True)], {"transposed": pick.chance(0.5)}


def _make_matmul(tf: Any, world: Any, x: Any, y: Any = None, beside: Any = None, transposed: bool = False) -> Any:
    if y is None:
        return tf.matmul(x, constant_of(tf, beside, x.dtype))
    return tf.matmul(x, y, transpose_b=transposed)


kind("matmul", _matmul, _make_matmul, bound=lambda bounds, _: max(bounds) ** 2 * 100, rough=True, weight=0.6)
kind("zero_fraction", one(WIDE), lambda tf, world, x: tf.nn.zero_fraction(x), rough=True, bound=1.0, weight=0.2)
kind(
    "square_root_of_integers",
    one(INTEGERS),
    lambda tf, world, x: tf.sqrt(tf.abs(tf.cast(x, "float32"))),
    rough=True,
    weight=0.2,
)
kind("real_parts", one(REAL), lambda tf, world, x: tf.cast(tf.cast(x, "float32"), "complex64"), bound=same, weight=0.2)
