"""JsonLinesReader and decode_json: files of one JSON value a line, and JSON objects as typed tensors.

TensorFlow has neither; `tf.io.decode_json_example`, its nearest name, turns the JSON form of Examples into their bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from headrace.formats import jsonl
from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature
from headrace.formats.exports import export
from headrace.formats.records import Records
from headrace.graph.core.op import Op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.batch import Kernel, stack_records, takes_records
from headrace.graph.core.rules.gradient import NO_GRADIENT
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import PARSES
from headrace.graph.types.dtypes import as_dtype
from headrace.graph.types.static_shapes import StaticShape, as_static

from .base import Reader
from .graph import ReaderBase, reader_op


class JsonLines(Reader):
    """A record is a line that is not blank. The key is `file:line`, lines counted from 1."""

    def __init__(self, name: str, compression_type: str = "") -> None:
        super().__init__(name)
        self._compression = compression_type
        self.bytes_beside = None if compression_type else 1

    def open(self, path: str) -> Iterator[Records]:
        return jsonl.read(path, compression=self._compression)


JSON_LINES = reader_op("HeadraceJSONLinesReader", JsonLines, "compression_type: {'', 'GZIP', 'ZLIB', 'AUTO'} = ''")


@export("io.JsonLinesReader")
class JsonLinesReader(ReaderBase):
    """A record is a line of a JSON-lines file, as it is written; the key is `file:line`, lines counted from 1.

    Blank lines are passed over, a byte order mark is left out, UTF-16 and UTF-32 become UTF-8. Whether a line is JSON is
    found out by `decode_json`.

    Args:
      compression_type: "", "GZIP", "ZLIB", or "AUTO" to look at the content.

    Raises:
      ValueError: another compression_type.
    """

    def __init__(self, name: str | None = None, compression_type: str = "") -> None:
        super().__init__(JSON_LINES(compression_type=compression_type, name=name))


DECODE_JSON = Op(
    "HeadraceDecodeJSON",
    "records: string, defaults: list(T) -> values: list(T)",
    "T: list({float16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool, string}) >= 1, "
    "keys: list(string) >= 1, shapes: list(shape) >= 1, may_be_missing: list(bool) >= 1",
    traits=PARSES,
    gradient=NO_GRADIENT,
)


@DECODE_JSON.shape
def _decode_json_shape(op: Operation) -> list[StaticShape]:
    batch = op.inputs[0].static_shape
    return [None if batch is None else (*batch, *shape) for shape in op.get_attr("shapes")]


def _decoder_of(op: Operation) -> Callable[[Sequence[Any]], jsonl.Decoder]:
    """Gives the decoder for the defaults: the same where they are constants, one for each call otherwise."""
    known = [constant_value(tensor) for tensor in op.inputs[1:]]
    if any(default is None for default in known):
        return lambda defaults: _made(op, defaults)
    decoder = _made(op, known)
    return lambda defaults: decoder


def _made(op: Operation, defaults: Sequence[Any]) -> jsonl.Decoder:
    fields = zip(*(op.get_attr(name) for name in ("keys", "T", "shapes", "may_be_missing")), defaults, strict=True)
    return jsonl.Decoder(
        [
            jsonl.Field(key, dtype.name, shape, (() if _is_sequence(shape) else default) if may_be_missing else None)
            for key, dtype, shape, may_be_missing, default in fields
        ]
    )


def _is_sequence(shape: StaticShape) -> bool:
    return shape is not None and shape[:1] == (None,)


@DECODE_JSON.bind
def _decode_json(op: Operation, session: Any) -> Kernel:
    decoder_for = _decoder_of(op)

    def decode(records: Any, defaults: Sequence[Any]) -> list:
        array = np.asarray(records, object)
        decoder = decoder_for(defaults)
        columns = decoder(Records.from_list(array.reshape(-1).tolist()))
        if array.ndim == 0:
            return [column[0] if isinstance(column, list) else column[0, ...] for column in columns]
        padded = [
            _padded(field, column, default) if isinstance(column, list) else column
            for field, column, default in zip(decoder.fields, columns, defaults, strict=True)
        ]
        return [column.reshape(*array.shape, *column.shape[1:]) for column in padded]

    return decode


def _padded(field: jsonl.Field, rows: Sequence[np.ndarray], padding: Any) -> np.ndarray:
    """The lists of n records, all as long as the longest."""
    longest = max(map(len, rows), default=0)
    padded = np.full((len(rows), longest, *field.shape[1:]), padding, field.numpy_dtype)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
    return padded


@DECODE_JSON.batch
@takes_records
def _decode_json_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]) or op.inputs[0].static_shape != ():
        return None
    decoder_for = _decoder_of(op)

    def run(n: int, records: Any, *defaults: Any) -> list:
        block = records if isinstance(records, Records) else Records.from_list(list(records))
        return [stack_records(column) if isinstance(column, list) else column for column in decoder_for(defaults)(block)]

    return run


@export("io.decode_json")
def decode_json(records: Any, features: Mapping[str, Any], name: str | None = None) -> dict[str, Tensor]:
    """The values under some keys of JSON objects, as typed tensors.

    It is to lines of JSON what `parse_single_example` is to serialized Examples, and takes the same features, of more types.
    Types are kept to: an integer column takes no `2.0` and nothing out of its range, a floating one no integer that it does
    not hold exactly, a bool only `true` and `false`. `null` is the same as a missing key. Nested lists are tensors.

    Args:
      records: string tensor; each string is a JSON object. Keys without a feature are passed over.
      features: {key: FixedLenFeature or FixedLenSequenceFeature}. The dtypes: floats, integers, bool, string.
        FixedLenFeature(shape, dtype, default_value): nested lists of exactly that shape, or a single value for []; without
        default_value the key is required.
        FixedLenSequenceFeature(shape, dtype, allow_missing, default_value): a list of any length of such; no list is an
        empty one if allow_missing is set, an error otherwise.

    Returns:
      {key: tensor of the shape of `records` + shape, for sequences + [length] + shape}. Where `records` is no scalar, lists
      are filled up with default_value (None: zero, false or the empty string) to the longest.

    Raises:
      ValueError, TypeError: a feature is not specified in full, is of another kind, or its default does not fit it.
      InvalidArgumentError: (when run) a record is no JSON object, or a value does not fit its feature; the error says which
        key, what was found, and the record's place.
    """
    if not features:
        raise ValueError("Invalid argument: features cannot be empty.")
    fields = [_field(key, features[key]) for key in sorted(features)]
    values = DECODE_JSON(
        records,
        [_default_of(field, features[field.key]) for field in fields],
        keys=[field.key for field in fields],
        shapes=[field.shape for field in fields],
        may_be_missing=[_may_be_missing(features[field.key]) for field in fields],
        name=name or "DecodeJSON",
    )
    return {field.key: value for field, value in zip(fields, values, strict=True)}


def _field(key: str, feature: Any) -> jsonl.Field:
    """What a feature asks for. Raises ValueError or TypeError for what is no feature of JSON, in TensorFlow's words."""
    if not isinstance(feature, (FixedLenFeature, FixedLenSequenceFeature)):
        kinds = "FixedLenFeature and FixedLenSequenceFeature, for lists of any length"
        raise ValueError(f"Unsupported {type(feature).__name__} {feature} for key '{key}': decode_json takes {kinds}")
    if feature.dtype is None:
        raise ValueError(f"Missing type for feature {key}. Received feature={feature}.")
    shape = as_static(feature.shape)
    if shape is None:
        raise ValueError(f"Missing shape for feature {key}. Received feature={feature}.")
    if None in shape:
        raise ValueError(f"All dimensions of shape for feature {key} need to be known but received {feature.shape!s}.")
    dtype, default = as_dtype(feature.dtype).base_dtype.name, feature.default_value
    if isinstance(feature, FixedLenSequenceFeature):
        return jsonl.Field(key, dtype, (None, *shape))
    return jsonl.Field(key, dtype, shape, None if isinstance(default, Tensor) else default)


def _may_be_missing(feature: FixedLenFeature | FixedLenSequenceFeature) -> bool:
    if isinstance(feature, FixedLenSequenceFeature):
        return feature.allow_missing
    return feature.default_value is not None


def _default_of(field: jsonl.Field, feature: FixedLenFeature | FixedLenSequenceFeature) -> Any:
    """The op's input for a feature: what stands for a missing value, nothing where one is required; a sequence's padding."""
    given = feature.default_value
    if isinstance(given, Tensor):
        return given
    if isinstance(feature, FixedLenSequenceFeature):
        zero = b"" if field.dtype == "string" else np.zeros((), field.numpy_dtype)
        return jsonl.Field(field.key, field.dtype, (), zero if given is None else given).default
    return np.empty(0, field.numpy_dtype) if given is None else field.default
