"""import_graph_def: names, what takes the place of inputs, what is returned, what is refused. As TensorFlow 1.15 does it."""

from __future__ import annotations

import re
import tracemalloc

import numpy as np
import pytest
from google.protobuf import text_format

import headrace as tf
from headrace.formats import proto as messages

A = """node { name: "A" op: "Const" attr { key: "dtype" value { type: DT_INT32 } }
  attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape {} int_val: 3 } } } }"""
B = 'node { name: "B" op: "Identity" input: "A:0" attr { key: "T" value { type: DT_INT32 } } }'
X = 'node { name: "X" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }'
INT = 'attr { key: "T" value { type: DT_INT32 } }'
POOL = """node { name: "P" op: "MaxPool" input: "X" attr { key: "T" value { type: DT_FLOAT } }
  attr { key: "strides" value { list { i: 1 i: 1 i: 1 i: 1 } } }
  attr { key: "ksize" value { list { KSIZE } } } attr { key: "padding" value { s: "PADDING" } } }"""


def graph_def(*texts):
    return text_format.Parse("".join(texts), tf.GraphDef())


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def names(graph):
    return [op.name for op in graph.get_operations()]


def test_what_is_imported_lies_in_a_scope_of_its_own(graph):
    assert tf.import_graph_def(graph_def(A)) is None
    tf.import_graph_def(graph_def(A))
    tf.import_graph_def(graph_def(A), name="mine/own")
    assert names(graph) == ["import/A", "import_1/A", "mine/own/A"]


def test_at_the_root_names_in_use_get_a_number(graph):
    tf.constant(1, name="A")
    (a,) = tf.import_graph_def(graph_def(A, B), name="", return_elements=["B"])
    assert names(graph) == ["A", "A_1", "B"]
    assert a.inputs[0].name == "A_1:0"
    assert tf.constant(1, name="b").op.name == "b_1"  # names differ by more than case


def test_names_that_differ_only_in_case_stay(graph):
    tf.import_graph_def(graph_def(A, A.replace('"A"', '"a"')), name="")
    assert names(graph) == ["A", "a"]


def test_nodes_may_stand_in_any_order(graph):
    tf.import_graph_def(graph_def(B, 'node { name: "C" op: "NoOp" input: "^B" }', A), name="")
    assert names(graph) == ["A", "B", "C"]
    assert [op.name for op in graph.get_operation_by_name("C").control_inputs] == ["B"]


def test_nodes_that_need_not_wait_are_made_in_their_order(graph):
    tf.import_graph_def(graph_def(A, A.replace('"A"', '"D"'), B), name="")
    assert names(graph) == ["A", "D", "B"]


def test_operations_and_tensors_are_returned():
    found = tf.import_graph_def(graph_def(A, B), return_elements=["B", "A:0", b"B:0"])
    assert [str(type(one).__name__) for one in found] == ["Operation", "Tensor", "Tensor"]
    assert [one.name for one in found] == ["import/B", "import/A:0", "import/B:0"]


@pytest.mark.parametrize("key", ["A", "A:0", b"A"])
def test_inputs_are_replaced(graph, key):
    b, a = tf.import_graph_def(graph_def(A, B), {key: 7}, ["B:0", "A:0"])
    assert a.name == "import/_inputs/Const:0"
    assert names(graph) == ["import/_inputs/Const", "import/A", "import/B"]
    with tf.Session() as session:
        assert session.run(b) == 7


def test_what_a_node_waits_for_is_replaced(graph):
    mine = tf.constant(1, name="mine")
    waiting = B.replace('input: "A:0"', 'input: "A:0" input: "^A"')
    (b,) = tf.import_graph_def(graph_def(A, waiting), {"^A": mine}, ["B"])
    assert [op.name for op in b.control_inputs] == ["mine"]
    assert b.inputs[0].op.name == "import/A"


def test_devices_of_nodes_are_filled_up_by_those_around(graph):
    placed = A.replace('name: "A"', 'name: "A" device: "/job:ps"')
    with tf.device("/job:worker/task:3"):
        tf.import_graph_def(graph_def(placed, B))
    assert graph.get_operation_by_name("import/A").device == "/job:ps/task:3"
    assert graph.get_operation_by_name("import/B").device == "/job:worker/task:3"


def test_groups_are_renamed_and_give_the_device(graph):
    placed = A.replace('name: "A"', 'name: "A" device: "/job:ps"')
    beside = B.replace('name: "B"', 'name: "B" attr { key: "_class" value { list { s: "loc:@A" } } }')
    (b,) = tf.import_graph_def(graph_def(placed, beside), return_elements=["B"])
    assert list(b.get_attr("_class")) == ["loc:@import/A"]
    assert b.device == "/job:ps"


