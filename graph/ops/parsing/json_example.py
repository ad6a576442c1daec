"""decode_json_example: Examples that are written as JSON."""

from __future__ import annotations

from typing import Any

import numpy as np
from google.protobuf import json_format

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ...core.constants import array_of
from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PARSES, PURE
from ...types.errors import invalid
from ...types.likes import TensorLike

DECODE_JSON_EXAMPLE = Op(
    "DecodeJSONExample",
    "json_examples: string -> binary_examples: string",
    traits=PURE | PARSES,
    shape=same_as_first,
    batch=elementwise,
    gradient=UNDEFINED_GRADIENT,
)


@DECODE_JSON_EXAMPLE.kernel
def _decode_json_example(json_examples: Any) -> Any:
    found = [_serialized(text) for text in np.ravel(json_examples).tolist()]
    return array_of(found).reshape(np.shape(json_examples)) if found else json_examples


def _serialized(text: bytes) -> bytes:
    try:
        example = json_format.Parse(text, messages.example_pb2.Example())
    except (json_format.ParseError, UnicodeDecodeError, RecursionError) as error:
        raise invalid(f"Error while parsing JSON: {error}") from error
    return example.SerializeToString(deterministic=True)


@export("io.decode_json_example", "decode_json_example")
def decode_json_example(json_examples: TensorLike, name: str | None = None) -> Tensor:
    """Examples that are written as JSON, as the bytes that `parse_example` reads.

    Args:
      json_examples: strings of any shape, each an Example in the JSON of protocol buffers: integers may be texts, bytes are in
        base64.

    Returns:
      strings of the same shape.

    Raises:
      TypeError: not strings.
      InvalidArgumentError: (when run) what is no JSON, or none of an Example.

    Example:
      >>> text = '{"features": {"feature": {"x": {"floatList": {"value": [1.5, 2]}}}}}'
      >>> with tf.Session() as sess:
      ...     found = tf.io.parse_single_example(tf.io.decode_json_example(text), {"x": tf.FixedLenFeature([2], tf.float32)})
      ...     sess.run(found["x"]).tolist()
      [1.5, 2.0]
    """
    return DECODE_JSON_EXAMPLE(json_examples, name=name)
