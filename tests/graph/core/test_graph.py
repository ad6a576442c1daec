"""What programs ask of Graph, Operation and Tensor beside building with functions."""

from __future__ import annotations

import pytest
from support.threads import in_thread, outcome

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def attr(**given):
    return tf.AttrValue(**given)


# -- create_op ---------------------------------------------------------------------------------------------------------


def test_create_op_adds_what_the_function_of_the_op_adds(graph):
    x = tf.constant([[1.0, 2.0]], name="x")
    made = graph.create_op("MatMul", [x, x], [tf.float32], name="p", attrs={"transpose_b": attr(b=True)})
    same = tf.matmul(x, x, transpose_b=True, name="q")
    assert made.outputs[0].shape == same.shape
    one, other = made.node_def, same.op.node_def
    one.name = other.name
    assert one == other
    with tf.Session() as session:
        assert session.run(made.outputs[0]).tolist() == [[5.0]]


def test_create_op_takes_lists_and_what_their_attributes_say(graph):
    x, y = tf.constant([1]), tf.constant([2])
    made = graph.create_op("Pack", [x, y], attrs={"axis": attr(i=1)})
    listed = graph.create_op("IdentityN", [x, tf.constant("a")])
    assert [made.get_attr("N"), made.outputs[0].shape.as_list()] == [2, [1, 2]]
    assert [tensor.dtype for tensor in listed.outputs] == [tf.int32, tf.string]


def test_create_op_stands_where_the_code_stands(graph):
    first = tf.no_op(name="first")
    with graph.name_scope("s"), tf.control_dependencies([first]), tf.device("/cpu:1"):
        made = graph.create_op("NoOp", [], [])
        again = graph.create_op("NoOp", [], [])
        exact = graph.create_op("NoOp", [], [], name="s/exact/")
        unplaced = graph.create_op("NoOp", [], [], compute_device=False)
    assert [op.name for op in (made, again, exact)] == ["s/NoOp", "s/NoOp_1", "s/exact"]
    assert made.control_inputs == [first]
    assert [made.device, unplaced.device] == ["/device:CPU:1", ""]
    with graph.colocate_with(first):
        assert graph.create_op("NoOp", []).colocation_groups() == [b"loc:@first"]


def test_create_op_refuses_as_tensorflow_does(graph):
    x = tf.constant([1.0], name="x")
    for arguments, kind, words in [
        (("Neg", [1.0]), TypeError, "Input #0 is not a tensor: 1.0"),
        (("Nope", [x]), tf.errors.NotFoundError, "Op type not registered 'Nope' in binary running on "),
        (("Neg", [x], None, [tf.int32]), TypeError, "In op 'Neg', input types ([tf.float32]) are not compatible with"),
        (("Neg", [x], None, None, None, {"T": 1}), TypeError, "Parameter to CopyFrom() must be instance of same class"),
        (("Neg", [x], None, None, None, {"Q": attr(i=1)}), ValueError, "NodeDef mentions attr 'Q' not in Op<name=Neg"),
        (("Cast", [x]), ValueError, "NodeDef missing attr 'DstT' from Op<name=Cast"),
        (("Neg", [x, x]), ValueError, "NodeDef expected inputs 'float' do not match 2 inputs specified"),
        (("Neg", [x], None, None, None, {"T": attr(type=3)}), ValueError, "Input 0 of node Neg"),
    ]:
        with pytest.raises(kind) as caught:
            graph.create_op(*arguments)
        assert str(caught.value).startswith(words)
    graph.finalize()
    with pytest.raises(RuntimeError, match="Graph is finalized"):
        graph.create_op("NoOp", [])


# -- what may be fed and fetched ---------------------------------------------------------------------------------------