def test_unknown_attributes_with_the_default_of_their_producer_are_left_out(graph):
    more = graph_def(A, B.replace(INT, INT + 'attr { key: "new" value { i: 4 } }'))
    from headrace.formats.proto.op_def_pb2 import OpList

    producer = text_format.Parse('op { name: "Identity" attr { name: "new" type: "int" default_value { i: 4 } } }', OpList())
    tf.import_graph_def(more, producer_op_list=producer)
    producer.op[0].attr[0].default_value.i = 5
    with pytest.raises(ValueError, match="NodeDef mentions attr 'new' not in Op<name=Identity"):
        tf.import_graph_def(more, producer_op_list=producer)


LATER = {
    "MatMul": ("grad_a", "b: true", None),
    "GatherNd": ("bad_indices_policy", 's: ""', 's: "IGNORE"'),
    "MaxPool": ("explicit_paddings", "list { }", "list { i: 1 }"),
    "TopKV2": ("index_type", "type: DT_INT32", "type: DT_INT64"),
    "CTCGreedyDecoder": ("blank_index", "i: -1", "i: 0"),
}


@pytest.mark.parametrize("op", LATER)
def test_attributes_of_later_releases_are_taken_where_they_change_nothing(op, graph):
    makers = {
        "MatMul": lambda: tf.matmul(tf.ones([2, 2]), tf.ones([2, 2]), name="N"),
        "GatherNd": lambda: tf.gather_nd(tf.ones([2]), [[0]], name="N"),
        "MaxPool": lambda: tf.nn.max_pool(tf.ones([1, 2, 2, 1]), [1, 2, 2, 1], [1, 1, 1, 1], "SAME", name="N"),
        "TopKV2": lambda: tf.nn.top_k(tf.ones([2]), 1, name="N"),
        "CTCGreedyDecoder": lambda: tf.nn.ctc_greedy_decoder(tf.ones([2, 1, 3]), [2])[1],
    }
    with tf.Graph().as_default() as made:
        makers[op]()
        found = made.as_graph_def()
    node = next(node for node in found.node if node.op == op)
    name, kept, refused = LATER[op]
    text_format.Parse(kept, node.attr[name])
    tf.import_graph_def(found)
    assert name not in graph.get_operation_by_name(f"import/{node.name}").node_def.attr
    if refused is not None:
        node.attr[name].Clear()
        text_format.Parse(refused, node.attr[name])
        with pytest.raises(ValueError, match=f"NodeDef gives attr '{name}' of Op<name={op}> the value {re.escape(refused)}\\."):
            tf.import_graph_def(found)


