"""Texts."""

from __future__ import annotations

from typing import Any

import headrace as tf

from ..arrays import REALS
from ..site import recipe

_UNARY = {
    "string_length": tf.strings.length if hasattr(tf.strings, "length") else tf.string_length,
    "string_strip": tf.string_strip,
    "encode_base64": tf.encode_base64,
    "decode_base64": tf.decode_base64,
    "string_to_number": tf.string_to_number,
    "decode_raw": lambda x: tf.decode_raw(x, tf.uint8),
    "substr": lambda x: tf.substr(x, 0, 1),
    "reduce_join": lambda x: tf.reduce_join(x, 0),
}


def _text(d: Any, rank: Any = None) -> Any:
    return d.pick(("string",), rank)


@recipe("text", lambda d: ([_text(d)], {"f": d.rng.choice(sorted(_UNARY))}), 2)
def _unary(site: Any, inputs: list, at: dict) -> list:
    return [_UNARY[at["f"]](inputs[0])]


@recipe("join", lambda d: ([_text(d), _text(d)], {"between": d.rng.choice(("", "-"))}))
def _join(site: Any, inputs: list, at: dict) -> list:
    return [tf.string_join(inputs, at["between"])]


@recipe("as_string", lambda d: ([d.pick((*REALS, "bool", "complex64"))], {}))
def _as_string(site: Any, inputs: list, at: dict) -> list:
    return [tf.as_string(inputs[0])]


@recipe("split_text", lambda d: ([_text(d, 1)], {}), 0.5)
def _split(site: Any, inputs: list, at: dict) -> list:
    sparse = tf.string_split(inputs[0], ", ")
    return [sparse, sparse.values, sparse.dense_shape]


@recipe("csv", lambda d: ([_text(d)], {}), 0.5)
def _csv(site: Any, inputs: list, at: dict) -> list:
    return tf.decode_csv(inputs[0], [["x"], ["y"]])
