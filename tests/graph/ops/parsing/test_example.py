"""parse_example and its kin in graphs: TensorFlow's answers, its names, and blocks of records."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden
from support.blocks import same_as_one_by_one

from headrace.formats import tfrecord
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.example.rows import example_from_row
from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature, SparseFeature, VarLenFeature
from headrace.formats.records import Records
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder, placeholder_with_default
from headrace.graph.ops.parsing.example import parse_example, parse_single_example
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes, errors

RULES = golden.load("rules/parse_single_example.json")
CASES = golden.load("tfrecord/examples.json")["cases"]
ERRORS = {"InvalidArgumentError": errors.InvalidArgumentError, "TypeError": TypeError, "ValueError": ValueError}


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetches, feeds=None):
    with Session() as session:
        return session.run(fetches, feeds)


def example(**row) -> bytes:
    return example_from_row(row).SerializeToString()


ONE = example(i=[3], v=[4, 5], x=[0.5, 0.25], s=b"abc")


def feature_of(spec):
    if spec["kind"] == "VarLen":
        return VarLenFeature(dtypes.as_dtype(spec["dtype"]))
    kind = dtypes.as_dtype(spec["dtype"])
    if spec["kind"] == "FixedLen":
        return FixedLenFeature(spec["shape"], kind, spec.get("default", spec.get("default_value")))
    return FixedLenSequenceFeature(spec["shape"], kind, spec["allow_missing"], spec.get("default"))


def value_of(cell):
    if isinstance(cell, dict) and "values" in cell:
        values = [value_of(one) for one in cell["values"]]
        return np.array(values, object if cell["dtype"] == "string" else cell["dtype"]).reshape(cell["shape"])
    if isinstance(cell, dict):
        return cell["text"].encode() if "text" in cell else bytes.fromhex(cell["hex"])
    return float(cell) if isinstance(cell, str) else cell


def check(found, expected):
    if isinstance(expected, dict) and "sparse" in expected:
        assert found.indices.tolist() == expected["sparse"]["indices"]
        assert found.indices.ndim == 2
        assert found.dense_shape.tolist() == expected["sparse"]["dense_shape"]
        found, expected = found.values, expected["sparse"]["values"]
    expected = value_of(expected)
    assert np.shape(found) == np.shape(expected)
    np.testing.assert_array_equal(found, expected)
    if isinstance(expected, np.ndarray):
        assert found.dtype == expected.dtype


QUESTIONS = [
    pytest.param(case, mode, question, id=f"{case['name']}-{mode[6:7]}{number}")
    for case in CASES
    for mode in ("parse_single_example", "parse_example_batch_of_1")
    for number, question in enumerate(case[mode])
]


@pytest.mark.parametrize(("case", "mode", "question"), QUESTIONS)
def test_examples(case, mode, question):
    serialized = bytes.fromhex(case["hex"])
    features = {key: feature_of(spec) for key, spec in question["features"].items()}

    def parsed():
        if mode == "parse_single_example":
            return parse_single_example(constant(serialized), features)
        return parse_example(constant([serialized]), features)

    if "error" in question:
        kind = ERRORS[question["error"]["class"]]
        with pytest.raises(kind) as caught:
            run(parsed())
        message = caught.value.message if isinstance(caught.value, errors.OpError) else str(caught.value)
        # The rest of TensorFlow's text for a wrong default names ops of its graph.
        assert message.startswith(question["error"]["message"].partition(" for '{{node")[0])
        return
    tensors = parsed()
    found = run(tensors)
    assert found.keys() == question["ok"].keys()
    for key, expected in question["ok"].items():
        check(found[key], expected)
        if not isinstance(tensors[key], SparseTensor):
            assert tensors[key].shape.is_compatible_with(np.shape(found[key]))


INT = FixedLenFeature([], dtypes.int64)
PROBES = {
    "features None": lambda: parse_single_example(ONE, None),
    "features empty": lambda: parse_single_example(ONE, {}),
    "missing required": lambda: parse_single_example(ONE, {"nope": FixedLenFeature([], dtypes.float32)}),
    "wrong dtype FixedLen": lambda: parse_single_example(ONE, {"i": FixedLenFeature([], dtypes.float32)}),
    "wrong dtype VarLen": lambda: parse_single_example(ONE, {"i": VarLenFeature(dtypes.string)}),
    "FixedLen of unknown dim": lambda: parse_single_example(ONE, {"i": FixedLenFeature([None], dtypes.int64)}),
    "FixedLen dtype int32": lambda: parse_single_example(ONE, {"i": FixedLenFeature([], dtypes.int32)}),
    "VarLen dtype int32": lambda: parse_single_example(ONE, {"i": VarLenFeature(dtypes.int32)}),
    "FixedLenSequence without allow_missing": lambda: parse_single_example(
        ONE, {"i": FixedLenSequenceFeature([], dtypes.int64)}
    ),
    "unknown feature kind": lambda: parse_single_example(ONE, {"i": 3}),
    "no shape": lambda: parse_single_example(ONE, {"i": FixedLenFeature(None, dtypes.int64)}),
    "wrong default shape": lambda: parse_single_example(ONE, {"j": FixedLenFeature([2], dtypes.int64, [1, 2, 3])}),
    "default of the wrong type": lambda: parse_single_example(ONE, {"j": FixedLenFeature([], dtypes.int64, "x")}),
    "parse_example batch error names the example": lambda: parse_example(
        [ONE, example(x=[1.0])], {"i": INT}, example_names=["n1", "n2"]
    ),
    "parse_example batch error without names": lambda: parse_example([ONE, example(x=[1.0])], {"i": INT}),
    "parse_single_example of a vector": lambda: parse_single_example([ONE], {"i": INT}),
}


@pytest.mark.parametrize("probe", PROBES)
def test_errors_are_those_of_tensorflow(probe):
    expected = RULES[probe]["error"]
    with pytest.raises(ERRORS[expected["class"]]) as caught:
        run(PROBES[probe]())
    message = caught.value.message if isinstance(caught.value, errors.OpError) else str(caught.value)
    assert message.startswith(expected["message"].partition(" for '{{node")[0])
    if isinstance(caught.value, errors.OpError):
        assert caught.value.op.name in expected["node_suffix"]


def test_names_are_those_of_tensorflow(graph):
    parse_single_example(ONE, {"i": INT})
    parse_example([ONE], {"i": INT})
    assert [[op.name, op.type] for op in graph.get_operations()] == RULES["op names"]["ok"]


def test_attributes_hold_what_the_op_needs():
    serialized = constant([ONE])
    op = parse_example(serialized, {"i": INT, "v": VarLenFeature(dtypes.int64)})["i"].op
    assert op.get_attr("num_sparse") == 1
    assert [kind.name for kind in op.get_attr("sparse_types")] == ["int64"]
    assert [kind.name for kind in op.get_attr("Tdense")] == ["int64"]
    assert op.get_attr("dense_shapes") == [()]
    assert op.inputs[0] is serialized


def test_shapes_of_all_kinds_of_features():
    features = {
        "fixed": FixedLenFeature([2, 3], dtypes.float32, np.zeros((2, 3))),
        "steps": FixedLenSequenceFeature([2], dtypes.int64, allow_missing=True),
        "any": VarLenFeature(dtypes.string),
        "cells": SparseFeature("v", "x", dtypes.float32, 10),
    }
    single = parse_single_example(ONE, features)
    assert single["fixed"].shape.as_list() == [2, 3]
    assert single["steps"].shape.as_list() == [None, 2]
    assert single["any"].indices.shape.as_list() == [None, 1]
    assert single["cells"].shape.as_list() == [10]
    batch = parse_example([ONE, ONE], features)
    assert batch["fixed"].shape.as_list() == [2, 2, 3]
    assert batch["steps"].shape.as_list() == [2, None, 2]
    assert batch["any"].indices.shape.as_list() == [None, 2]
    unknown = parse_example(placeholder("string", [None]), features)
    assert unknown["fixed"].shape.as_list() == [None, 2, 3]


def test_steps_of_a_batch_are_padded():
    features = {"i": FixedLenSequenceFeature([], dtypes.int64, allow_missing=True, default_value=-5)}
    found = run(parse_example([example(i=[1, 2]), example(x=[0.5])], features))
    check(found["i"], RULES["parse_example FixedLenSequence pads"]["ok"]["i"])


def test_sparse_features():
    serialized = example(at=[5, 2], value=[0.5, 0.25])
    features = {"sp": SparseFeature("at", "value", dtypes.float32, 10)}
    check(run(parse_single_example(serialized, features))["sp"], RULES["SparseFeature"]["ok"]["sp"])
    batch = run(parse_example([serialized, example(at=[1], value=[2.0])], features))["sp"]
    assert batch.indices.tolist() == [[0, 2], [0, 5], [1, 1]]
    assert batch.values.tolist() == [0.25, 0.5, 2.0]
    assert batch.dense_shape.tolist() == [2, 10]
    matrix = run(
        parse_single_example(
            example(row=[1, 0], column=[2, 1], value=[7, 8]),
            {"m": SparseFeature(["row", "column"], "value", dtypes.int64, [3, 4])},
        )
    )["m"]
    assert matrix.indices.tolist() == [[0, 1], [1, 2]]
    assert matrix.values.tolist() == [8, 7]
    assert matrix.dense_shape.tolist() == [3, 4]


def test_a_sparse_feature_with_more_indices_than_values():
    features = {"sp": SparseFeature("at", "value", dtypes.float32, 10)}
    with pytest.raises(errors.InvalidArgumentError, match=r"Number of elements in indices \(2\) and values \(1\) do not match"):
        run(parse_single_example(example(at=[5, 2], value=[0.5]), features))


def test_a_default_may_be_a_tensor():
    fallback = placeholder("int64", [])
    parsed = parse_example([ONE, example(x=[1.0])], {"i": FixedLenFeature([], dtypes.int64, fallback)})
    assert run(parsed["i"], {fallback: 9}).tolist() == [3, 9]


def test_a_serialized_example_of_unknown_shape_has_to_be_a_scalar():
    assert run(parse_single_example(placeholder_with_default(ONE, None), {"i": INT}))["i"] == 3
    with pytest.raises(errors.InvalidArgumentError, match="Input serialized must be a scalar"):
        run(parse_single_example(placeholder_with_default([ONE], None), {"i": INT}))


# -- blocks ------------------------------------------------------------------------------------------------------------

FEATURES = {
    "i": FixedLenFeature([], dtypes.int64, -1),
    "x": FixedLenFeature([2], dtypes.float32, [0.0, 1.0]),
    "s": FixedLenFeature([], dtypes.string, "none"),
    "texts": FixedLenFeature([2], dtypes.string, ["a", "b"]),
    "steps": FixedLenSequenceFeature([], dtypes.int64, allow_missing=True),
    "pairs": FixedLenSequenceFeature([2], dtypes.float32, allow_missing=True),
    "ids": VarLenFeature(dtypes.int64),
    "words": VarLenFeature(dtypes.string),
}
ROWS = [
    {"i": [1], "x": [0.5, 1.5], "s": b"abc", "ids": [1, 2, 3], "steps": [4], "pairs": [1.0, 2.0]},
    {"words": [b"a", b"b"], "texts": [b"x", b"y"]},
    {"ids": [9], "steps": [5, 6, 7], "pairs": [1.0, 2.0, 3.0, 4.0], "s": b""},
]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], [ROWS[0]] * 4, [ROWS[1]] * 2])
def test_a_block_of_examples_is_parsed_as_they_are_one_by_one(rows):
    parsed = parse_single_example(placeholder("string", []), FEATURES)
    records = Records.from_list([example(**row) for row in rows], "train.tfrecord", range(len(rows)))
    for block in (records, records.to_array()):
        same_as_one_by_one(parsed["i"].op, block)


def test_a_block_with_one_bad_example_is_left_to_the_loop():
    parsed = parse_single_example(placeholder("string", []), {"i": INT})
    block = Records.from_list([ONE, example(x=[1.0])], "train.tfrecord", [0, 77])
    with pytest.raises(InvalidArgumentError, match=r"Feature: i .* is required") as caught:
        same_as_one_by_one(parsed["i"].op, block)
    assert "train.tfrecord:77" in str(caught.value)


def test_a_training_set_through_the_block_rule():
    expected = np.load(golden.DIRECTORY / "tfrecord/train50.npz")
    (block,) = tfrecord.read(golden.DIRECTORY / "tfrecord/train50.tfrecord")
    parsed = parse_single_example(
        placeholder("string", []),
        {
            "label": FixedLenFeature([], dtypes.int64),
            "x": FixedLenFeature([4], dtypes.float32),
            "tags": VarLenFeature(dtypes.string),
        },
    )
    indices, tags, _, label, x = same_as_one_by_one(parsed["x"].op, block)
    np.testing.assert_array_equal(label, expected["label"])
    np.testing.assert_array_equal(x, expected["x"])
    assert [tag.decode() for row in tags for tag in row] == expected["tags_values"].tolist()
    assert [[row, at] for row, found in enumerate(indices) for (at,) in found.tolist()] == expected["tags_indices"].tolist()


@pytest.mark.parametrize("shape", [[0], [0, 3], [2, 0]])
def test_a_feature_without_elements_may_be_missing(shape):
    feature = {"absent": FixedLenFeature(shape, dtypes.int64, np.zeros(shape, np.int64))}
    assert run(parse_single_example(constant(ONE), feature))["absent"].shape == tuple(shape)
    assert run(parse_example(constant([ONE, ONE]), feature))["absent"].shape == (2, *shape)
    with pytest.raises(errors.InvalidArgumentError, match="Key: i"):
        run(parse_single_example(constant(ONE), {"i": FixedLenFeature([0], dtypes.int64, [])}))