REFUSED = {
    "unknown input": ([B], {}, "Node 'B': Unknown input node 'A:0'"),
    "unknown output": (
        [A, B.replace("A:0", "A:1")],
        {},
        "Node 'B': Connecting to invalid output 1 of source node A which has 1 outputs.",
    ),
    "another type": (
        [A, B.replace("DT_INT32", "DT_FLOAT")],
        {},
        "Input 0 of node import/B was passed int32 from import/A:0 incompatible with expected float.",
    ),
    "no attribute": ([A, B.replace(INT, "")], {}, "NodeDef missing attr 'T' from Op<name=Identity"),
    "too many inputs": (
        [A, B.replace("A:0", 'A:0" input: "A')],
        {},
        "NodeDef expected inputs 'int32' do not match 2 inputs specified",
    ),
    "twice": ([A, A], {}, "Node 'A' is not unique"),
    "a cycle": ([B.replace("A:0", "C"), B.replace('"B"', '"C"').replace("A:0", "B")], {}, "2 nodes in a cycle"),
    "a type that is not allowed": (
        [A, B.replace("Identity", "Sqrt")],
        {},
        "Value for attr 'T' of int32 is not in the list of allowed values: ",
    ),
    "a string that is not allowed": (
        [X, POOL.replace("PADDING", "NONE").replace("KSIZE", "i: 1 i: 1 i: 1 i: 1")],
        {},
        'Value for attr \'padding\' of "NONE" is not in the list of allowed values: "SAME", "VALID"',
    ),
    "a list that is too short": (
        [X, POOL.replace("PADDING", "SAME").replace("KSIZE", "i: 1")],
        {},
        "Length for attr 'ksize' of 1 must be at least minimum 4",
    ),
    "another kind": (
        [X.replace("type: DT_FLOAT", 's: "x"')],
        {},
        "AttrValue had value with type 'string' when 'type' expected",
    ),
    "an impossible shape": (
        [
            X.replace("} } }", '} } attr { key: "shape" value { shape { dim { size: 2 } } } } }'),
            'node { name: "M" op: "MatMul" input: "X" input: "X" attr { key: "T" value { type: DT_FLOAT } } }',
        ],
        {},
        "Shape must be rank 2 but is rank 1 for 'import/M' (op: 'MatMul') with input shapes: [2], [2].",
    ),
    "an unknown group": (
        [A, B.replace('name: "B"', 'name: "B" attr { key: "_class" value { list { s: "loc:@Q" } } }')],
        {},
        "Node 'B' expects to be colocated with unknown node 'Q'",
    ),
    "an unknown operation to return": ([A], {"return_elements": ["B"]}, "Requested return node 'B' not found in graph def"),
    "an unknown tensor to return": (
        [A],
        {"return_elements": ["B:0"]},
        "Requested return tensor 'B:0' not found in graph def",
    ),
    "an unknown output to return": (
        [A],
        {"return_elements": ["A:1"]},
        "Invalid return output 1 of node 'A', which has 1 output(s)",
    ),
    "no tensor name": ([A], {"return_elements": ["A:x"]}, "Cannot convert 'A:x' to a tensor name."),
    "an input that is not there": (
        [A],
        {"input_map": {"C:0": 1}},
        "Attempted to map inputs that were not found in graph_def: [C:0]",
    ),
    "values at the root": (
        [A],
        {"input_map": {"A:0": 1}, "name": ""},
        "tf.import_graph_def() requires a non-empty `name` if `input_map` contains non-Tensor values. ",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_nothing_behind(graph, case):
    texts, options, message = REFUSED[case]
    source = tf.constant(0, name="mine")
    with pytest.raises(ValueError) as raised:
        tf.import_graph_def(graph_def(*texts), **options)
    assert str(raised.value).startswith(message)
    assert [name for name in names(graph) if "_inputs" not in name] == ["mine"]
    assert source.consumers() == []


def constant_of_one_value(shape):
    proto = messages.graph_pb2.GraphDef()
    node = proto.node.add(name="much", op="Const")
    node.attr["dtype"].type = tf.float32.as_datatype_enum
    tensor = node.attr["value"].tensor
    tensor.dtype = tf.float32.as_datatype_enum
    for size in shape:
        tensor.tensor_shape.dim.add(size=size)
    tensor.float_val.append(1.5)
    return proto


def test_a_large_constant_of_one_value_takes_no_memory(graph):
    proto = constant_of_one_value([1 << 14, 1 << 14])
    tracemalloc.start()
    try:
        (much,) = tf.import_graph_def(proto, return_elements=["much:0"], name="")
        exported = graph.as_graph_def()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1 << 24
    assert exported.node[0].attr["value"] == proto.node[0].attr["value"]
    with tf.Session() as session:
        found = session.run([much[5:7, :3], tf.reduce_max(much[0])])
        found[0][:] = 2.0
        assert session.run(much[5, 5]) == found[1] == 1.5


@pytest.mark.parametrize("shape", [[1 << 30], [1 << 40], [1] * 100, [1 << 62, 1 << 62]])
def test_a_constant_beyond_all_bounds_is_refused_by_its_name(shape, graph):
    with pytest.raises(ValueError, match=r"is too large.*\{\{node import/much\}\}"):
        tf.import_graph_def(constant_of_one_value(shape))
    assert graph.get_operations() == []


def test_operations_taken_out_again_are_no_consumers(graph):
    mine = tf.constant(1, name="mine")
    broken = B.replace('"B"', '"C"').replace("A:0", "B:1")
    with pytest.raises(ValueError, match="invalid output"):
        tf.import_graph_def(graph_def(A, B, broken), {"A:0": mine})
    assert mine.consumers() == []
    assert names(graph) == ["mine"]


@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        ("x", {}, "graph_def must be a GraphDef proto."),
        (None, {"input_map": ["A"]}, "input_map must be a dictionary mapping strings to Tensor objects."),
        (None, {"return_elements": [7]}, "return_elements must be a list of strings."),
    ],
)
def test_arguments_of_other_types_are_refused(given, options, message):
    with pytest.raises(TypeError) as raised:
        tf.import_graph_def(graph_def(A) if given is None else given, **options)
    assert str(raised.value) == message


def conditional():
    with tf.Graph().as_default() as graph:
        x = tf.placeholder(tf.float32, [], name="x")
        counted = tf.Variable(0, name="counted")

        def counting():
            with tf.control_dependencies([tf.assign_add(counted, 1)]):
                return tf.cond(x > 10.0, lambda: x * 100.0, lambda: x * 2.0)

        y = tf.cond(x > 0.0, counting, lambda: tf.constant(-1.0))
        tf.identity(y, name="y")
        graph.add_to_collection("gradients", tf.gradients(y, x, name="derived")[0].name)
        tf.global_variables_initializer()
    return graph


