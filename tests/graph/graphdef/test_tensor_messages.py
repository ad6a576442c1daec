"""TensorProtos made and read by programs; what is known of tensors before anything runs."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden
from support.graph_messages import tensors

import headrace as tf

MADE = golden.load("rules/tensor_protos.json")


@pytest.mark.parametrize("call", MADE)
def test_make_tensor_proto_makes_tensorflows_messages(call):
    try:
        found = eval(f"tf.make_tensor_proto({call})", {"tf": tf, "np": np}).SerializeToString(deterministic=True).hex()
    except (TypeError, ValueError) as error:
        found = type(error).__name__
    assert found == MADE[call]


@pytest.mark.parametrize("call", [call for call, made in MADE.items() if not made.endswith("Error")])
def test_make_ndarray_gives_what_a_constant_of_the_message_is(call):
    message = eval(f"tf.make_tensor_proto({call})", {"tf": tf, "np": np})
    array = tf.make_ndarray(message)
    with tf.Graph().as_default() as graph, tf.Session() as session:
        kind = tf.as_dtype(message.dtype)
        node = graph.create_op(
            "Const", [], [kind], attrs={"value": tf.AttrValue(tensor=message), "dtype": tf.AttrValue(type=message.dtype)}
        )
        value = np.asarray(session.run(node.outputs[0]))
    assert (array.shape, array.dtype) == (value.shape, np.dtype(kind.as_numpy_dtype))
    assert array.tolist() == value.tolist()
    array[...] = array  # the caller may change it


def test_make_ndarray_refuses_what_has_no_type():
    with pytest.raises(TypeError, match="Cannot convert value 0 to a TensorFlow DType"):
        tf.make_ndarray(type(tf.make_tensor_proto(1))())


def test_the_static_value_is_what_constants_lead_to():
    with tf.Graph().as_default():
        open_, x = tf.placeholder(tf.int32, []), tf.constant([1, 2])
        assert tf.get_static_value(x + 1).tolist() == [2, 3]
        assert tf.get_static_value(tf.shape(tf.placeholder(tf.float32, [2, 3]))).tolist() == [2, 3]
        assert tf.get_static_value(tf.stack([5, open_]), partial=True).tolist() == [5, None]
        assert tf.get_static_value(tf.stack([5, open_])) is tf.get_static_value(open_) is None
        assert tf.get_static_value(tf.Variable(1)) is None
        assert tf.contrib.util.constant_value("no tensor") == "no tensor"


def test_the_ops_of_a_graph_def():
    with tf.Graph().as_default() as graph:
        tf.negative(tf.constant(1.0))
        tf.negative(tf.constant(1.0))
        assert tf.contrib.util.ops_used_by_graph_def(graph.as_graph_def()) == {"Const", "Neg"}
        assert [op.name for op in tf.contrib.util.stripped_op_list_for_graph(graph.as_graph_def()).op] == ["Const", "Neg"]


def test_newaxis_is_a_new_axis():
    with tf.Graph().as_default():
        assert tf.constant([1, 2])[:, tf.newaxis].shape.as_list() == [2, 1]


RANDOM = golden.load("rules/random_messages.json")


@pytest.mark.parametrize("first", range(0, len(RANDOM["made"]), 50))
def test_messages_of_random_arrays_have_the_bytes_of_tensorflow_and_give_the_arrays(first):
    for seed, expected in enumerate(RANDOM["made"][first : first + 50], first):
        assert tensors.made(tf, seed) == expected, seed
        _, array = tensors.drawn_array(np.random.RandomState(seed))
        found = tf.make_ndarray(tf.make_tensor_proto(array))
        assert tensors.digest_of(found) == tensors.digest_of(array), seed
        if array.dtype.kind in "fc":
            assert found.tobytes() == array.tobytes(), seed


@pytest.mark.parametrize("first", range(0, len(RANDOM["read"]), 50))
def test_random_messages_are_read_and_refused_as_tensorflow_does(first):
    for seed, expected in enumerate(RANDOM["read"][first : first + 50], first):
        assert tensors.read(tf, seed) == expected, seed
        message = tensors.drawn_message(np.random.RandomState(seed), type(tf.make_tensor_proto(1)))
        if expected == "refused":
            with pytest.raises(ValueError, match=r"\w"):
                tf.make_ndarray(message)
        else:
            assert tensors.digest_of(tf.make_ndarray(message)) == expected, seed


@pytest.mark.parametrize("kind", [tf.quint8, tf.qint8, tf.qint32])
def test_weights_in_small_integers_are_constants(kind):
    with tf.Graph().as_default() as graph:
        given = tf.placeholder(tf.float32, [2, 2], name="given")
        integers = tf.quantize_v2(given, 0.0, 3.0, kind, "MIN_FIRST").output
        tf.dequantize(integers, 0.0, 3.0, "MIN_FIRST", name="weights")
        with tf.Session() as session:
            values = {given: [[0.0, 1.0], [2.0, 3.0]]}
            small, expected = session.run([integers, "weights:0"], values)
    graph_def = graph.as_graph_def()
    weights = next(node for node in graph_def.node if node.op == "QuantizeV2")
    weights.op = "Const"
    weights.ClearField("input")
    weights.ClearField("attr")
    weights.attr["dtype"].type = kind.as_datatype_enum
    message = weights.attr["value"].tensor
    message.CopyFrom(tf.make_tensor_proto(np.asarray(small)))
    message.dtype = kind.as_datatype_enum
    for _ in range(2):
        with tf.Graph().as_default() as graph, tf.Session() as session:
            tf.import_graph_def(graph_def, name="")
            assert session.run("weights:0").tolist() == expected.tolist()
        graph_def = graph.as_graph_def()
