"""tf.profiler: the reports and trees of a small model."""

from __future__ import annotations

import os
import shutil
import tempfile

from support.compared import Programs, results
from support.compared.results import tried

PROGRAMS = Programs(results)

CPU = "/job:localhost/replica:0/task:0/device:CPU:0"


def _model(tf):
    x = tf.placeholder(tf.float32, [4, 6, 6, 3], name="x")
    with tf.variable_scope("conv"):
        kernel = tf.get_variable("k", initializer=tf.zeros([3, 3, 3, 8]))
        bias = tf.get_variable("b", initializer=tf.zeros([8]))
        hidden = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, kernel, [1, 1, 1, 1], "SAME"), bias))
    with tf.variable_scope("fc"):
        weights = tf.get_variable("w", initializer=tf.zeros([288, 5]))
        tf.get_variable("fixed", initializer=tf.zeros([7]), trainable=False)
        y = tf.matmul(tf.reshape(hidden, [4, 288]), weights, name="mm")
    loss = tf.reduce_mean(tf.square(y), name="loss")
    return tf.subtract(loss, 1.0, name="less")


ROWS = (
    ("conv/k", "VariableV2", 10, 0, 0),
    ("conv/Conv2D", "Conv2D", 1500, 4608, 4608),
    ("conv/BiasAdd", "BiasAdd", 200, 4608, 0),
    ("conv/Relu", "Relu", 40, 4608, 4608),
    ("fc/mm", "MatMul", 2500000, 80, 80),
    ("Square", "Square", 30, 2000000, 80),
    ("loss", "Mean", 25, 4, 4),
    ("less", "Sub", 0, 0, 0),
)


def _run(tf, scale=1):
    """What a run would have told."""
    metadata = tf.RunMetadata()
    device = metadata.step_stats.dev_stats.add(device=CPU)
    start = 1000
    for name, kind, taken, total, live in ROWS:
        taken *= scale
        node = device.node_stats.add(
            node_name=name,
            timeline_label=f"{name} = {kind}()",
            all_start_micros=start,
            op_start_rel_micros=1,
            op_end_rel_micros=taken,
            all_end_rel_micros=taken,
        )
        start += taken
        if total:
            node.memory.add(allocator_name="cpu", total_bytes=total, peak_bytes=total, live_bytes=live)
            held = node.output.add(slot=0).tensor_description.allocation_description
            held.requested_bytes = live
            held.allocated_bytes = total
            held.allocator_name = "cpu"
    return metadata


def _tree(node):
    fields = ["parameters", "float_ops", "exec_micros", "cpu_exec_micros", "requested_bytes", "output_bytes"]
    fields += ["peak_bytes", "residual_bytes"]
    numbers = [[getattr(node, name), getattr(node, f"total_{name}")] for name in fields]
    more = [[_tree(each) for each in node.graph_nodes]] if hasattr(node, "graph_nodes") else []
    return [node.name, [pair for pair in numbers if pair != [0, 0]], [_tree(each) for each in node.children], *more]


def _profile(tf, cmd, options, metadata=None, tree=True):
    directory = tempfile.mkdtemp()
    path = os.path.join(directory, "report")
    try:
        options = tf.profiler.ProfileOptionBuilder(options).with_file_output(path).build()
        found = tf.profiler.profile(tf.get_default_graph(), metadata, cmd=cmd, options=options)
        with open(path) as file:
            report = file.read().replace(path, "PATH")
    finally:
        shutil.rmtree(directory)
    return [report, _tree(found)] if tree else report


@PROGRAMS
def parameters(tf):
    _model(tf)
    options = tf.profiler.ProfileOptionBuilder.trainable_variables_parameter()
    return [_profile(tf, cmd, options) for cmd in ("scope", "graph", "op")]


@PROGRAMS
def float_operations(tf):
    _model(tf)
    options = tf.profiler.ProfileOptionBuilder.float_operation()
    return [_profile(tf, cmd, options) for cmd in ("scope", "op")]


@PROGRAMS
def time_and_memory(tf):
    _model(tf)
    options = tf.profiler.ProfileOptionBuilder.time_and_memory()
    return [_profile(tf, cmd, options, _run(tf)) for cmd in ("scope", "op", "graph")]


@PROGRAMS
def other_columns(tf):
    _model(tf)
    start = tf.profiler.ProfileOptionBuilder(tf.profiler.ProfileOptionBuilder.time_and_memory(0, 0))
    start.select(["params", "micros", "peak_bytes", "residual_bytes", "output_bytes", "occurrence", "device", "op_types"])
    return [_profile(tf, cmd, start.with_max_depth(4).build(), _run(tf), tree=False) for cmd in ("scope", "op")]


@PROGRAMS
def chosen_nodes(tf):
    _model(tf)
    builder = tf.profiler.ProfileOptionBuilder
    every = builder().select(["params", "float_ops"])
    return [
        _profile(tf, "scope", every.with_max_depth(2).build()),
        _profile(tf, "scope", builder(every.build()).account_displayed_op_only(True).build()),
        _profile(tf, "scope", builder(every.build()).with_node_names(start_name_regexes=["conv.*"]).build()),
        _profile(tf, "scope", builder(every.build()).with_node_names(hide_name_regexes=["conv.*", "gr.*"]).build()),
        _profile(tf, "scope", builder(every.build()).with_node_names(trim_name_regexes=["conv", "fc.*"]).build()),
        _profile(tf, "scope", builder(every.build()).with_accounted_types(["MatMul", "Conv.*"]).order_by("float_ops").build()),
        _profile(tf, "scope", builder(every.build()).with_min_parameters(8).build()),
        _profile(tf, "op", builder(every.build()).with_accounted_types(["MatMul", "Conv.*"]).order_by("float_ops").build()),
        _profile(tf, "op", builder(every.build()).order_by("name").with_min_float_operations(100).build()),
    ]