def test_branches_are_still_branches_and_may_be_derived():
    original = conditional()
    tf.import_graph_def(original.as_graph_def(), name="")
    (derived,) = original.get_collection("gradients")
    y, x = map(tf.get_default_graph().get_tensor_by_name, ("y:0", "x:0"))
    (again,) = tf.gradients(y, x, name="again")
    with tf.Session() as session:
        session.run("init")
        seen = []
        for value in (-1.0, 1.0, 20.0):
            result = session.run(y, {x: value})
            slopes = session.run([again, derived], {x: value})
            seen.append((float(result), *map(float, slopes)))
        assert session.run("counted:0") == 4  # not by the branch that was not taken
    assert seen == [(-1.0, 0.0, 0.0), (2.0, 2.0, 2.0), (2000.0, 100.0, 100.0)]


def test_a_switch_of_which_both_outputs_are_used():
    text = """
      node { name: "p" op: "Placeholder" attr { key: "dtype" value { type: DT_BOOL } } }
      node { name: "s" op: "Switch" input: "p" input: "p" attr { key: "T" value { type: DT_BOOL } } }
      node { name: "t" op: "Identity" input: "s:1" attr { key: "T" value { type: DT_BOOL } } }
      node { name: "f" op: "Identity" input: "s" attr { key: "T" value { type: DT_BOOL } } }
      node { name: "id" op: "Identity" input: "p" attr { key: "T" value { type: DT_BOOL } } }
      node { name: "one" op: "Const" input: "^t" attr { key: "dtype" value { type: DT_INT32 } }
        attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape {} int_val: 1 } } } }
      node { name: "ten" op: "Const" attr { key: "dtype" value { type: DT_INT32 } }
        attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape {} int_val: 10 } } } }
      node { name: "d" op: "Switch" input: "ten" input: "id" attr { key: "T" value { type: DT_INT32 } } }
      node { name: "n" op: "Neg" input: "d" attr { key: "T" value { type: DT_INT32 } } }
      node { name: "m" op: "Merge" input: "n" input: "one" attr { key: "T" value { type: DT_INT32 } }
        attr { key: "N" value { i: 2 } } }
    """
    tf.import_graph_def(graph_def(text), name="")
    with tf.Session() as session:
        assert session.run("m:0", {"p:0": True}) == 1
        assert session.run("m:0", {"p:0": False}) == -10


def test_headraces_own_ops_come_back_as_tensorflows():
    with tf.Graph().as_default() as original:
        x = tf.placeholder(tf.float32, [None, 3], name="x")
        tf.identity(tf.gradients(tf.reduce_max(x, 1), x)[0], name="slope")
        picture = tf.constant(np.arange(24, dtype=np.float32).reshape(2, 4, 3))
        tf.identity(tf.image.per_image_standardization(picture), name="standard")
        tf.identity(tf.image.random_flip_left_right(picture, seed=3), name="flipped")
    exported = original.as_graph_def()
    tf.import_graph_def(exported, name="")
    feeds = {"x:0": [[1.0, 5.0, 2.0], [9.0, 0.0, 3.0]]}
    wanted = ["slope:0", "standard:0"]
    with tf.Session(graph=original) as session:
        expected = session.run(wanted, feeds)
        either = session.run("flipped:0")
    with tf.Session() as session:
        for found, value in zip(session.run(wanted, feeds), expected, strict=True):
            np.testing.assert_allclose(found, value, rtol=1e-5)
        flips = [session.run("flipped:0") for _ in range(20)]
    shapes = {bytes(flip.tobytes()) for flip in flips}
    assert shapes == {either.tobytes(), either[:, ::-1].tobytes()}


@pytest.mark.parametrize(
    ("producer", "shape", "known"),
    [
        (0, "shape { }", None),
        (21, "shape { }", None),
        (22, "shape { }", []),
        (21, "shape { dim { size: 2 } }", [2]),
        (22, "shape { unknown_rank: true }", None),
    ],
)
def test_old_placeholders_of_no_dimensions_have_an_unknown_shape(graph, producer, shape, known):
    node = X.removesuffix("}") + f'attr {{ key: "shape" value {{ {shape} }} }} }}'
    (x,) = tf.import_graph_def(graph_def(node, f"versions {{ producer: {producer} }}"), return_elements=["X:0"])
    assert (None if x.shape.ndims is None else x.shape.as_list()) == known
    if known != []:
        with tf.Session() as session:
            assert session.run(x, {x: [1.0, 2.0]}).tolist() == [1, 2]
