"""Arithmetic, comparisons, reductions, products of matrices."""

from __future__ import annotations

from typing import Any

import headrace as tf

from ..arrays import COMPLEX, FLOATS, INTEGERS, KINDS, NUMBERS, REALS
from ..site import kind_of, recipe

_INEXACT = (*FLOATS, *COMPLEX)

UNARY = {
    **dict.fromkeys(("exp", "log", "sqrt", "rsqrt", "sin", "cos", "tan", "tanh", "sinh", "cosh", "sigmoid"), _INEXACT),
    **dict.fromkeys(("reciprocal", "log1p"), _INEXACT),
    **dict.fromkeys(("floor", "ceil", "rint", "asin", "acos", "atan", "expm1", "is_nan", "is_inf", "is_finite"), FLOATS),
    **dict.fromkeys(("square", "negative", "abs", "sign", "round", "zeros_like", "ones_like", "conj"), NUMBERS),
    **dict.fromkeys(("real", "imag", "angle"), COMPLEX),
    **dict.fromkeys(("relu", "relu6", "elu", "selu", "softplus", "softsign", "leaky_relu"), FLOATS),
    **dict.fromkeys(("softmax", "log_softmax", "l2_loss"), FLOATS),
    "logical_not": ("bool",),
}
"""Functions of one tensor, and the types they take."""

BINARY = {
    **dict.fromkeys(("add", "subtract", "multiply", "equal", "not_equal", "squared_difference"), NUMBERS),
    **dict.fromkeys(("maximum", "minimum", "less", "less_equal", "greater", "greater_equal", "floordiv", "mod"), REALS),
    **dict.fromkeys(("div", "truediv", "pow"), NUMBERS),
    **dict.fromkeys(("atan2", "div_no_nan", "realdiv"), FLOATS),
    **dict.fromkeys(("truncatediv", "truncatemod"), INTEGERS),
    **dict.fromkeys(("logical_and", "logical_or", "logical_xor"), ("bool",)),
}
REDUCTIONS = {
    **dict.fromkeys(("reduce_sum", "reduce_mean", "reduce_prod"), NUMBERS),
    **dict.fromkeys(("reduce_max", "reduce_min"), REALS),
    **dict.fromkeys(("reduce_all", "reduce_any"), ("bool",)),
    "reduce_logsumexp": FLOATS,
}


def function(name: str) -> Any:
    found = getattr(tf, name, None) or getattr(tf.nn, name)
    return found


def _draw_from(table: dict[str, tuple[str, ...]], inputs: int) -> Any:
    def draw(d: Any) -> Any:
        name = d.rng.choice(sorted(table))
        first = d.pick(table[name])
        return [first, *(d.like(first) for _ in range(inputs - 1))], {"f": name}

    return draw


@recipe("unary", _draw_from(UNARY, 1), 8)
def _unary(site: Any, inputs: list, at: dict) -> list:
    return [function(at["f"])(*inputs)]


@recipe("binary", _draw_from(BINARY, 2), 8)
def _binary(site: Any, inputs: list, at: dict) -> list:
    return [function(at["f"])(*inputs)]


def _draw_arithmetic(d: Any) -> Any:
    first = d.pick(("float32", "float64", "int32", "int64"))
    return [first, d.like(first)], {"f": d.rng.choice(("add", "subtract", "multiply", "maximum"))}


@recipe("arithmetic", _draw_arithmetic, 6)
def _arithmetic(site: Any, inputs: list, at: dict) -> list:
    return [function(at["f"])(*inputs)]


@recipe("add_n", lambda d: ([first := d.pick(NUMBERS), *(d.like(first) for _ in range(d.rng.randrange(3)))], {}))
def _add_n(site: Any, inputs: list, at: dict) -> list:
    return [tf.add_n(inputs)]


def _draw_cast(d: Any) -> Any:
    return [d.pick((*REALS, "bool"))], {"kind": d.kind((*NUMBERS, "bool"))}


@recipe("cast", _draw_cast, 3)
def _cast(site: Any, inputs: list, at: dict) -> list:
    return [tf.cast(inputs[0], at["kind"])]


@recipe("bitcast", lambda d: ([d.pick(REALS)], {"kind": d.kind(REALS)}), 0.5)
def _bitcast(site: Any, inputs: list, at: dict) -> list:
    return [tf.bitcast(inputs[0], at["kind"])]


@recipe("complex", lambda d: ([first := d.pick(("float32", "float64")), d.like(first)], {}), 0.5)
def _complex(site: Any, inputs: list, at: dict) -> list:
    return [tf.complex(*inputs)]


@recipe("select", lambda d: ([d.pick(("bool",), d.rng.choice((0, None))), first := d.pick(KINDS), d.like(first)], {}), 2)
def _select(site: Any, inputs: list, at: dict) -> list:
    return [tf.where(*inputs)]


@recipe("clip", lambda d: ([d.pick(("float32", "float64", "int32"))], {"low": d.rng.randrange(-2, 2)}))
def _clip(site: Any, inputs: list, at: dict) -> list:
    return [tf.clip_by_value(inputs[0], at["low"], at["low"] + 2)]


def _draw_reduction(d: Any) -> Any:
    inputs, at = _draw_from(REDUCTIONS, 1)(d)
    return inputs, {**at, "axis": d.rng.choice((None, 0, -1, [0], [0, 1], [])), "keep": d.rng.random() < 0.3}


@recipe("reduction", _draw_reduction, 4)
def _reduction(site: Any, inputs: list, at: dict) -> list:
    return [function(at["f"])(inputs[0], axis=at["axis"], keepdims=at["keep"])]


@recipe("arg", lambda d: ([d.pick(REALS, (1, 2, 3))], {"f": d.rng.choice(("argmax", "argmin")), "axis": d.rng.randrange(2)}))
def _arg(site: Any, inputs: list, at: dict) -> list:
    return [function(at["f"])(inputs[0], at["axis"])]


def _draw_cumsum(d: Any) -> Any:
    flags = {name: d.rng.random() < 0.3 for name in ("exclusive", "reverse")}
    return [d.pick(NUMBERS, (1, 2))], {"axis": d.rng.randrange(2), **flags}


@recipe("cumsum", _draw_cumsum)
def _cumsum(site: Any, inputs: list, at: dict) -> list:
    return [tf.cumsum(inputs[0], at["axis"], at["exclusive"], at["reverse"])]


def _draw_matmul(d: Any) -> Any:
    first = d.pick((*FLOATS, "int32", *COMPLEX), (2, 3))
    return [first, d.like(first)], {"turned": [d.rng.random() < 0.5, d.rng.random() < 0.5]}


@recipe("matmul", _draw_matmul, 2)
def _matmul(site: Any, inputs: list, at: dict) -> list:
    return [tf.matmul(*inputs, transpose_a=at["turned"][0], transpose_b=at["turned"][1])]


@recipe("bias_add", lambda d: ([first := d.pick(FLOATS, (2, 3)), d.pick([kind_of(d.site.value(first))], 1)], {}), 0.5)
def _bias_add(site: Any, inputs: list, at: dict) -> list:
    return [tf.nn.bias_add(*inputs)]


@recipe("top_k", lambda d: ([d.pick(REALS, (1, 2))], {"k": d.rng.randrange(3)}), 0.5)
def _top_k(site: Any, inputs: list, at: dict) -> list:
    return list(tf.nn.top_k(inputs[0], at["k"]))


@recipe("checked", lambda d: ([d.pick(FLOATS)], {}), 1.5)
def _checked(site: Any, inputs: list, at: dict) -> list:
    return [tf.check_numerics(inputs[0], "not a number")]
