"""tf.contrib.graph_editor: what is connected otherwise and copied; copy_graph. TensorFlow 1.15.5 passes it as it stands."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

ge = tf.contrib.graph_editor
copy_graph = tf.contrib.copy_graph


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def network():
    """x and y; s/a = x + y, s/b = a * 2, s/c = b + a (after a no_op `first`), and d = c - 1."""
    x, y = tf.constant(3.0, name="x"), tf.constant(4.0, name="y")
    first = tf.no_op("first")
    with tf.name_scope("s"):
        a = tf.add(x, y, name="a")
        b = tf.multiply(a, 2.0, name="b")
        with tf.control_dependencies([first]):
            c = tf.add(b, a, name="c")
    return x, y, a, b, c, tf.subtract(c, 1.0, name="d"), first


def names(items):
    return [item.name for item in items]


def run(tensor):
    with tf.Session(graph=tf.get_default_graph()) as session:
        return session.run(tensor)


def test_tensors_rerouted_and_swapped():
    x, y, a, b, c, d, _ = network()
    z = tf.constant(10.0, name="z")
    assert ge.reroute_ts(z, x) == 1
    assert list(a.op.inputs) == [z, y]
    assert ge.swap_ts([a], [b], cannot_modify=[b.op]) == 3
    assert list(c.op.inputs) == [b, b]  # what takes both is changed twice
    assert d.op.inputs[0] is c
    assert ge.reroute_ts([z], [c], can_modify=[a.op]) == 0
    assert run(d) == 28 + 28 - 1
    for call, message in (
        (lambda: ge.swap_ts([x], [y, z]), "ts0 and ts1 have different sizes: 1 != 2"),
        (lambda: ge.swap_ts(x, tf.constant(1)), "are not compatible"),
        (lambda: ge.swap_ts(x, tf.constant([1.0])), "are not compatible"),
    ):
        with pytest.raises(ValueError, match=message):
            call()


def two_parts():
    with tf.name_scope("p"):
        x = tf.constant(1.0, name="x")
        p = tf.negative(x, name="op")
    with tf.name_scope("q"):
        y = tf.constant(2.0, name="y")
        q = tf.square(y, name="op")
    return x, p, tf.identity(p, "after_p"), y, q, tf.identity(q, "after_q")


def test_parts_that_change_places():
    x, p, after_p, y, q, after_q = two_parts()
    ge.swap_ios(p.op, q.op)
    assert (p.op.inputs[0], q.op.inputs[0], after_p.op.inputs[0], after_q.op.inputs[0]) == (y, x, q, p)
    first, second = ge.reroute_inputs(p.op, q.op)
    assert (q.op.inputs[0], list(first.inputs), list(second.inputs)) == (y, [y], [y])
    ge.swap_outputs(p.op, q.op)
    assert (after_p.op.inputs[0], after_q.op.inputs[0]) == (p, q)
    ge.reroute_outputs(p.op, q.op)
    assert after_q.op.inputs[0] is p


def test_inputs_swapped_and_a_place_taken():
    x, p, after_p, y, q, after_q = two_parts()
    ge.swap_inputs(p.op, q.op)
    assert (p.op.inputs[0], q.op.inputs[0]) == (y, x)
    ge.reroute_ios(p.op, q.op)
    assert (q.op.inputs[0], after_p.op.inputs[0], after_q.op.inputs[0]) == (y, p, p)


def test_control_inputs_added_and_removed():
    *_, c, d, first = network()
    ge.remove_control_inputs(c.op, first)
    assert list(c.op.control_inputs) == []
    ge.add_control_inputs(d.op, [first])
    assert list(d.op.control_inputs) == [first]
    with pytest.raises(ValueError, match="s/c is not a control_input of first"):
        ge.remove_control_inputs(c.op, first)
    with pytest.raises(ValueError, match="first is already a control_input of d"):
        ge.add_control_inputs(d.op, first)
    with pytest.raises(TypeError, match="got"):
        ge.add_control_inputs(d, first)
    with pytest.raises(TypeError, match="got"):
        ge.remove_control_inputs(d, first)


def test_parts_cut_off():
    _, _, a, _, c, d, _ = network()
    view, placeholders = ge.detach_inputs(ge.make_view(a.op))
    assert names(placeholders) == ["geph__x_0:0", "geph__y_0:0"]
    assert list(a.op.inputs) == placeholders == list(view.inputs)
    _, outputs = ge.detach_outputs(c.op)
    assert (names(outputs), d.op.inputs[0]) == (["s/geph__c_0:0"], outputs[0])
    ge.detach_control_inputs(c.op)
    assert list(c.op.control_inputs) == []
    with pytest.raises(TypeError, match="got"):
        ge.detach_control_outputs(c.op, None)


def test_a_part_that_stands_alone():
    *_, c, d, first = network()
    waiting = ge.ControlOutputs(tf.get_default_graph())
    ge.detach_control_outputs(first, waiting)
    assert list(c.op.control_inputs) == []
    ge.add_control_inputs(c.op, first)
    _, inputs, outputs = ge.detach(ge.make_view(c.op), control_ios=waiting)
    assert (names(inputs), names(outputs), list(c.op.control_inputs)) == (
        ["s/geph__b_0:0", "s/geph__a_0:0"],
        ["s/geph__c_0:0"],
        [],
    )
    assert d.op.inputs[0] is outputs[0]


def test_parts_joined_and_passed_by():
    _, p, _, _, q, after_q = two_parts()
    ge.connect(p.op, q.op)
    assert q.op.inputs[0] is p
    assert run(after_q) == 1
    _, placeholders = ge.bypass(q.op)
    assert (after_q.op.inputs[0], q.op.inputs[0], names(placeholders)) == (p, placeholders[0], ["p/geph__op_0:0"])
    ge.connect(p.op, q.op, disconnect_first=True)
    assert q.op.inputs[0] is p
    assert after_q.op.inputs[0].op.type == "Placeholder"


# -- copies ------------------------------------------------------------------------------------------------------------


def test_copies_within_a_graph_and_to_another():
    _, _, a, b, c, *_ = network()
    tf.add_to_collection("s/mine", b)
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, b)
    view, info = ge.copy(ge.make_view_from_scope("s", tf.get_default_graph()), dst_scope="t", src_scope="s")
    assert names(view.ops) == ["t/a", "t/b/y", "t/b", "t/c"]
    assert list(view.inputs) == []
    assert names(view.remap_default().inputs) == ["t/geph__x_0:0", "t/geph__y_0:0"]
    assert names(info.transformed([a, b.op])) == ["t/a:0", "t/b"]
    assert info.original(info.transformed({"c": c})) == {"c": c}
    assert info.transformed(tf.constant(1), lambda _: "no") == "no"
    assert names(tf.get_collection("t/mine")) == ["t/b:0"]
    assert "  s/a => t/a" in str(info)
    again, _ = ge.copy(a.op, dst_scope="t")
    assert names(again.ops) == ["t_1/s/a"]
    other = tf.Graph()
    view, _ = ge.copy(ge.make_view_from_scope("s", tf.get_default_graph()), other)
    assert (view.graph, names(view.ops)[0]) == (other, "s/a")
    with tf.Session(graph=other) as session:
        assert session.run(view.outputs[0], dict(zip(view.remap_default().inputs, (1.0, 2.0), strict=True))) == 9
    with pytest.raises(ValueError, match=r"x does not belong to source scope: s/."):
        ge.copy(a.op.inputs[0].op, src_scope="s")
    with pytest.raises(TypeError, match=r"Expected a tf.Graph, got"):
        ge.copy(a.op, 3)


def test_other_inputs():
    x, _, a, b, c, *_ = network()
    seven = tf.constant(7.0)
    view, _ = ge.copy_with_input_replacements([a.op, b.op], {x: seven}, dst_scope="u")
    assert run(list(view.outputs)) == [22]
    found = ge.graph_replace({"all": [c, x]}, {a: seven}, dst_scope="v")
    assert run(found) == {"all": [21, 3]}
    assert found["all"][1] is x
    with pytest.raises(ValueError, match="Targets and replacements are not connected!"):
        ge.graph_replace(x, {c: seven})


def test_a_loop_is_copied():
    start = tf.constant(1.0, name="start")
    end = tf.while_loop(lambda v: v < 50.0, lambda v: v * 3.0, [start])
    other = ge.graph_replace(end, {start: tf.constant(2.0)}, dst_scope="again")
    assert [run(end), run(other)] == [81, 54]


def test_a_transformer_of_ones_own():
    x, _, a, b, *_ = network()
    transformer = ge.Transformer()

    def halved(info, op, inputs):
        def rename(node):
            node.name += "_renamed"
            return node

        return ge.copy_op_handler(info, op, inputs, nodedef_fn=rename)

    transformer.transform_op_handler = halved
    transformer.transform_external_input_handler = ge.keep_t_if_possible_handler
    view, info = transformer([a.op], tf.get_default_graph(), "w")
    assert names(view.ops) == ["w/s/a_renamed"]
    assert run(info.transformed(a)) == 7
    assert view.ops[0].inputs[0] is x
    transformer.transform_op_handler = lambda info, op, inputs: (op, op.outputs)
    with pytest.raises(ValueError, match=r"In-place transformation not allowed."):
        transformer([b.op], tf.get_default_graph(), "z")
    with pytest.raises(TypeError, match="must be an iterable"):
        ge.copy_op_handler(None, a.op, True)


def test_handlers():
    *_, c, _, first = network()
    seen = {}
    transformer = ge.Transformer()

    def control(info, op):
        seen["kept"] = ge.transform_op_if_inside_handler(info, op)
        seen["left out"] = ge.transform_op_if_inside_handler(info, op, keep_if_possible=False)
        return None

    def collections(info, element, copied):
        seen["info"] = ge.TransformerInfo(info)
        ge.assign_renamed_collections_handler(info, element, copied)

    transformer.transform_control_input_handler = control
    transformer.assign_collections_handler = collections
    transformer.transform_external_input_handler = ge.replace_t_with_placeholder_handler
    view, _ = transformer([c.op], tf.get_default_graph(), "t")
    assert (seen["kept"], seen["left out"], seen["info"].transformed(c.op)) == (first, None, view.ops[0])
    assert names(view.ops[0].inputs) == ["t/geph__b_0:0", "t/geph__a_0:0"]
    assert list(view.ops[0].control_inputs) == []


# -- copy_graph --------------------------------------------------------------------------------------------------------


def test_operations_and_variables_in_another_graph():
    v = tf.Variable([1.0, 2.0], name="v")
    total = tf.reduce_sum(v * 3.0, name="total")
    tf.add_to_collection("mine", v)
    other = tf.Graph()
    copied = copy_graph.copy_variable_to_graph(v, other, "t")
    assert (copied.graph, copied.op.name) == (other, "t/v")
    assert other.get_collection("t/mine") == other.get_collection("trainable_variables") == [copied]
    there = copy_graph.copy_op_to_graph(total, other, [copied], "t")
    assert (there.graph, there.name) == (other, "t/total:0")
    assert copy_graph.copy_op_to_graph(total, other, [copied], "t") is there
    assert copy_graph.copy_op_to_graph(total.op, other, [copied], "t") is there.op
    assert copy_graph.get_copied_op(total, other, "t") is there
    with tf.Session(graph=other) as session, other.as_default():
        session.run(tf.global_variables_initializer())
        assert session.run(there) == 9
    with pytest.raises(TypeError, match="is not a Variable"):
        copy_graph.copy_variable_to_graph(total, other)
    with pytest.raises(KeyError):
        copy_graph.get_copied_op(total, other, "u")


def test_names_that_are_kept():
    x = tf.constant([1.0, 2.0], name="x")
    y = tf.square(x, name="y")
    other = tf.Graph()
    there = copy_graph.copy_op_to_graph(y, other, [])
    assert [op.name for op in other.get_operations()] == ["x", "y"]
    with tf.Session(graph=other) as session:
        np.testing.assert_array_equal(session.run(there), [1, 4])
