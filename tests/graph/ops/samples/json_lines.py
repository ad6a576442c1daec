"""Samples of the ops of JSON lines, held against Python's own reader of JSON, and of Examples in JSON."""

import json

import numpy as np
from support.op_samples import Sample

from headrace.formats import proto as messages
from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature
from headrace.graph.ops.parsing.json_example import decode_json_example
from headrace.graph.types import dtypes
from headrace.pipeline.readers.json_lines import decode_json

_record = b'{"x": [[1.5, 2], [0, -1]], "i": 3, "s": ["a", "bc"], "ok": true}'
_short = b'{"x": [[0, 0], [0, 0]], "ok": false}'
_features = {
    "x": FixedLenFeature([2, 2], dtypes.float32),
    "i": FixedLenFeature([], dtypes.int32, 7),
    "s": FixedLenSequenceFeature([], dtypes.string, allow_missing=True, default_value="?"),
    "ok": FixedLenFeature([], dtypes.bool_),
}


def _decoded(records):
    return list(decode_json(records, _features).values())


def _values(record, *defaults):
    """Integers, flags, strings and numbers of one record, or of two whose strings the second has not."""
    rows = [{"i": 7, "s": [], **json.loads(one)} for one in np.ravel(record)]
    texts = [[text.encode() for text in row["s"]] for row in rows]
    width = max(map(len, texts))
    found = (
        np.array([row["i"] for row in rows], np.int32),
        np.array([row["ok"] for row in rows]),
        np.array([text + [b"?"] * (width - len(text)) for text in texts], object).reshape(len(rows), width),
        np.array([row["x"] for row in rows], np.float32),
    )
    return found if np.ndim(record) else tuple(column[0] for column in found)


_integers = b'{"features": {"feature": {"a": {"int64List": {"value": [1, "2", -3, 1e2]}}}}}'
_floats = b'{"features": {"feature": {"b": {"float_list": {"value": [1.5, "NaN", "-Infinity"]}}}}}'
_texts = b'{"features": {"feature": {"c": {"bytesList": {"value": ["YWJj", ""]}}}}}'

SAMPLES = [
    Sample(
        "DecodeJSONExample",
        decode_json_example,
        [np.array([[_integers, _floats], [_texts, b"{}"]], object)],
        read=lambda found: np.array([str(messages.example_pb2.Example.FromString(one)) for one in np.ravel(found)], object),
    ),
    Sample("HeadraceDecodeJSON", _decoded, [np.array(_record, object)], values=_values),
    Sample("HeadraceDecodeJSON", _decoded, [np.array([_record, _short], object)], values=_values),
    Sample(
        "HeadraceDecodeJSON",
        lambda records: list(decode_json(records, {"n": FixedLenFeature([], dtypes.float64, 0.5)}).values()),
        [np.array([b'{"n": -2}', b"{}"], object)],
        values=lambda records, default: (np.array([-2, 0.5]),),
    ),
    Sample(
        "HeadraceDecodeJSON",
        lambda record: list(decode_json(record, {"x": FixedLenFeature([2, 2], dtypes.float32)}).values()),
        [np.array(_record, object)],
        values=lambda record, default: (np.array([[1.5, 2], [0, -1]], np.float32),),
    ),
]
