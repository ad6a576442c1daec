"""parse_single_sequence_example in graphs: TensorFlow's answers."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden

from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature, VarLenFeature
from headrace.formats.proto.example_pb2 import SequenceExample
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.parsing.sequence_example import parse_sequence_example, parse_single_sequence_example
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor, SparseTensorValue
from headrace.graph.types import dtypes, errors


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetches):
    with Session() as session:
        return session.run(fetches)


def sequence() -> bytes:
    message = SequenceExample()
    message.context.feature["c"].int64_list.value.append(1)
    for number in (4, 5):
        message.feature_lists.feature_list["s"].feature.add().int64_list.value.append(number)
    for words in ([b"a", b"b"], [b"c"]):
        message.feature_lists.feature_list["w"].feature.add().bytes_list.value.extend(words)
    return message.SerializeToString()


CONTEXT = {
    "c": FixedLenFeature([], dtypes.int64),
    "d": FixedLenFeature([2], dtypes.float32, [1.0, 2.0]),
    "v": VarLenFeature(dtypes.int64),
}
LISTS = {
    "s": FixedLenSequenceFeature([], dtypes.int64),
    "m": FixedLenSequenceFeature([2], dtypes.float32, allow_missing=True),
    "w": VarLenFeature(dtypes.string),
}


def test_context_and_lists():
    context, lists = run(parse_single_sequence_example(sequence(), CONTEXT, LISTS))
    assert context["c"] == 1
    assert context["d"].tolist() == [1, 2]
    assert context["v"].indices.shape == (0, 1)
    assert context["v"].dense_shape.tolist() == [0]
    assert lists["s"].tolist() == [4, 5]
    assert lists["m"].shape == (0, 2)
    assert lists["w"].indices.tolist() == [[0, 0], [0, 1], [1, 0]]
    assert lists["w"].values.tolist() == [b"a", b"b", b"c"]
    assert lists["w"].dense_shape.tolist() == [2, 2]


def test_shapes_types_and_names():
    context, lists = parse_single_sequence_example(sequence(), CONTEXT, LISTS)
    assert context["d"].shape.as_list() == [2]
    assert lists["s"].shape.as_list() == [None]
    assert lists["m"].shape.as_list() == [None, 2]
    assert isinstance(lists["w"], SparseTensor)
    assert lists["w"].indices.shape.as_list() == [None, 2]
    op = lists["s"].op
    assert op.type == "ParseSequenceExampleV2"
    assert op.name == "ParseSingleSequenceExample/ParseSequenceExample/ParseSequenceExampleV2"
    assert [tensor.name.rpartition("/")[2] for tensor in op.inputs[1:9]] == [
        "debug_name:0",
        "context_sparse_keys:0",
        "context_dense_keys:0",
        "context_ragged_keys:0",
        "feature_list_sparse_keys:0",
        "feature_list_dense_keys:0",
        "feature_list_ragged_keys:0",
        "feature_list_dense_missing_assumed_empty:0",
    ]


def test_the_error_names_the_example():
    parsed = parse_single_sequence_example(
        sequence(), sequence_features={"nope": FixedLenSequenceFeature([], dtypes.int64)}, example_name="one"
    )
    with pytest.raises(errors.InvalidArgumentError, match="Name: one, Feature list 'nope' is required"):
        run(parsed)


def test_what_is_refused():
    with pytest.raises(ValueError, match="at least one should have values"):
        parse_single_sequence_example(sequence())
    with pytest.raises(ValueError, match="Input serialized must be a scalar"):
        parse_single_sequence_example([sequence()], CONTEXT)


CASES = golden.load("tfrecord/sequence_examples.json")["cases"]


def _lists(allow_missing):
    return {
        "tok": FixedLenSequenceFeature([], dtypes.int64, allow_missing),
        "vec": FixedLenSequenceFeature([2], dtypes.float32, allow_missing),
        "w": VarLenFeature(dtypes.string),
    }


LENGTH_AND_ID = {
    "length": FixedLenFeature([], dtypes.int64),
    "id": FixedLenFeature([], dtypes.string, "none"),
}
QUESTIONS = {
    "tok FixedLenSequence[] int64, vec FixedLenSequence[2] float32, w VarLen string; context length FixedLen[] int64 "
    "required, id FixedLen[] string default 'none'": (LENGTH_AND_ID, _lists(False)),
    "same with allow_missing=True": (LENGTH_AND_ID, _lists(True)),
    "no context features; tok VarLen int64": (None, {"tok": VarLenFeature(dtypes.int64)}),
}


def cell_of(value):
    """A value in the golden file's form."""
    if isinstance(value, SparseTensorValue):
        indices, values, shape = value
        cell = {"indices": indices.tolist(), "values": cell_of(values), "dense_shape": shape.tolist()}
        return {"sparse": cell}
    if isinstance(value, bytes):
        return {"text": value.decode()} if all(32 <= byte < 127 for byte in value) else {"hex": value.hex()}
    if np.ndim(value) == 0:
        return value.item()
    if value.dtype == object:
        return {"dtype": "string", "shape": list(value.shape), "values": [*map(cell_of, value.flat)]}
    return {"dtype": value.dtype.name, "shape": list(value.shape), "values": value.ravel().tolist()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("question", QUESTIONS, ids=["required", "allow_missing", "varlen"])
def test_sequence_examples(case, question):
    expected = case["parse_single_sequence_example"][question]
    parsed = parse_single_sequence_example(bytes.fromhex(case["hex"]), *QUESTIONS[question])
    if "error" in expected:
        with pytest.raises(errors.InvalidArgumentError) as caught:
            run(parsed)
        assert caught.value.message.startswith(expected["error"]["message"])
        return
    assert [{key: cell_of(value) for key, value in part.items()} for part in run(parsed)] == expected["ok"]


# -- batches, as TensorFlow 2.21 has them --------------------------------------------------------------------------------


def one_of_batch(c=None, v=(), **lists) -> bytes:
    message = SequenceExample()
    if c is not None:
        message.context.feature["c"].int64_list.value.append(c)
    for value in v:
        message.context.feature["v"].bytes_list.value.append(value)
    for key, steps in lists.items():
        for step in steps:
            feature = message.feature_lists.feature_list[key].feature.add()
            kind = {"s": feature.int64_list, "m": feature.float_list, "w": feature.bytes_list}[key]
            kind.value.extend(step)
    return message.SerializeToString()


BATCH = [
    one_of_batch(1, [b"x", b"y"], s=[[4], [5]], w=[[b"a", b"b"], [b"c"]], m=[[1, 2]]),
    one_of_batch(2, [b"z"], s=[[6]]),
    one_of_batch(3, s=[[7], [8], [9]], w=[[], [b"d", b"e", b"f"], [b"g"]], m=[[3, 4], [5, 6], [7, 8]]),
]
BATCH_CONTEXT = CONTEXT | {"v": VarLenFeature(dtypes.string)}


def test_a_batch():
    context, lists, lengths = run(parse_sequence_example(BATCH, BATCH_CONTEXT, LISTS))
    assert context["c"].tolist() == [1, 2, 3]
    assert context["d"].tolist() == [[1, 2]] * 3
    assert context["v"].indices.tolist() == [[0, 0], [0, 1], [1, 0]]
    assert context["v"].values.tolist() == [b"x", b"y", b"z"]
    assert context["v"].dense_shape.tolist() == [3, 2]
    assert lists["s"].tolist() == [[4, 5, 0], [6, 0, 0], [7, 8, 9]]
    assert lists["m"].tolist() == [[[1, 2], [0, 0], [0, 0]], [[0, 0]] * 3, [[3, 4], [5, 6], [7, 8]]]
    places = [[0, 0, 0], [0, 0, 1], [0, 1, 0], [2, 1, 0], [2, 1, 1], [2, 1, 2], [2, 2, 0]]
    assert lists["w"].indices.tolist() == places
    assert lists["w"].values.tolist() == [b"a", b"b", b"c", b"d", b"e", b"f", b"g"]
    assert lists["w"].dense_shape.tolist() == [3, 3, 3]
    assert {key: value.tolist() for key, value in lengths.items()} == {"s": [2, 1, 3], "m": [1, 0, 3]}


def test_shapes_of_a_batch():
    context, lists, lengths = parse_sequence_example(BATCH, BATCH_CONTEXT, LISTS)
    assert context["c"].op.name == "ParseSequenceExample/ParseSequenceExample/ParseSequenceExampleV2"
    assert [context[key].static_shape for key in "cd"] == [(3,), (3, 2)]
    assert [lists[key].static_shape for key in "sm"] == [(3, None), (3, None, 2)]
    assert [lengths[key].static_shape for key in "sm"] == [(3,), (3,)]
    assert lists["w"].indices.static_shape == (None, 3)
    assert context["v"].indices.static_shape == (None, 2)


def test_batches_of_one_and_of_none_and_parts():
    context, lists, lengths = run(parse_sequence_example(BATCH[1:2], BATCH_CONTEXT, LISTS))
    assert (context["c"].tolist(), lists["s"].tolist(), lengths["s"].tolist()) == ([2], [[6]], [1])
    assert lists["m"].shape == (1, 0, 2)
    assert lists["w"].dense_shape.tolist() == [1, 0, 0]
    context, lists, lengths = run(parse_sequence_example(np.array([], object), BATCH_CONTEXT, LISTS))
    assert (context["d"].shape, lists["m"].shape, lengths["s"].shape) == ((0, 2), (0, 0, 2), (0,))
    assert lists["w"].dense_shape.tolist() == [0, 0, 0]
    context, lists, lengths = run(parse_sequence_example(BATCH, BATCH_CONTEXT))
    assert (context["c"].tolist(), lists, lengths) == ([1, 2, 3], {}, {})
    context, lists, _ = run(parse_sequence_example(BATCH[:2], None, LISTS))
    assert (context, lists["s"].tolist()) == ({}, [[4, 5], [6, 0]])


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (one_of_batch(s=[[1]]), "Feature: c (data type: int64) is required but could not be found."),
        (one_of_batch(1), "Name: two, Feature list 's' is required but could not be found."),
        (
            one_of_batch(1, s=[[4]], m=[[1]]),
            "Name: two, Key: m, Index: 0.  Number of values != expected.  values size: 1 but output shape: [2]",
        ),
    ],
    ids=["feature", "list", "value"],
)
def test_errors_of_a_batch(record, words):
    parsed = parse_sequence_example([BATCH[0], record], BATCH_CONTEXT, LISTS, ["one", "two"])
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(parsed)
    assert caught.value.message.startswith(words)
    assert "(record 1: " in caught.value.message


def test_arguments_of_a_batch():
    with pytest.raises(ValueError, match="Shape must be at most rank 1 but is rank 2"):
        parse_sequence_example([BATCH], BATCH_CONTEXT)
    with pytest.raises(errors.InvalidArgumentError, match="example_names must be empty or have the correct number"):
        run(parse_sequence_example(BATCH, BATCH_CONTEXT, LISTS, ["one"]))
