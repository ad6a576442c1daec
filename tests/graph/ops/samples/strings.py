"""Samples of ops on strings, files' contents and serialized messages."""

import zlib
from pathlib import Path

import numpy as np
from support.op_samples import Sample, int64

from headrace.formats.example.rows import example_from_row
from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature, VarLenFeature
from headrace.formats.proto.example_pb2 import SequenceExample
from headrace.graph import ops
from headrace.graph.ops.parsing import compressed, csv, example, sequence_example, tensor_codecs
from headrace.graph.ops.sparse import codecs, sparse
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.ops.state import files
from headrace.graph.ops.strings import formats, hashes, pieces, strings
from headrace.graph.types import dtypes
from headrace.graph.types.tensor_protos import proto_of

_numbers = np.array([b"1", b"-7", b"12"], object)
_zipped = np.array([zlib.compress(b"ab"), zlib.compress(b"c")], object)
_texts = np.array([[b"ab", b"c"], [b" d ", b"efg"]], object)
_accented = np.array(["éß€x".encode(), b"abc"], object)
_line = np.array(b'1.5,7,"a,b"', object)
_example = np.array(
    example_from_row({"x": [1.5, 2.5], "i": [3], "ids": [7, 8, 9], "s": b"text"}).SerializeToString(deterministic=True), object
)
_spec = {
    "x": FixedLenFeature([2], dtypes.float32),
    "i": FixedLenFeature([], dtypes.int64),
    "s": FixedLenFeature([], dtypes.string),
    "ids": VarLenFeature(dtypes.int64),
}


def _sequence(*numbers: int) -> bytes:
    message = SequenceExample()
    for number in numbers:
        message.context.feature["ids"].int64_list.value.append(number)
        message.feature_lists.feature_list["steps"].feature.add().int64_list.value.append(number)
        message.feature_lists.feature_list["pairs"].feature.add().float_list.value.extend([number, number / 2])
        message.feature_lists.feature_list["texts"].feature.add().bytes_list.value.extend([b"ab"] * number)
    message.context.feature["label"].bytes_list.value.append(b"label")
    return message.SerializeToString(deterministic=True)


def _parsed(serialized):
    found = example.parse_single_example(serialized, _spec)
    return [found["x"], found["i"], found["s"], found["ids"].values]


def _parsed_sequence(serialized):
    _, lists = sequence_example.parse_single_sequence_example(
        serialized, sequence_features={"steps": FixedLenSequenceFeature([], dtypes.int64)}
    )
    ops.identity(lists["steps"].op.outputs[-1])  # the length: no other op of TensorFlow's gives that
    return lists["steps"]


def _parsed_sequences(serialized):
    context, lists, lengths = sequence_example.parse_sequence_example(
        serialized,
        {
            "ids": VarLenFeature(dtypes.int64),
            "label": FixedLenFeature([], dtypes.string),
            "weights": VarLenFeature(dtypes.float32),
            "absent": FixedLenFeature([2], dtypes.float32, [0.5, 1.5]),
        },
        {
            "steps": FixedLenSequenceFeature([], dtypes.int64),
            "pairs": FixedLenSequenceFeature([2], dtypes.float32),
            "texts": VarLenFeature(dtypes.string),
        },
    )
    return [context["ids"].values, context["label"], lists["pairs"], lists["texts"].values, lengths["steps"]]


_elements = [np.array([[0, 1], [2, 0]]), np.array([1.5, 2.5], np.float32), np.array([3, 4])]


def _sparse(function):
    return lambda *parts: function(SparseTensor(*parts))


def _serialized(values=_elements[1]):
    three = [proto_of(part).SerializeToString() for part in (_elements[0], values, _elements[2])]
    return np.array([three, three], object)


def _deserialized_one(serialized, kind=dtypes.float32):
    sparse = codecs.deserialize_sparse(serialized, kind)
    return [sparse.indices, sparse.values, sparse.dense_shape]


