"""print: a text with tensors in it that a program writes when it runs."""

from __future__ import annotations

import datetime
import pprint
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.files import append

from ...core.op import stateful_op
from ...core.operation import Operation
from ...core.structures import flatten, map_structure, pack_sequence_as
from ...core.tensor import Tensor
from ...platform import logging
from ...types.dtypes import string
from ...types.errors import invalid
from ..sparse.sparse_tensor import SparseTensor
from ..strings.cases import STRING_FORMAT

PRINT_V2 = stateful_op("PrintV2", "input: string ->", "output_stream: string = 'stderr', end: string = '\n'")

_LOGS = {"log(info)": "I", "log(warning)": "W", "log(error)": "E"}


@PRINT_V2.shape
def _print_shape(op: Operation) -> list:
    given = op.inputs[0].static_shape
    if given != ():
        raise ValueError(f"input must be a scalar, but has rank: {-1 if given is None else len(given)}")
    return []


@PRINT_V2.bind
def _print(op: Operation, session: Any) -> Callable[[Any], None]:
    stream, end = op.get_attr("output_stream"), op.get_attr("end")
    if not (stream in ("stdout", "stderr") or stream in _LOGS or stream.startswith("file://")):
        raise invalid(f"Unknown output stream: {stream}, Valid streams are: stdout stderr {' '.join(_LOGS)}")

    def write(input: Any) -> None:
        data: bytes = np.asarray(input).item()
        if stream.startswith("file://"):
            with append(stream.removeprefix("file://")) as file:
                file.write(data + end.encode())
            return
        text = data.decode(errors="backslashreplace")
        if stream in _LOGS:
            print(f"{datetime.datetime.now()}: {_LOGS[stream]} {op.name}] {text}", file=sys.stderr)
        else:
            print(text, end=end, file=getattr(sys, stream), flush=True)

    return write


@export("print")
def print_(*inputs: Any, **kwargs: Any) -> Operation:
    """An operation that writes values of tensors and other things, whenever it is run.

    Args:
      inputs: tensors, Python values, and structures of both. Of a large tensor the first and the last elements of each axis
        are shown.
      kwargs: `output_stream`, sys.stderr (which is the default), sys.stdout, one of `tf.logging.INFO`, `WARN` and `ERROR`, or
        "file://<path>", to whose end is written; `summarize`, how many elements at either end of an axis are shown, 3 by
        default, -1 for all; `sep`, what stands between two inputs, a space by default; `end`, what stands at the end, a new
        line by default; `name`.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      ValueError: another keyword, or no such stream.
      NotFoundError: (when run) the file cannot be written.

    Example:
      >>> import sys
      >>> with tf.Session() as sess:
      ...     sess.run(tf.print("rows:", tf.range(9), output_stream=sys.stdout))
      rows: [0 1 2 ... 6 7 8]
    """
    given: dict[str, Any] = {"output_stream": sys.stderr, "name": None, "summarize": 3, "sep": " ", "end": "\n"}
    unknown = {key: value for key, value in kwargs.items() if key not in given}
    if unknown:
        raise ValueError(f"Unrecognized keyword arguments for tf.print: {unknown}")
    given.update(kwargs)
    stream, name = _stream_of(given["output_stream"]), given["name"]
    if len(inputs) == 1 and isinstance(inputs[0], Tensor) and inputs[0].static_shape == () and inputs[0].dtype is string:
        text = inputs[0]
    else:
        text = _formatted(inputs, given["sep"], given["summarize"], f"{name}_format" if name else None)
    return PRINT_V2(text, output_stream=stream, end=given["end"], name=name)


def _stream_of(stream: Any) -> str:
    if isinstance(stream, str) and stream.startswith("file://"):
        return stream
    known = (
        (sys.stdout, "stdout"),
        (sys.stderr, "stderr"),
        (logging.INFO, "log(info)"),
        (logging.WARN, "log(warning)"),
        (logging.ERROR, "log(error)"),
    )
    for one, name in known:
        if stream is one or (isinstance(stream, int) and stream == one):
            return name
    raise ValueError(
        f"Unsupported output stream, logging level, or file.{stream}. Supported streams are sys.stdout, sys.stderr, "
        "tf.logging.info, tf.logging.warning, tf.logging.error. File needs to be in the form of 'file://<filepath>'."
    )


def _is_tensor(value: Any) -> bool:
    return isinstance(value, Tensor) or hasattr(value, "_as_graph_element")


def _formatted(inputs: tuple, sep: str, summarize: int, name: str | None) -> Tensor:
    """The inputs as a text, a place in its template for each tensor."""
    shown = map_structure(lambda x: "" if _is_tensor(x) or isinstance(x, SparseTensor) else x, list(inputs))
    place = _place_not_in(sep.join(pprint.pformat(x) for x in shown))
    tensors: list[Any] = []
    texts = []
    for one in inputs:
        leaves = [_leaf(leaf, place, tensors) for leaf in flatten(one)]
        texts.append(one if isinstance(one, str) else pprint.pformat(pack_sequence_as(one, leaves)))
    template = sep.join(texts).replace(f"'{place}'", place)
    return STRING_FORMAT(tensors, template=template, placeholder=place, summarize=summarize, name=name)


def _leaf(value: Any, place: str, tensors: list) -> Any:
    if isinstance(value, SparseTensor):
        tensors.extend([value.indices, value.values, value.dense_shape])
        return f"SparseTensor(indices={place}, values={place}, shape={place})"
    if _is_tensor(value):
        tensors.append(value)
        return place
    return value


def _place_not_in(text: str) -> str:
    """What stands for a tensor: no part of the text, and TensorFlow's choice of that."""
    place, digits = "{}", random.Random(5)
    while place in text:
        place += str(digits.randint(0, 9))
    return place