@PROGRAMS
def options(tf):
    builder = tf.profiler.ProfileOptionBuilder
    made = builder().with_max_depth(3).with_min_memory(1, 2, 3, 4).with_min_execution_time(5, 6, 7).with_min_parameters(8)
    made.with_min_float_operations(9).with_min_occurrence(10).with_accounted_types(["a"])
    made.with_node_names(["a"], ["b"], ["c"], ["d"]).account_displayed_op_only(True).with_step(3).order_by("bytes")
    made.select(["params"]).with_timeline_output("t")
    options = [made.build(), builder.trainable_variables_parameter(), builder.float_operation(), builder.time_and_memory()]
    outputs = [builder().with_empty_output(), builder().with_stdout_output(), builder().with_file_output("f")]
    options += [builder().build(), builder.time_and_memory(1, 2, 3, 4, 5, 6, 7), builder(made.build()).build()]
    return [sorted(each.items()) for each in options], [each.build()["output"] for each in outputs]


@PROGRAMS
def advice(tf):
    _model(tf)
    graph = tf.get_default_graph()
    found = []
    for metadata in (_run(tf), None):
        advice = tf.profiler.advise(graph, metadata, options={"ExpensiveOperationChecker": {}, "OperationChecker": {}})
        reports = {name: list(checker.reports) for name, checker in advice.checkers.items()}
        found.append({name: texts[:2] for name, texts in sorted(reports.items())})
    advice = tf.profiler.advise(graph, _run(tf))
    return [*found, sorted(advice.checkers)]


@PROGRAMS
def several_steps(tf):
    _model(tf)
    profiler = tf.profiler.Profiler(tf.get_default_graph())
    for step, scale in ((1, 1), (5, 3)):
        profiler.add_step(step, _run(tf, scale))
    builder = tf.profiler.ProfileOptionBuilder
    options = builder(builder.time_and_memory()).with_empty_output()
    found = []
    for step in (-1, 1, 5):
        chosen = options.with_step(step).build()
        found += [_tree(profiler.profile_name_scope(chosen)), _tree(profiler.profile_operations(chosen))]
    found.append(_tree(profiler.profile_graph(options.with_step(5).build())))
    return found, len(profiler.serialize_to_string()) > 100


@PROGRAMS
def op_log(tf):
    _model(tf)
    directory = tempfile.mkdtemp()
    try:
        tf.profiler.write_op_log(tf.get_default_graph(), directory, add_trace=False)
        with open(os.path.join(directory, "tfprof_log"), "rb") as file:
            log = tf.profiler.OpLogProto.FromString(file.read())
    finally:
        shutil.rmtree(directory)
    return sorted([entry.name, entry.float_ops, sorted(entry.types)] for entry in log.log_entries)


@PROGRAMS
def logged_operations(tf):
    _model(tf)
    log = tf.profiler.OpLogProto()
    log.log_entries.add(name="conv/Relu", float_ops=77, types=["mine"])
    builder = tf.profiler.ProfileOptionBuilder
    options = builder(builder.float_operation()).with_accounted_types(["mine"]).with_empty_output().build()
    return _tree(tf.profiler.profile(tf.get_default_graph(), op_log=log, cmd="scope", options=options))


@PROGRAMS
def model_analyzer(tf):
    _model(tf)
    analyzer = tf.contrib.tfprof.model_analyzer
    options = dict(analyzer.TRAINABLE_VARS_PARAMS_STAT_OPTIONS, output="none")
    tree = analyzer.print_model_analysis(tf.get_default_graph(), tfprof_options=options)
    constants = [analyzer.TRAINABLE_VARS_PARAMS_STAT_OPTIONS, analyzer.FLOAT_OPS_OPTIONS, analyzer.PRINT_ALL_TIMING_MEMORY]
    same = analyzer.Profiler is tf.profiler.Profiler
    return _tree(tree), [sorted(each.items()) for each in constants], sorted(analyzer.ALL_ADVICE), same


@PROGRAMS
def profiled_block(tf, session):
    analyzer = tf.contrib.tfprof.model_analyzer
    x = tf.constant(2.0, name="x") * tf.placeholder_with_default(3.0, [])
    directory = tempfile.mkdtemp()
    options = tf.profiler.ProfileOptionBuilder(tf.profiler.ProfileOptionBuilder.float_operation()).with_empty_output().build()
    try:
        with analyzer.ProfileContext(directory, trace_steps=[2, 3], dump_steps=[3]) as context:
            context.add_auto_profiling("op", options, [2])
            before = context.profiler is None
            values = [session.run(x) for _ in range(5)]
            names = sorted(os.listdir(directory))
            found = context.get_profiles("op")
            none = tried(lambda: context.get_profiles("scope"))
            twice = tried(lambda: analyzer.ProfileContext(directory).__enter__())
    finally:
        shutil.rmtree(directory)
    return before, values, names, {step: made.name for step, made in found.items()}, none[:2], twice


@PROGRAMS
def refusals(tf):
    _model(tf)
    graph = tf.get_default_graph()
    return [tried(lambda: tf.profiler.profile(graph, cmd="other"))]
