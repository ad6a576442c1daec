"""SequenceExamples as TensorFlow's op reads them: golden/tfrecord/sequence_examples, and odd ones by hand."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import golden

from headrace.formats.errors import InvalidArgumentError
from headrace.formats.example import (
    DenseSpec,
    FixedLenFeature,
    FixedLenSequenceFeature,
    SparseFeature,
    SparseSpec,
    VarLenFeature,
)
from headrace.formats.example.sequence import SequenceExampleParser, sequence_parser
from headrace.formats.example.sequence_batches import batch_of
from headrace.formats.proto.example_pb2 import Feature, FeatureList, SequenceExample
from headrace.formats.records import Records

CASES = golden.load("tfrecord/sequence_examples.json")["cases"]
CONTEXT = {"length": FixedLenFeature([], "int64"), "id": FixedLenFeature([], "string", "none")}


def lists(allow_missing: bool) -> dict:
    return {
        "tok": FixedLenSequenceFeature([], "int64", allow_missing),
        "vec": FixedLenSequenceFeature([2], "float32", allow_missing),
        "w": VarLenFeature("string"),
    }


# The three questions that the golden file asks of each record, by how it describes them.
QUESTIONS = {
    "tok FixedLenSequence[] int64, vec FixedLenSequence[2] float32, w VarLen string; context length FixedLen[] int64 "
    "required, id FixedLen[] string default 'none'": (CONTEXT, lists(False)),
    "same with allow_missing=True": (CONTEXT, lists(True)),
    "no context features; tok VarLen int64": (None, {"tok": VarLenFeature("int64")}),
}


def records_of(*items: bytes) -> Records:
    return Records.from_list(items, "s.tfrecord", range(7, 7 + len(items)))


def as_golden(value):
    """An array in the golden file's form."""
    if value.dtype == object:
        cells = [{"text": one.decode()} if all(32 <= byte < 127 for byte in one) else {"hex": one.hex()} for one in value.flat]
        return cells[0] if value.shape == () else {"dtype": "string", "shape": list(value.shape), "values": cells}
    if value.shape == ():
        return value.item()
    return {"dtype": value.dtype.name, "shape": list(value.shape), "values": value.ravel().tolist()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("question", QUESTIONS, ids=["required", "allow_missing", "varlen"])
def test_golden(case, question):
    expected = case["parse_single_sequence_example"][question]
    parser = sequence_parser(*QUESTIONS[question])
    records = records_of(bytes.fromhex(case["hex"]))
    if "error" in expected:
        with pytest.raises(InvalidArgumentError) as caught:
            parser.parse(records)
        assert str(caught.value).startswith(expected["error"]["message"])
        assert (caught.value.path, caught.value.record, caught.value.index) == ("s.tfrecord", 7, 0)
        return
    values = parser.parse(records)[0]
    context = {spec.key.decode(): as_golden(one) for spec, one in zip(parser.context_dense, values.context_dense, strict=True)}
    steps = {spec.key.decode(): as_golden(one) for spec, one in zip(parser.list_dense, values.list_dense, strict=True)}
    for spec, one in zip(parser.list_sparse, values.list_sparse, strict=True):
        steps[spec.key.decode()] = {
            "sparse": {
                "indices": one.indices.tolist(),
                "values": as_golden(one.values),
                "dense_shape": list(one.dense_shape),
            }
        }
    assert [context, steps] == expected["ok"]


def field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2, len(content)]) + content


def integers(*values: int) -> bytes:
    return field(3, field(1, bytes(values)) if values else b"")


def context(*entries: tuple[bytes, bytes]) -> bytes:
    return field(1, b"".join(field(1, field(1, key) + field(2, feature)) for key, feature in entries))


def steps(key: bytes, *features: bytes) -> bytes:
    return field(2, field(1, field(1, key) + field(2, b"".join(field(1, feature) for feature in features))))


