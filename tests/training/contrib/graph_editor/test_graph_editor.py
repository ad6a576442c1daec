"""tf.contrib.graph_editor: lists, selections and views. All of it was run with TensorFlow 1.15.5 as it stands."""

from __future__ import annotations

import pytest

import headrace as tf

ge = tf.contrib.graph_editor


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


# -- lists -------------------------------------------------------------------------------------------------------------


def test_lists_of_operations_and_tensors():
    x, _, a, *_ = network()
    graph = tf.get_default_graph()
    assert ge.make_list_of_op(graph) == graph.get_operations()
    assert ge.make_list_of_op(x.op) == [x.op]
    assert ge.make_list_of_op([x, x.op], ignore_ts=True) == [x.op]
    assert ge.make_list_of_t([x, a.op, a], ignore_ops=True) == [x, a]
    assert ge.make_list_of_t(graph) == ge.get_tensors(graph)
    assert names(ge.get_tensors(graph))[:2] == ["x:0", "y:0"]
    assert ge.make_list_of_op([]) == ge.make_list_of_t(()) == []
    for call, error, message in (
        (lambda: ge.make_list_of_op(x), TypeError, "Expected a type in"),
        (lambda: ge.make_list_of_op(graph, allow_graph=False), TypeError, "allow_graph is False"),
        (lambda: ge.make_list_of_t(graph, allow_graph=False), TypeError, "allow_graph is False"),
        (lambda: ge.make_list_of_t([x, 3]), TypeError, "Expected a type in"),
        (lambda: ge.get_tensors(x), TypeError, "Expected a graph, got"),
    ):
        with pytest.raises(error, match=message):
            call()
    with tf.Graph().as_default():
        other = tf.constant(1)
    with pytest.raises(ValueError, match="does not belong to given graph"):
        ge.make_list_of_t([x, other])


def test_who_gives_takes_and_waits():
    _, _, a, b, c, d, first = network()
    assert ge.get_generating_ops([a, b]) == [a.op, b.op]
    assert ge.get_consuming_ops([a, c]) == [b.op, c.op, d.op]
    waiting = ge.ControlOutputs(tf.get_default_graph())
    assert (list(waiting.get(first)), list(waiting.get(a.op)), list(waiting.get_all())) == ([c.op], [], [first])
    with tf.control_dependencies([first]):
        later = tf.no_op("later")
    assert list(waiting.update().get(first)) == [c.op, later]
    assert waiting.graph is tf.get_default_graph()
    with pytest.raises(TypeError, match=r"Expected a tf.Graph, got"):
        ge.ControlOutputs(first)


def test_placeholders_are_called_after_what_they_stand_for():
    _, _, a, *_ = network()
    assert ge.placeholder_name(a) == "s/geph__a_0"
    assert ge.placeholder_name(a, scope="t", prefix="p") == "t/p__a_0"
    assert ge.placeholder_name(scope="t") == "t/geph"
    assert ge.placeholder_name() == "geph"
    made = ge.make_placeholder_from_tensor(a)
    assert (made.op.name, made.op.type, made.shape.as_list()) == ("s/geph__a_0", "Placeholder", [])
    assert ge.placeholder_name(made) == "s/geph__a_0"
    other = ge.make_placeholder_from_dtype_and_shape(tf.int32, [2], scope="u")
    assert (other.op.name, other.dtype, ge.ph(tf.int32).shape.ndims) == ("u/geph", tf.int32, None)
    with pytest.raises(TypeError, match="got"):
        ge.placeholder_name(3)


# -- selections --------------------------------------------------------------------------------------------------------


