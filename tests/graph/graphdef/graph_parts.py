"""Programs that take GraphDefs apart by tf.graph_util, and freeze them."""

from __future__ import annotations

import os
import tempfile

from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)


def network(tf, use_resource=False):
    """A graph that trains, the names of its output and of its loss."""
    x = tf.placeholder(tf.float32, [None, 2], "x")
    with tf.variable_scope("net", use_resource=use_resource), tf.device("/cpu:0"):
        w = tf.get_variable("w", initializer=[[1.0], [2.0]])
        b = tf.get_variable("b", initializer=[0.5])
    table = tf.get_variable("table", initializer=[[1.0, 2.0], [3.0, 4.0]], use_resource=use_resource)
    checked = tf.check_numerics(tf.identity(tf.matmul(x, w)) + b, "wrong")
    with tf.control_dependencies([tf.no_op("before")]):
        y = tf.identity(checked, name="y")
    rows = tf.nn.embedding_lookup(table, [1, 0], name="rows")
    tf.add(tf.identity(y, name="again"), tf.reduce_sum(rows), name="z")
    loss = tf.reduce_mean(tf.square(y), name="loss")
    tf.train.GradientDescentOptimizer(0.1).minimize(loss, name="train")
    return tf.get_default_graph().as_graph_def()


def nodes(graph_def):
    return [[node.name, node.op, list(node.input), node.device, sorted(node.attr)] for node in graph_def.node]


@PROGRAMS
def parts(tf):
    whole = network(tf)
    found = [nodes(tf.graph_util.extract_sub_graph(whole, names)) for names in (["y"], ["loss", "before"], ["net/w"], [])]
    kept = tf.graph_util.extract_sub_graph(whole, ["y"])
    return [found, kept.versions.producer == whole.versions.producer]


@PROGRAMS
def refused_parts(tf):
    whole, take = network(tf), tf.graph_util.extract_sub_graph
    return [
        refusal(lambda: take(whole, ["nowhere"])),
        refusal(lambda: take(whole, "y")),
        refusal(lambda: take("y", ["y"])),
    ]


@PROGRAMS
def without_training(tf):
    part = tf.graph_util.extract_sub_graph(network(tf), ["z"])
    remove = tf.graph_util.remove_training_nodes
    found = [nodes(remove(part)), nodes(remove(part, ["again"])), nodes(remove(part, protected_nodes=["CheckNumerics"]))]
    return [found, remove(part).HasField("versions")]


@PROGRAMS
def on_cpu(tf):
    network(tf)
    tf.cast(tf.constant(1), tf.float32)
    tf.constant("a")
    tf.dynamic_stitch([[0]], [[1]])
    must = tf.graph_util.must_run_on_cpu
    operations = [op for op in tf.get_default_graph().get_operations() if "gradients" not in op.name]
    found = [sorted(op.name for op in operations if must(op.node_def, pin)) for pin in (False, True)]
    return [found, sorted(op.name for op in operations if must(op)) == found[0]]


@PROGRAMS
def shapes_by_name(tf):
    network(tf)
    graph = tf.get_default_graph()
    shapes = [tf.graph_util.tensor_shape_from_node_def_name(graph, name).as_list() for name in ("x", "net/w:0", "z")]
    return [shapes, refusal(lambda: tf.graph_util.tensor_shape_from_node_def_name(graph, "nowhere"))]


def constants(tf, use_resource, **names):
    whole = network(tf, use_resource)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        frozen = tf.graph_util.convert_variables_to_constants(session, whole, ["z"], **names)
    return frozen


@PROGRAMS
def frozen_variables(tf):
    frozen = constants(tf, False)
    values = {node.name: tf.make_ndarray(node.attr["value"].tensor).tolist() for node in frozen.node if node.op == "Const"}
    with tf.Graph().as_default(), tf.Session() as session:
        z = tf.import_graph_def(frozen, return_elements=["z:0"])[0]
        value = session.run(z, {"import/x:0": [[1.0, 1.0]]})
    return [nodes(frozen), values, value.tolist(), frozen.HasField("versions")]


@PROGRAMS
def some_frozen(tf):
    one = constants(tf, False, variable_names_whitelist=["net/w"])
    with tf.Graph().as_default():
        other = constants(tf, False, variable_names_blacklist=["net/w"])
    return [[[node.name for node in found.node if node.op == "Const"] for found in (one, other)]]


def frozen_files(tf, **given):
    """What freeze_graph makes of the files of a network."""
    freeze = tf.python.tools.freeze_graph.freeze_graph if hasattr(tf.python, "tools") else _of_tensorflow()
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "model")
        with tf.Graph().as_default() as graph:
            network(tf)
            saver = tf.train.Saver()
            tf.train.write_graph(graph, directory, "graph.pbtxt")
            tf.train.write_graph(graph, directory, "graph.pb", as_text=False)
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                saver.save(session, path)
                with open(path + ".saver", "wb") as file:
                    file.write(saver.as_saver_def().SerializeToString())
        files = {"input_graph": "graph.pb", "output_graph": "out.pb", "input_checkpoint": "model"}
        arguments = {"input_saver": "", "input_binary": True, "output_node_names": "y, rows/Identity", "clear_devices": True}
        arguments.update(restore_op_name="", filename_tensor_name="", initializer_nodes="")
        arguments.update(files)
        arguments.update(given)
        for name in ("input_graph", "output_graph", "input_checkpoint", "input_meta_graph", "input_saver"):
            if arguments.get(name):
                arguments[name] = os.path.join(directory, arguments[name])
        with tf.Graph().as_default():
            try:
                freeze(**arguments)
            except Exception as error:
                return [type(error).__name__, str(error).replace(directory, "DIRECTORY")]
        frozen = tf.GraphDef()
        with open(arguments["output_graph"], "rb") as file:
            frozen.ParseFromString(file.read())
        return nodes(frozen)


def _of_tensorflow():
    from tensorflow.python.tools.freeze_graph import freeze_graph

    return freeze_graph


@PROGRAMS
def files_frozen(tf):
    return [
        frozen_files(tf),
        frozen_files(tf, input_graph="graph.pbtxt", input_binary=False, clear_devices=False),
        frozen_files(tf, input_saver="model.saver"),
        frozen_files(tf, input_graph="", input_meta_graph="model.meta", initializer_nodes="before"),
        frozen_files(tf, variable_names_blacklist="net/b"),
    ]


@PROGRAMS
def files_refused(tf):
    return [
        frozen_files(tf, input_checkpoint="nowhere"),
        frozen_files(tf, output_node_names=""),
        frozen_files(tf, input_graph="nowhere"),
        frozen_files(tf, output_node_names="nowhere"),
    ]