FLOAT = field(2, field(1, bytes(4)))
DENSE = SequenceExampleParser([DenseSpec("c", "int64")])
DEFAULT = SequenceExampleParser([DenseSpec("c", "int64", default=-7)])
VARLEN = SequenceExampleParser([], [SparseSpec("c", "int64")])
STEPS = SequenceExampleParser([], [], [DenseSpec("t", "int64")])
PAIRS = SequenceExampleParser([], [], [DenseSpec("t", "int64", [2])])
MISSING = SequenceExampleParser([], [], [DenseSpec("t", "int64")], [], ["t"])
RAGGED = SequenceExampleParser([], [], [], [SparseSpec("t", "int64")])
STRINGS = SequenceExampleParser([], [], [DenseSpec("t", "string")])

INVALID = "Invalid protocol message input, example id: <unknown>"
IN_SEQUENCE = "Error in sequence feature t in example <unknown>"
CONTEXT_TYPE = "Name: <unknown>, Context feature: c.  Data types don't match. Expected type: int64"
STEP_1_TYPE = "Name: <unknown>, Feature list: t, Index: 1.  Data types don't match. Expected type: int64"
COUNT = "Inconsistent max number of elements for feature c: expected 1, but found "
STEP_1_COUNT = "Name: <unknown>, Key: t, Index: 1.  Number of values != expected.  values size: {} but output shape: []"