def test_by_name():
    _, _, a, b, c, d, _ = network()
    graph = tf.get_default_graph()
    assert names(ge.select_ops("^s/[ab]$", graph=graph)) == ["s/a", "s/b"]
    assert ge.select_ops(a.op, [c.op, a.op], d) == [a.op, c.op]
    assert ge.select_ops("^s/", "(?#ts)d", graph=graph, positive_filter=lambda op: op.type == "Mul") == [b.op]
    assert names(ge.select_ts("(?#ts)^s/[ab]:", "(?#ops)d", graph=graph)) == ["s/a:0", "s/b:0"]
    assert ge.select_ts(d, [a], a.op) == [d, a]
    ops, ts = ge.select_ops_and_ts("^d$", "(?#ts)^s/a", b, graph=graph)
    assert (ops, ts) == ([d.op], [a, b])
    assert ge.select_ops("(?#ops)^d$", "^s/a$", graph=graph, restrict_ops_regex=True) == [d.op]
    assert ge.filter_ops_from_regex(graph, "^d$") == ge.filter_ops(graph, lambda op: op.name == "d") == [d.op]
    assert names(ge.filter_ts_from_regex([b.op], "a:0")) == ["s/a:0"]
    assert names(ge.filter_ts([b.op], True)) == ["s/a:0", "s/b/y:0", "s/b:0"]
    assert names(ge.get_name_scope_ops(graph, "s/")) == ["s/a", "s/b/y", "s/b", "s/c"]
    assert [ge.can_be_regex(x) for x in ("a", 1)] == [True, False]
    assert ge.make_regex("a").pattern == "a"
    for call, error, message in (
        (lambda: ge.select_ops("a"), ValueError, "Use the keyword argument 'graph' to use regex."),
        (lambda: ge.select_ts("a", graph=3), TypeError, "Expected a tf.Graph, got"),
        (lambda: ge.select_ts("a", hue=3), ValueError, "Wrong keywords argument: hue."),
        (lambda: ge.make_regex(1), ValueError, "Expected a string or a regex, got"),
    ):
        with pytest.raises(error, match=message):
            call()


def test_by_where_they_lead():
    x, y, a, b, c, d, first = network()
    assert set(ge.get_forward_walk_ops(x)) == {a.op, b.op, c.op, d.op}
    assert set(ge.get_forward_walk_ops([b.op], inclusive=False)) == {c.op, d.op}
    assert set(ge.get_forward_walk_ops(x.op, stop_at_ts=[a])) == {x.op, a.op}
    assert set(ge.get_forward_walk_ops(x.op, within_ops=[x.op, a.op, b.op])) == {x.op, a.op, b.op}
    assert set(ge.get_forward_walk_ops(x.op, within_ops_fn=lambda op: op.type != "Mul")) == {x.op, a.op, c.op, d.op}
    waiting = ge.ControlOutputs(tf.get_default_graph())
    assert set(ge.get_forward_walk_ops(first, control_outputs=waiting)) == {first, c.op, d.op}
    assert set(ge.get_backward_walk_ops(a)) == {x.op, y.op, a.op}
    assert first in ge.get_backward_walk_ops(c, control_inputs=True)
    assert first not in ge.get_backward_walk_ops(c)
    assert set(ge.get_walks_intersection_ops([a], [b])) == {b.op}
    assert set(ge.get_walks_intersection_ops(a.op, c.op, forward_inclusive=False)) == {b.op, c.op}
    assert set(ge.get_walks_union_ops([c.op], [a.op], backward_inclusive=False)) == {c.op, d.op, x.op, y.op}
    assert set(ge.get_ops_ios(b.op)) == {a.op, c.op, b.op.inputs[1].op}
    assert first in ge.get_ops_ios(c.op, control_ios=waiting)
    within = ge.get_within_boundary_ops(tf.get_default_graph(), a.op, [b.op, c.op])
    assert set(within) == {x.op, y.op, a.op, b.op, c.op}
    assert set(ge.get_within_boundary_ops([x.op, a.op, b.op], a.op, [b.op, c.op], inclusive=False)) == {x.op, a.op}
    with pytest.raises(ValueError, match=r"Boundary is intersecting with the seeds."):
        ge.get_within_boundary_ops([x.op], x.op, [x.op])


