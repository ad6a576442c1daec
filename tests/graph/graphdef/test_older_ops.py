"""What stands in GraphDefs for ops of our own generation, and what they are read as."""

from __future__ import annotations

import numpy as np
import pytest
from google.protobuf import text_format

import headrace as tf

SPEC = {
    "numbers": tf.FixedLenFeature([2], tf.float32),
    "some": tf.VarLenFeature(tf.int64),
    "text": tf.FixedLenFeature([], tf.string, default_value="nothing"),
    "steps": tf.FixedLenSequenceFeature([], tf.int64, allow_missing=True),
}


def example():
    found = tf.train.Example()
    found.features.feature["numbers"].float_list.value.extend([1, 2])
    found.features.feature["some"].int64_list.value.append(5)
    return found.SerializeToString()


def parsed(shape, spec):
    """A graph that parses what is fed, and the names of the features."""
    with tf.Graph().as_default() as graph:
        given = tf.placeholder(tf.string, shape, name="given")
        found = (tf.parse_single_example if shape == [] else tf.parse_example)(given, spec)
    return graph.as_graph_def(), {key: getattr(value, "values", value).name for key, value in found.items()}


def run(graph_def, names, fed):
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        tf.import_graph_def(graph_def, name="")
        values = sess.run(names, None if fed is None else {"given:0": fed})
        return {key: np.asarray(value).tolist() for key, value in values.items()}, graph.as_graph_def()


@pytest.mark.parametrize(("shape", "op"), [([None], "ParseExample"), ([3], "ParseExample"), ([], "ParseSingleExample")])
@pytest.mark.parametrize("keys", [list(SPEC), ["numbers"], ["some"]])
def test_a_graph_is_written_with_the_ops_of_tensorflow_1_and_read_again_and_again(shape, op, keys):
    single = op == "ParseSingleExample"
    if single and "steps" in keys:
        keys = keys[:-1]
    graph_def, names = parsed(shape, {key: SPEC[key] for key in keys})
    fed = example() if single else [example()] * (shape[0] or 2)
    expected = None
    for _ in range(3):
        assert [node.op for node in graph_def.node if node.op.startswith("Parse")] == [op]
        found, graph_def = run(graph_def, names, fed)
        expected = expected or found
        assert found == expected
    assert expected["numbers" if "numbers" in keys else "some"]


def test_keys_that_nobody_knows_need_the_newer_op():
    with tf.Graph().as_default() as graph:
        given = tf.placeholder(tf.string, name="given")
        parse = tf.parse_example(given, {"some": SPEC["some"]})["some"].values
    assert [node.op for node in graph.as_graph_def().node if node.op.startswith("Parse")] == ["ParseExampleV2"]
    assert run(graph.as_graph_def(), {"some": parse.name}, [example()])[0] == {"some": [5]}


def test_names_and_devices_stay():
    with tf.Graph().as_default() as graph, tf.device("/cpu:0"):
        parse = tf.parse_example(["a"], {"some": SPEC["some"]}, name="mine")["some"].values.op
    with tf.Graph().as_default() as copy:
        tf.import_graph_def(graph.as_graph_def(), name="in")
    operation = copy.get_operation_by_name(f"in/{parse.name}")
    assert (operation.type, operation.device) == (parse.type, parse.device)


RESOURCES = """
  node { name: "v" op: "VarHandleOp" attr { key: "dtype" value { type: DT_FLOAT } } attr { key: "shared_name" value { s: "v" } }
         attr { key: "shape" value { shape { dim { size: 2 } } } } }
  node { name: "one" op: "Const" attr { key: "dtype" value { type: DT_FLOAT } }
         attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape { dim { size: 2 } } float_val: 1 } } } }
  node { name: "set" op: "AssignVariableOp" input: "v" input: "one" attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "more" op: "AssignAddVariableOp" input: "v" input: "one" attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "less" op: "AssignSubVariableOp" input: "v" input: "one" attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "known" op: "VarIsInitializedOp" input: "v" }
  node { name: "hand" op: "Identity" input: "v" attr { key: "T" value { type: DT_RESOURCE } } }
  node { name: "read" op: "ReadVariableOp" input: "hand" attr { key: "dtype" value { type: DT_FLOAT } } }
  node { name: "size" op: "VariableShape" input: "v" attr { key: "out_type" value { type: DT_INT32 } } }
  node { name: "place" op: "Const" attr { key: "dtype" value { type: DT_INT32 } }
         attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape { dim { size: 1 } } int_val: 1 } } } }
  node { name: "row" op: "ResourceGather" input: "v" input: "place" attr { key: "dtype" value { type: DT_FLOAT } }
         attr { key: "Tindices" value { type: DT_INT32 } } attr { key: "validate_indices" value { b: true } } }
  node { name: "rate" op: "Const" attr { key: "dtype" value { type: DT_FLOAT } }
         attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape { } float_val: 0.5 } } } }
  node { name: "step" op: "ResourceApplyGradientDescent" input: "v" input: "rate" input: "one"
         attr { key: "T" value { type: DT_FLOAT } } attr { key: "use_locking" value { b: false } } }
  node { name: "add" op: "ResourceScatterAdd" input: "v" input: "place" input: "rate"
         attr { key: "dtype" value { type: DT_FLOAT } } attr { key: "Tindices" value { type: DT_INT32 } } }
"""