# What TensorFlow 2.21 answers: a list of the values, or the beginning of its error.
ODD = {
    "the last of two features": (DENSE, context((b"c", integers(5)), (b"c", integers(6))), [6]),
    "the last of two contexts": (DENSE, context((b"c", integers(5))) + context((b"c", integers(6))), [6]),
    "the first of two lists": (DENSE, context((b"c", integers(5) + integers(6))), [5]),
    "the first of two packed chunks": (VARLEN, context((b"c", field(3, b"\x0a\x01\x05\x0a\x01\x06"))), [5]),
    "unpacked integers": (VARLEN, context((b"c", field(3, b"\x08\x05\x08\x06"))), [5, 6]),
    "no context": (DEFAULT, b"", [-7]),
    "a required feature missing": (DENSE, context(), COUNT + "0"),
    "an empty list": (DENSE, context((b"c", integers())), COUNT + "0"),
    "an empty list is no default": (DEFAULT, context((b"c", integers())), "Unexpected number of elements in example"),
    "no kind is no default": (DEFAULT, context((b"c", b"")), "Unexpected number of elements in example"),
    "no kind in a sparse feature": (VARLEN, context((b"c", b"")), []),
    "two values for a default": (DEFAULT, context((b"c", integers(5, 6))), COUNT + "2"),
    "two values for one": (DENSE, context((b"c", integers(5, 6))), COUNT + "2"),
    "another kind": (DENSE, context((b"c", FLOAT)), CONTEXT_TYPE),
    "another kind, sparse": (VARLEN, context((b"c", FLOAT)), CONTEXT_TYPE),
    "an unknown kind": (DENSE, context((b"c", field(4, b""))), CONTEXT_TYPE),
    "a malformed list": (VARLEN, context((b"c", field(3, b"\x08\x01\x0a"))), CONTEXT_TYPE),
    "a list without its values": (VARLEN, context((b"c", b"\x1a\x05")), CONTEXT_TYPE),
    "value before key": (DENSE, field(1, field(1, field(2, integers(5)) + field(1, b"c"))), INVALID),
    "entry without value": (DEFAULT, field(1, field(1, field(1, b"c"))), INVALID),
    "more in an entry": (DENSE, field(1, field(1, field(1, b"c") + field(2, integers(5)) + b"\x38\x05")), INVALID),
    "unknown fields beside": (DENSE, b"\x78\x05" + context((b"c", integers(5))) + b"\x82\x01\x01x", [5]),
    "unknown fields within": (DENSE, field(1, b"\x78\x05"), INVALID),
    "junk": (DENSE, context((b"c", integers(5))) + b"\xff", INVALID),
    "a group": (DENSE, context((b"c", integers(5))) + b"\x0b", INVALID),
    "a context longer than the record": (DENSE, b"\x0a\x7f" + context((b"c", integers(5)))[2:], [5]),
    "steps": (STEPS, steps(b"t", integers(1), integers(2)), [1, 2]),
    "no steps": (STEPS, steps(b"t"), []),
    "a required list missing": (STEPS, b"", "Name: <unknown>, Feature list 't' is required but could not be found."),
    "a list missing that may": (MISSING, b"", []),
    "a sparse list missing": (RAGGED, b"", []),
    "the last of two lists": (STEPS, steps(b"t", FLOAT) + steps(b"t", integers(3)), [3]),
    "pairs": (PAIRS, steps(b"t", integers(1, 2), integers(3, 4)), [1, 2, 3, 4]),
    "an odd number for pairs": (
        PAIRS,
        steps(b"t", integers(1, 2), integers(3)),
        "Feature list 't' has an unexpected number of values.  Total values size: 3 is not consistent with output shape: [?,2]",
    ),
    "one and three for pairs": (
        PAIRS,
        steps(b"t", integers(1), integers(2, 3, 4)),
        "Name: <unknown>, Key: t, Index: 0.  Number of values != expected.  values size: 1 but output shape: [2]",
    ),
    "two values in a step": (STEPS, steps(b"t", integers(1), integers(2, 3)), STEP_1_COUNT.format(2)),
    "no value in a step": (STEPS, steps(b"t", integers(1), integers()), STEP_1_COUNT.format(0)),
    "no kind in a step": (STEPS, steps(b"t", integers(1), b""), STEP_1_COUNT.format(0)),
    "no kind in a sparse step": (RAGGED, steps(b"t", b"", integers(1)), [1]),
    "another kind in a step": (STEPS, steps(b"t", integers(1), FLOAT), STEP_1_TYPE),
    "another kind in a sparse step": (RAGGED, steps(b"t", integers(1), FLOAT), STEP_1_TYPE),
    "an unknown kind in a step": (RAGGED, steps(b"t", integers(1), field(4, b"")), STEP_1_TYPE),
    "a malformed step": (RAGGED, steps(b"t", integers(1), field(3, b"\x0a\x01\x81")), STEP_1_TYPE),
    "two lists in a step": (STEPS, steps(b"t", integers(1) + integers(2)), IN_SEQUENCE),
    "two packed chunks in a step": (STEPS, steps(b"t", field(3, b"\x0a\x01\x05\x0a\x01\x06")), IN_SEQUENCE),
    "unknown field among steps": (STEPS, field(2, field(1, field(1, b"t") + field(2, b"\x78\x05"))), IN_SEQUENCE),
    "strings": (STRINGS, steps(b"t", field(1, field(1, b"a")), field(1, field(1, b""))), [b"a", b""]),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_records_have_tensorflows_answers(name):
    parser, record, expected = ODD[name]
    if isinstance(expected, str):
        with pytest.raises(InvalidArgumentError) as caught:
            parser.parse(records_of(record))
        assert str(caught.value).startswith(expected)
        return
    values = parser.parse(records_of(record))[0]
    (only,) = (one for group in values for one in group)
    assert np.ravel(getattr(only, "values", only)).tolist() == expected


def test_types_are_looked_at_before_counts():
    parser = SequenceExampleParser([DenseSpec("c", "int64")], [], [DenseSpec("t", "int64")])
    with pytest.raises(InvalidArgumentError, match="Feature list: t, Index: 0"):
        parser.parse(records_of(context((b"c", integers(5, 6))) + steps(b"t", FLOAT)))


def test_errors_name_the_record_and_what_it_has():
    good = context((b"c", integers(1)))
    with pytest.raises(InvalidArgumentError) as caught:
        DENSE.parse(records_of(good, good, context((b"k", integers(1)))), names=[b"a", b"b", b"n3"])
    error = caught.value
    assert (error.index, error.record, error.path) == (2, 9, "s.tfrecord")
    assert str(error).endswith("(s.tfrecord:9: expected int64 of shape [], found the context features 'k')")
    with pytest.raises(InvalidArgumentError, match="Name: n1, Context feature"):
        DENSE.parse(records_of(context((b"c", FLOAT))), names=[b"n1"])


FEATURES = st.one_of(
    st.lists(st.integers(-(1 << 63), (1 << 63) - 1), max_size=4).map(lambda items: ("int64_list", items)),
    st.lists(st.floats(width=32, allow_nan=False), max_size=4).map(lambda items: ("float_list", items)),
    st.lists(st.binary(max_size=200), max_size=4).map(lambda items: ("bytes_list", items)),
)
DTYPE = {"int64_list": "int64", "float_list": "float32", "bytes_list": "string"}


def feature_of(kind: str, items: list) -> Feature:
    feature = Feature()
    getattr(feature, kind).value.extend(items)
    feature.__getattribute__(kind).SetInParent()
    return feature


@given(FEATURES, FEATURES, st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_what_protobuf_writes_is_read_back(inner, step, count):
    message = SequenceExample()
    message.context.feature["c"].CopyFrom(feature_of(*inner))
    message.feature_lists.feature_list["t"].CopyFrom(FeatureList(feature=[feature_of(*step)] * count))
    parser = SequenceExampleParser([], [SparseSpec("c", DTYPE[inner[0]])], [DenseSpec("t", DTYPE[step[0]], [len(step[1])])], [])
    values = parser.parse(records_of(message.SerializeToString()))[0]
    assert values.context_sparse[0].tolist() == inner[1]
    assert values.list_dense[0].shape == (count, len(step[1]))
    assert values.list_dense[0].tolist() == [step[1]] * count


@given(st.binary(max_size=30))
@settings(max_examples=100, deadline=None)
def test_noise_is_refused_or_read(noise):
    whole = context((b"c", integers(5))) + steps(b"t", integers(1))
    for record in (noise, whole[: len(noise)], whole + noise):
        for parser in (DENSE, DEFAULT, VARLEN, STEPS, RAGGED):
            with contextlib.suppress(InvalidArgumentError):  # any other exception fails
                assert len(parser.parse(records_of(record))) == 1


WRONG_SPECS = {
    "nothing": ({}, None, ValueError, "Both context_features and sequence_features are None, but at least one should"),
    "default": (
        None,
        {"t": FixedLenSequenceFeature([], "int64", True, 5)},
        ValueError,
        "Value feature_list.dense_defaults[t] must be None",
    ),
    "fixed length among lists": (
        None,
        {"t": FixedLenFeature([], "int64")},
        ValueError,
        "Unsupported FixedLenFeature FixedLenFeature(shape=[], dtype='int64', default_value=None) for key 't'",
    ),
    "sequence in the context": (
        {"t": FixedLenSequenceFeature([], "int64")},
        None,
        ValueError,
        "Unsupported FixedLenSequenceFeature FixedLenSequenceFeature(shape=[]",
    ),
    "sparse in the context": (
        {"t": SparseFeature("a", "b", "int64", 3)},
        None,
        ValueError,
        "Unsupported SparseFeature",
    ),
    "no shape": (None, {"t": FixedLenSequenceFeature(None, "int64")}, ValueError, "Missing shape for feature t."),
    "type of a list": (
        None,
        {"t": FixedLenSequenceFeature([], "int32")},
        TypeError,
        "Value passed to parameter 'feature_list_dense_types' has DataType int32 not in list of allowed values: "
        "float32, int64, string",
    ),
    "type of a sparse list": (
        None,
        {"t": VarLenFeature("int32")},
        TypeError,
        "Value passed to parameter 'feature_list_sparse_types' has DataType int32",
    ),
    "type in the context": (
        {"t": FixedLenFeature([], "int32")},
        None,
        TypeError,
        "Value passed to parameter 'context_dense_defaults' has DataType int32",
    ),
}


@pytest.mark.parametrize("name", WRONG_SPECS)
def test_wrong_specs_are_refused_in_tensorflows_words(name):
    context_features, sequence_features, kind, words = WRONG_SPECS[name]
    with pytest.raises(kind) as caught:
        sequence_parser(context_features, sequence_features)
    assert str(caught.value).startswith(words)


def test_a_batch_has_each_record_of_its_own_in_its_row():
    context = {
        "text": FixedLenFeature([], "string", "none"),
        "pair": FixedLenFeature([2], "int64", [7, 8]),
        "some": VarLenFeature("float32"),
    }
    steps = {"vec": FixedLenSequenceFeature([2], "float32", True), "word": FixedLenSequenceFeature([], "string", True)}
    parser = sequence_parser(context, {**steps, "w": VarLenFeature("int64")})
    random, records = np.random.RandomState(3), []
    for number in range(5):
        example = SequenceExample()
        if number != 1:
            example.context.feature["text"].bytes_list.value.append(b"t%d" % number)
            example.context.feature["pair"].int64_list.value.extend([number, -number])
        example.context.feature["some"].float_list.value.extend(range(number))
        for step in range(random.randint(4)):
            example.feature_lists.feature_list["vec"].feature.add().float_list.value.extend([step, number])
            example.feature_lists.feature_list["word"].feature.add().bytes_list.value.append(b"w%d" % step)
            example.feature_lists.feature_list["w"].feature.add().int64_list.value.extend(range(step))
        records.append(example.SerializeToString())
    alone = [parser.parse(Records.from_list([record]), None)[0] for record in records]
    found = batch_of(parser, alone)
    assert len(found.context_dense) == len(parser.context_dense)
    for number, column in enumerate(found.context_dense):
        assert column.tolist() == [np.asarray(one.context_dense[number]).tolist() for one in alone]
    for number, (column, lengths) in enumerate(zip(found.list_dense, found.list_lengths, strict=True)):
        assert lengths.tolist() == [len(one.list_dense[number]) for one in alone]
        assert column.shape[1] == max(lengths)
        for row, one, length in zip(column, alone, lengths, strict=True):
            assert row[:length].tolist() == np.asarray(one.list_dense[number]).tolist()
            assert not any(np.ravel(row[length:]).tolist())  # b"" or 0
    for number, matrix in enumerate(found.context_sparse):
        assert matrix.dense_shape == (5, max(len(one.context_sparse[number]) for one in alone))
        for row, one in enumerate(alone):
            mine = matrix.indices[:, 0] == row
            assert matrix.values[mine].tolist() == list(one.context_sparse[number])
            assert matrix.indices[mine, 1].tolist() == list(range(len(one.context_sparse[number])))
    for number, tensor in enumerate(found.list_sparse):
        for row, one in enumerate(alone):
            mine = tensor.indices[:, 0] == row
            assert tensor.indices[mine, 1:].tolist() == one.list_sparse[number].indices.tolist()
            assert tensor.values[mine].tolist() == one.list_sparse[number].values.tolist()


def test_a_batch_of_no_records_has_its_types():
    context = {"text": FixedLenFeature([], "string"), "some": VarLenFeature("float32")}
    parser = sequence_parser(context, {"v": FixedLenSequenceFeature([2], "int64"), "w": VarLenFeature("int64")})
    found = batch_of(parser, [])
    assert [(one.shape, one.dtype) for one in found.context_dense] == [((0,), np.dtype(object))]
    assert [(one.shape, one.dtype) for one in found.list_dense] == [((0, 0, 2), np.dtype(np.int64))]
    assert [one.dense_shape for one in (*found.context_sparse, *found.list_sparse)] == [(0, 0), (0, 0, 0)]