def test_control_inputs_and_outputs():
    network()
    waiting = ge.ControlOutputs(tf.get_default_graph())
    assert ge.check_cios() == (False, None)
    assert ge.check_cios(control_ios=waiting) == (True, waiting)
    assert ge.check_cios(True, waiting) == (True, waiting)
    with pytest.raises(ValueError, match=r"control_outputs should be None when using control_ios."):
        ge.check_cios(control_outputs=waiting, control_ios=waiting)
    with pytest.raises(TypeError, match=r"Expected a util.ControlOutputs, got"):
        ge.check_cios(control_outputs=3)


def test_boundaries():
    _, _, a, b, c, *_ = network()
    inputs, outputs, inside = ge.compute_boundary_ts([a.op, b.op])
    assert (names(inputs), names(outputs), names(inside)) == (["x:0", "y:0", "s/b/y:0"], ["s/a:0", "s/b:0"], ["s/a:0"])
    inputs, outputs, inside = ge.compute_boundary_ts([a.op, b.op, c.op])
    assert (names(outputs), names(inside)) == (["s/c:0"], ["s/a:0", "s/b:0"])


# -- views -------------------------------------------------------------------------------------------------------------


def test_a_view_and_its_orders():
    x, y, a, b, c, d, _ = network()
    view = ge.make_view_from_scope("s", tf.get_default_graph())
    assert (names(view.ops), names(view.inputs), names(view.outputs)) == (
        ["s/a", "s/b/y", "s/b", "s/c"],
        ["x:0", "y:0"],
        ["s/c:0"],
    )
    assert view.graph is tf.get_default_graph()
    assert names(view.remap_inputs([1, 0]).inputs) == ["y:0", "x:0"]
    assert names(view.remap_inputs([y]).inputs) == ["y:0"]
    assert names(view.remap_outputs([0, 0]).outputs) == ["s/c:0", "s/c:0"]
    assert names(view.remap_outputs([0, 0]).remap_outputs_make_unique().outputs) == ["s/c:0"]
    assert names(view.remap([1], [0, 0]).remap_default(remove_output_map=False).inputs) == ["x:0", "y:0"]
    assert names(ge.sgv(a.op).remap_outputs_to_consumers().outputs) == ["s/a:0", "s/a:0"]
    assert (view.input_index(y), view.output_index(c), view.consumers(), view.op(0)) == (1, 0, [d.op], a.op)
    assert view.find_op_by_name("s/b") is b.op
    assert names(ge.SubGraphView([a.op, d.op]).remap_inputs([0]).remove_unused_ops().ops) == ["s/a", "d"]
    through = ge.SubGraphView(a.op, [d, a])
    assert (through.passthroughs[0], list(through.passthroughs), through.is_passthrough(d)) == (d, [d], True)
    assert (through.connected_inputs, through.connected_outputs) == ([x, y], [a])
    assert (through.inputs + [a])[-1] is a
    assert "** ops[1]:\n  s/a\n" in str(through)
    assert "  d:0 *" in str(through)
    assert (bool(view), bool(ge.SubGraphView()), str(ge.SubGraphView())) == (True, False, "SubGraphView: empty")
    with view as same, pytest.raises(ValueError, match=r"s/z not in subgraph."):
        same.copy().find_op_by_name("s/z")
    for call, message in (
        (lambda: view.remap_inputs([2]), r"Out of \[0, 2\[ range: 2"),
        (lambda: view.remap_inputs([0, 0]), r"Found repetition in mapping: \[0, 0\]"),
        (lambda: ge.make_view(view, graph=tf.Graph()), "Graph mismatch."),
    ):
        with pytest.raises(ValueError, match=message):
            call()
    assert ge.make_view(view) is view
    assert ge.sgv_scope("s", tf.get_default_graph()).ops == view.ops
    assert names(ge.make_view("^d$", graph=tf.get_default_graph()).inputs) == ["s/c:0", "d/y:0"]