def test_what_is_marked_is_neither_fed_nor_fetched(graph):
    x = tf.constant(1.0, name="x")
    y = x + 1.0
    assert (graph.is_feedable(x), graph.is_fetchable(x), graph.is_fetchable(x.op)) == (True, True, True)
    graph.prevent_feeding(x)
    graph.prevent_fetching(x.op)
    assert (graph.is_feedable(x), graph.is_fetchable(x), graph.is_fetchable(x.op)) == (False, False, False)
    with tf.Session() as session:
        for fetch in (x, x.op, "x:0", [y, x]):
            with pytest.raises(ValueError, match="Operation 'x' has been marked as not fetchable"):
                session.run(fetch)
        with pytest.raises(ValueError, match="may not be fed"):
            session.run(y, {x: 2.0})
        assert session.run(y) == 2.0
    assert not graph.building_function


# -- threads -----------------------------------------------------------------------------------------------------------


def made_elsewhere(graph):
    def make():
        with graph.as_default():
            made = tf.no_op()
            return made.control_inputs, made.device, made.colocation_groups()[0]

    return outcome(in_thread(make))


def test_threads_begin_with_what_surrounded_switch_to_thread_local(graph):
    first, other = tf.no_op(name="first"), tf.no_op(name="other")
    with tf.control_dependencies([first]), tf.device("/cpu:1"):
        assert made_elsewhere(graph) == ([], "", b"loc:@NoOp")
        graph.switch_to_thread_local()
        assert made_elsewhere(graph) == ([first], "/device:CPU:1", b"loc:@NoOp_1")
    with tf.control_dependencies([other]):
        graph.switch_to_thread_local()  # only the first call counts
        assert made_elsewhere(graph)[0] == [first]
        assert tf.no_op().control_inputs == [other]


# -- names and references ----------------------------------------------------------------------------------------------


def test_names_may_be_bytes(graph):
    assert tf.constant(1.0, name=b"c").name == "c:0"
    assert tf.placeholder(tf.float32, name=b"p").name == "p:0"
    assert tf.add(1, 2, name=b"a").name == "a:0"
    assert tf.Variable(1.0, name=b"v").name == "v:0"
    assert tf.get_variable(b"g", [1]).name == "g:0"
    with tf.name_scope(b"s") as scope:
        assert (scope, tf.no_op(name=b"n").name) == ("s/", "s/n")
    assert graph.unique_name(b"c") == "c_1"
    assert graph.create_op("NoOp", [], name=b"o").name == "o"
    assert graph.as_graph_element(b"c:0").name == "c:0"


def test_references_tell_tensors_and_variables_apart(graph):
    x, y, v = tf.constant(1.0, name="x"), tf.constant(1.0), tf.Variable(1.0)
    for one, other in ((x, y), (v, x)):
        assert one.experimental_ref() == one.experimental_ref() != other.experimental_ref()
        assert {one.experimental_ref(): 1}[one.experimental_ref()] == 1
        assert one.experimental_ref().deref() is one
    with pytest.raises(TypeError, match="Cannot compare wrapped object with unwrapped object"):
        x.experimental_ref() == x  # noqa: B015
    assert repr(x.experimental_ref()) == "<Reference wrapping <tf.Tensor 'x:0' shape=() dtype=float32>>"


def test_every_operator_that_is_said_to_build_operations_is_there():
    names = tf.Tensor.OVERLOADABLE_OPERATORS
    assert len(names) == 34
    assert all(callable(getattr(tf.Tensor, name)) and callable(getattr(tf.Variable, name)) for name in names)


def test_consumers_of_composites_take_one_of_their_tensors():
    sparse = tf.SparseTensor([[0]], [1.0], [2])
    slices = tf.IndexedSlices(tf.constant([1.0]), tf.constant([0]))
    assert sparse.consumers() == slices.consumers() == []
    uses = [tf.identity(sparse.values).op, tf.identity(sparse.dense_shape).op]
    assert sorted(sparse.consumers(), key=lambda op: op.id) == uses
    use = tf.identity(slices.indices).op
    assert slices.consumers() == [use]
