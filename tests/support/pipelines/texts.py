"""Texts: joined, cut, split, parsed, and made of numbers."""

from __future__ import annotations

from typing import Any

from .registry import ANY, FLOATS, NoFit, Pick, Value, kind, one

TEXT = ("string",)
_WORDS = ("", "dir", "-", "a much longer constant than a record", "x.txt", "ä")


def _as_string(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(("int32", "int64", "bool", "float32", "float64", "int8"), exact=True, tame=True)
    return [value], {"precision": pick.int(0, 3) if value.dtype in FLOATS else -1}


kind("as_string", _as_string, lambda tf, world, x, precision: tf.as_string(x, precision=precision), weight=1.5)


def _join(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    first = pick.value(TEXT)
    others = [pick.value(TEXT) for _ in range(pick.int(0, 1))]
    words = [pick.choice(_WORDS) for _ in range(pick.int(0 if others else 1, 2))]
    return [first, *others], {"words": words, "at": pick.int(0, 2), "separator": pick.choice(["", "/", "--"])}


def _make_join(tf: Any, world: Any, *texts: Any, words: list[str], at: int, separator: str) -> Any:
    parts = list(texts)
    parts[at:at] = words
    return tf.string_join(parts, separator)


kind("string_join", _join, _make_join, weight=2)
kind(
    "string_to_number",
    lambda pick: ([pick.value(TEXT)], {"to": pick.choice(("int32", "int64", "float32", "float64"))}),
    lambda tf, world, x, to: tf.string_to_number(x, to),
    weight=0.6,
)
kind(
    "back_to_number",
    lambda pick: ([pick.value(("int32", "int64"), tame=True)], {"to": pick.choice(("int32", "float32"))}),
    lambda tf, world, x, to: tf.string_to_number(tf.as_string(x), to),
    bound=lambda bounds, _: bounds[0],
    weight=0.6,
)
kind(
    "substr",
    lambda pick: ([pick.value(TEXT)], {"begin": 0, "size": pick.int(0, 4)}),
    lambda tf, world, x, begin, size: tf.substr(x, begin, size),
    weight=0.8,
)
kind(
    "substr_inside",
    lambda pick: ([pick.value(TEXT)], {"begin": pick.int(-2, 2), "size": pick.int(0, 4)}),
    lambda tf, world, x, begin, size: tf.substr(x, begin, size),
    weight=0.4,
)
kind("string_length", one(TEXT), lambda tf, world, x: tf.strings.length(x), bound=1000.0, weight=0.6)
kind("string_strip", one(TEXT), lambda tf, world, x: tf.strings.strip(x), weight=0.5)
kind("encode_base64", one(TEXT), lambda tf, world, x: tf.encode_base64(x), weight=0.4)
kind("decode_base64", one(TEXT), lambda tf, world, x: tf.decode_base64(tf.encode_base64(x)), weight=0.3)
kind(
    "string_split",
    lambda pick: ([pick.value(TEXT, rank=pick.int(0, 1))], {"delimiter": pick.choice([" ", " ", ",", "0"])}),
    lambda tf, world, x, delimiter: tf.string_split(x if x.shape.ndims else tf.expand_dims(x, 0), delimiter),
    weight=1.2,
)
kind(
    "words",
    lambda pick: ([pick.value(TEXT, rank=0)], {"delimiter": pick.choice([" ", ",", "0", ""])}),
    lambda tf, world, x, delimiter: tf.string_split([x], delimiter).values,
    weight=0.8,
)


def _reduce_join(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    value = pick.value(TEXT, least_rank=1)
    return [value], {"axis": pick.int(0, (value.rank or 1) - 1), "separator": pick.choice(["", "+"])}


kind(
    "reduce_join", _reduce_join, lambda tf, world, x, axis, separator: tf.reduce_join(x, axis, separator=separator), weight=0.7
)


def _decode_raw(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    return [pick.value(TEXT)], {"to": pick.choice(["uint8", "uint8", "int8", "int16"])}


kind("decode_raw", _decode_raw, lambda tf, world, x, to: tf.decode_raw(x, to), bound=65535.0, weight=0.6)


def _csv(pick: Pick) -> tuple[list[Value], dict[str, Any]]:
    first = pick.value(("int32", "int64"), tame=True)
    second = pick.value(("int32", "float32"), exact=True, tame=True, rank=first.rank)
    if first.rank is None:
        raise NoFit
    return [first, second], {
        "word": pick.choice(["", "w", '"a,b"', "x y"]),
        "defaults": [[], [pick.int(0, 9) / 2], ["none"]],
    }


def _make_csv(tf: Any, world: Any, x: Any, y: Any, word: str, defaults: list[Any]) -> Any:
    line = tf.string_join([tf.as_string(x), tf.as_string(y), word], ",")
    dtypes = ("int64", "float32", "string")
    return tf.decode_csv(line, [tf.constant(value, dtype) for value, dtype in zip(defaults, dtypes, strict=True)])


kind("decode_csv", _csv, _make_csv, bound=float("inf"), weight=0.8)
kind(
    "texts_equal",
    lambda pick: ([pick.value(TEXT)], {"text": pick.choice(_WORDS)}),
    lambda tf, world, x, text: tf.equal(x, text),
    bound=1.0,
    weight=0.5,
)
kind("empty_text", one(ANY, rank=0), lambda tf, world, x: tf.constant(["", "made beside"]), weight=0.2)
