"""Sessions: callables, what is told of a run."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import tried

PROGRAMS = Programs(results)


def _product(tf):
    x = tf.placeholder(tf.float32, [2, 2], name="x")
    w = tf.get_variable("w", initializer=[[1.0, 2.0], [3.0, 4.0]])
    return x, w, tf.add(tf.matmul(x, w, name="mm"), 1.0, name="y")


@PROGRAMS
def callables(tf, session):
    x, w, y = _product(tf)
    ones = np.ones((2, 2), np.float32)
    options = tf.RunOptions()
    run = session.make_callable(y, [x])
    told = session.make_callable(y, [x], accept_options=True)
    return [
        session.make_callable(w.initializer)(),
        run(ones),
        run(ones, options=options),
        run(ones, 3),
        tried(run),
        told(ones, options=options, run_metadata=tf.RunMetadata()),
        tried(lambda: told(ones, other=3))[:2],
        session.make_callable({"a": y, "b": [w]}, [x.name])(ones),
        tried(lambda: session.make_callable(y, x)),
        tried(lambda: run(np.ones((3, 2))))[:2],
        tried(lambda: session.make_callable(w)(3))[:2],
        tried(lambda: session.make_callable(w)(options=options))[:2],
        session.make_callable(w, accept_options=True)(options, tf.RunMetadata()),
        session.make_callable(w, accept_options=True)(options=options, run_metadata=None),
    ]


@PROGRAMS
def what_is_told_of_a_run(tf, session):
    x, w, y = _product(tf)
    session.run(w.initializer)
    metadata = tf.RunMetadata()
    found = []
    for options in (tf.RunOptions(output_partition_graphs=True), tf.RunOptions(trace_level=3), tf.RunOptions(), None):
        session.run(y, {x: np.ones((2, 2))}, options=options, run_metadata=metadata)
        devices = [device for device in metadata.step_stats.dev_stats if not device.device.startswith("/host")]
        found.append(
            [
                [sorted([node.name, node.op, node.device] for node in graph.node) for graph in metadata.partition_graphs],
                [device.device for device in devices],
                [sorted({node.node_name for node in device.node_stats} & {"y/y", "w", "mm", "y"}) for device in devices],
                len(metadata.cost_graph.node),
            ]
        )
    return found


@PROGRAMS
def what_operations_cost(tf):
    x, w, y = _product(tf)
    config = tf.ConfigProto(graph_options=tf.GraphOptions(build_cost_model=1))
    with tf.Session(config=config) as told:
        told.run(w.initializer)
        metadata = tf.RunMetadata()
        told.run(y, {x: np.ones((2, 2))}, run_metadata=metadata)
    by_number = {node.id: node for node in metadata.cost_graph.node}
    nodes = {node.name: node for node in by_number.values()}

    def described(name):
        node = nodes[name]
        outputs = [[one.dtype, [dim.size for dim in one.shape.dim]] for one in node.output_info]
        before = [by_number[one.preceding_node].name for one in node.input_info]
        return [outputs, [name for name in before if not name.startswith("_arg")], node.persistent_memory_size, node.device]

    sizes = [[one.size for one in nodes[name].output_info] for name in ("w", "mm", "y")]
    first = sorted([node.id, node.name] for node in nodes.values())[:2]
    return [first, *map(described, ("w", "w/read", "mm", "y", "y/y")), sizes, bool(metadata.step_stats.dev_stats)]