def _deserialized(x, kind=dtypes.float32):
    found = codecs.deserialize_many_sparse(x, kind)
    return [found.indices, found.values, found.dense_shape]


SAMPLES = [
    Sample("SerializeSparse", _sparse(codecs.serialize_sparse), _elements, batched=()),
    Sample("SerializeManySparse", _sparse(codecs.serialize_many_sparse), _elements, batched=()),
    Sample("DeserializeSparse", _deserialized_one, [_serialized()[0]], batched=(), values=lambda x: tuple(_elements)),
    Sample(
        "DeserializeSparse",
        lambda x: _deserialized_one(x, dtypes.string),
        [_serialized(np.array([b"a", b""], object))[0]],
        batched=(),
        values=lambda x: (_elements[0], np.array([b"a", b""], object), _elements[2]),
    ),
    Sample("DeserializeManySparse", _deserialized, [_serialized()], batched=()),
    Sample(
        "DeserializeManySparse",
        lambda x: _deserialized(x, dtypes.string),
        [_serialized(np.array([b"a", b""], object))],
        batched=(),
    ),
    Sample("DecodeCompressed", compressed.decode_compressed, [_texts]),
    Sample("DecodeCompressed", lambda x: compressed.decode_compressed(x, "ZLIB"), [_zipped]),
    *(
        Sample(type, lambda x, call=call: call(x, 1 << 40), [_texts])
        for type, call in {
            "StringToHashBucket": hashes.string_to_hash_bucket,
            "StringToHashBucketFast": hashes.string_to_hash_bucket_fast,
            "StringToHashBucketStrong": lambda x, n: hashes.string_to_hash_bucket_strong(x, n, [1 << 50, 3]),
        }.items()
    ),
    Sample("StringToHashBucket", lambda x: hashes.string_to_hash_bucket(x, 10), [_texts]),
    Sample("StringToHashBucketFast", lambda x: hashes.string_to_hash_bucket_fast(x, 10), [_texts]),
    Sample("StringToHashBucketStrong", lambda x: hashes.string_to_hash_bucket_strong(x, 10, [1, 2]), [_texts]),
    Sample("StringToNumber", lambda x: strings.string_to_number(x, dtypes.int32), [_numbers]),
    Sample("StringToNumber", strings.string_to_number, [_numbers[0:1].reshape(())]),
    Sample("DecodeRaw", lambda x: strings.decode_raw(x, dtypes.int16), [np.array(b"\x01\x00\x02\x00", object)]),
    Sample("DecodeRaw", lambda x: strings.decode_raw(x, dtypes.int16, False), [np.array(b"\x01\x00\x02\x00", object)]),
    Sample("DecodeRaw", lambda x: strings.decode_raw(x, dtypes.uint8, False), [np.array([b"ab", b"cd"], object)]),
    Sample("StringJoin", lambda a, b: strings.string_join([a, b], "-"), [_texts, _texts]),
    *(
        Sample("AsString", lambda x, how=how: formats.as_string(x, width=9, **how), [np.array([1.5, -2.5e-7, 3e9], np.float32)])
        for how in ({"scientific": True, "precision": 1}, {"shortest": True, "fill": "-"})
    ),
    Sample("AsString", lambda x: formats.as_string(x, precision=2), [np.array([1.5, -0.25], np.float32)]),
    Sample("AsString", lambda x: formats.as_string(x, width=4, fill="0"), [np.array([7, 12], np.int32)]),
    Sample("StringJoin", lambda a, b: strings.string_join([a, b]), [_texts, np.array(b"x", object)]),
    Sample("AsString", lambda x: formats.as_string(x, fill="+"), [np.array([[1j, 2.0]], np.complex64)]),
    Sample("EncodeBase64", formats.encode_base64, [_texts]),
    Sample("EncodeBase64", lambda x: formats.encode_base64(x, pad=True), [np.array(b"a", object)]),
    Sample("DecodeBase64", formats.decode_base64, [np.array([b"YQ", b"YWI=", b""], object)]),
    Sample(
        "StringSplit",
        lambda x: list(pieces.STRING_SPLIT(x, " ")),
        [np.array([b"a bc", b"d"], object)],
    ),
    Sample(
        "StringSplit",
        lambda x: list(pieces.STRING_SPLIT(x, "", skip_empty=False)),
        [np.array([b"a b", b""], object)],
    ),
    Sample(
        "StringSplit",
        lambda x: list(pieces.STRING_SPLIT(x, "-,", skip_empty=False)),
        [np.array([b"a--b,", b"", b"c"], object)],
    ),
    Sample("ReduceJoin", lambda x: pieces.reduce_join(x, 0, separator="-"), [_texts]),
    Sample("ReduceJoin", lambda x: pieces.reduce_join(x, [-1], keep_dims=True), [_texts]),
    Sample("ReduceJoin", pieces.reduce_join, [_texts]),
    Sample("SerializeTensor", tensor_codecs.serialize_tensor, [np.array([1.5, 2.5], np.float32)]),
    Sample(
        "ParseTensor",
        lambda x: tensor_codecs.parse_tensor(x, dtypes.string),
        [np.array(proto_of(_texts).SerializeToString(), object)],
        batched=[],
    ),
    Sample(
        "ParseTensor",
        lambda x: tensor_codecs.parse_tensor(x, dtypes.int32),
        [np.array(proto_of(np.arange(3, dtype=np.int32)).SerializeToString(), object)],
        batched=[],
    ),
    Sample("Substr", lambda x: strings.substr(x, 0, 2), [_texts]),
    Sample("Substr", lambda x, at: strings.substr(x, at, [1, 2]), [_texts, np.array([0, 1], np.int32)]),
    Sample("Substr", lambda x: strings.substr(x, int64(1), int64(2), unit="UTF8_CHAR"), [_accented]),
    Sample("Substr", lambda x: strings.substr(x, -2, 2), [np.array([b"abc", b"de"], object)]),
    Sample("StringLength", strings.string_length, [_texts]),
    Sample("StringLength", lambda x: strings.string_length(x, unit="UTF8_CHAR"), [_accented]),
    Sample("StringStrip", strings.string_strip, [_texts]),
    Sample(
        "ReadFile",
        files.read_file,
        [np.array(__file__.encode(), object)],
        batched=[],
        values=lambda path: np.array(Path(path[()].decode()).read_bytes(), object),
    ),
    Sample("DecodeCSV", lambda x: csv.decode_csv(x, [[0.0], [0], [""]]), [_line]),
    Sample("DecodeCSV", lambda x: csv.decode_csv(x, [[0.5], [""]], select_cols=[0, 2]), [_line]),
    Sample(
        "DecodeCSV",
        lambda x: csv.decode_csv(x, [[7], [""], [2.5]], field_delim=";", na_value="none"),
        [np.array([b'1;"a;b";none', b"none;none;0.5"], object)],
    ),
    Sample("DecodeCSV", lambda x: csv.decode_csv(x, [[""]] * 2, use_quote_delim=False), [np.array(b'"a,b"', object)]),
    Sample("ParseExampleV2", _parsed, [_example]),
    Sample(
        "ParseExampleV2",
        lambda x: example.parse_example(x, {"i": FixedLenFeature([], dtypes.int64)})["i"],
        [np.array([_example[()], _example[()]], object)],
    ),
    Sample("ParseSequenceExampleV2", _parsed_sequence, [np.array(_sequence(4, 5), object)]),
    Sample("ParseSequenceExampleV2", _parsed_sequences, [np.array([_sequence(3), _sequence(1, 2)], object)]),
    Sample(
        "SparseReorder",
        lambda i, v: sparse.sparse_reorder(SparseTensor(i, v, [3, 3])).values,
        [np.array([[2, 0], [0, 1]]), np.array([1.0, 2.0], np.float32)],
        gradient=False,
        batched=[],
    ),
]