def test_resource_variables_are_read_as_the_variables_that_there_are():
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        tf.import_graph_def(text_format.Parse(RESOURCES, tf.GraphDef()), name="")
        assert not sess.run("known:0")
        sess.run("set")
        assert sess.run("known:0")
        values = []
        for operation in ("more", "less", "step", "add"):
            sess.run(operation)
            values.append(sess.run("read:0").tolist())
        assert values == [[2, 2], [1, 1], [0.5, 0.5], [0.5, 1]]
        assert [value.tolist() for value in sess.run(["row:0", "size:0"])] == [[1], [2]]
        assert {operation.type for operation in graph.get_operations()} >= {"VariableV2", "GatherV2", "ScatterAdd"}


def test_datasets_have_had_other_names():
    data, numbers = tf.data.experimental, tf.data.Dataset.range(10)
    found = [
        numbers.batch(4).apply(data.unbatch()),
        numbers.apply(data.map_and_batch(lambda x: x * x, 3)),
        numbers.apply(data.scan(np.int64(0), lambda total, x: (total + x, total))),
        numbers.apply(data.take_while(lambda x: x < 4)),
        numbers.map(lambda x: x % 3).apply(data.unique()),
        numbers.map(lambda x: 12 // (x - 2)).apply(data.ignore_errors()),
        numbers.apply(data.group_by_window(lambda x: x % 2, lambda _, window: window.batch(3), 3)),
        numbers.apply(data.parallel_interleave(lambda x: tf.data.Dataset.range(x), 2)),
    ]
    names = [dataset.make_one_shot_iterator().get_next().name for dataset in found]
    graph_def = tf.get_default_graph().as_graph_def()
    kinds = ("Unbatch", "MapAndBatch", "Scan", "TakeWhile", "Unique", "IgnoreErrors", "GroupByWindow", "ParallelInterleave")
    renamed = set()
    for nodes in (graph_def.node, *(function.node_def for function in graph_def.library.function)):
        for node in nodes:
            if node.op.removesuffix("Dataset") in kinds:
                renamed.add(node.op)
                node.op = f"Experimental{node.op}"
    assert len(renamed) == len(kinds)
    values, again = run(graph_def, {name: name for name in names}, None)
    assert [values[name] for name in names] == [0, [0, 1, 4], 0, 0, 0, -6, [0, 2, 4], 0]
    assert not [function for function in again.library.function for node in function.node_def if "Experimental" in node.op]


def sequence_example(steps):
    found = tf.train.SequenceExample()
    found.context.feature["ids"].int64_list.value.extend(range(steps))
    for step in range(steps):
        found.feature_lists.feature_list["words"].feature.add().int64_list.value.append(step + 5)
    return found.SerializeToString()


CONTEXT = {"ids": tf.VarLenFeature(tf.int64), "width": tf.FixedLenFeature([], tf.int64, default_value=4)}
LISTS = {key: tf.FixedLenSequenceFeature([], tf.int64, allow_missing=key == "none") for key in ("words", "none")}


@pytest.mark.parametrize(("count", "op"), [(None, "ParseSingleSequenceExample"), (2, "ParseSequenceExample")])
def test_sequences_are_written_with_the_ops_of_tensorflow_1_and_read_again_and_again(count, op):
    with tf.Graph().as_default() as graph:
        given = tf.placeholder(tf.string, [] if count is None else [count], name="given")
        parse = tf.parse_single_sequence_example if count is None else tf.io.parse_sequence_example
        parts = [parse(given, CONTEXT, LISTS), parse(given, None, {"words": LISTS["words"]})]
        names = {
            f"{number} {place} {key}": getattr(value, "values", value).name
            for number, found in enumerate(parts)
            for place, values in enumerate(found)
            for key, value in values.items()
        }
    graph_def = graph.as_graph_def()
    fed = sequence_example(2) if count is None else [sequence_example(2), sequence_example(1)]
    expected = None
    for _ in range(3):
        assert [node.op for node in graph_def.node if node.op.startswith("Parse")] == [op, op]
        found, graph_def = run(graph_def, names, fed)
        expected = expected or found
        assert found == expected
    assert expected["0 1 words"] == ([5, 6] if count is None else [[5, 6], [5, 0]])
    assert expected["0 0 width"] == (4 if count is None else [4, 4])


def test_lengths_of_one_sequence_and_unknown_ranks_need_the_newer_op():
    with tf.Graph().as_default() as graph:
        tf.parse_single_sequence_example(sequence_example(2), CONTEXT, LISTS)
        tf.io.parse_sequence_example(tf.placeholder(tf.string, name="given"), CONTEXT, LISTS)
        single = next(one for one in graph.get_operations() if one.type == "ParseSequenceExampleV2")
        tf.identity(single.outputs[-1], name="length")
    graph_def = graph.as_graph_def()
    assert [node.op for node in graph_def.node if node.op.startswith("Parse")] == ["ParseSequenceExampleV2"] * 2
    assert run(graph_def, {"length": "length:0"}, sequence_example(1))[0] == {"length": 2}
