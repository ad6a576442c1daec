"""tf.profiler on traced steps of a session; its reports and trees: tests/graph/execution/programs/profiler.py."""

from __future__ import annotations

import json

import pytest

import headrace as tf
from headrace.formats import proto

OPTIONS = tf.profiler.ProfileOptionBuilder


@pytest.fixture
def metadata():
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, [40, 30])
        w = tf.get_variable("w", initializer=tf.ones([30, 20]))
        loss = tf.reduce_sum(tf.square(tf.matmul(x, w, name="product")), name="loss")
        train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
        session.run(w.initializer)
        metadata = tf.RunMetadata()
        options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
        session.run(train, {x: [[1.0] * 30] * 40}, options=options, run_metadata=metadata)
        yield metadata


def _named(node, name):
    if node.name == name:
        return node
    return next(filter(None, (_named(child, name) for child in node.children)), None)


def _every(node):
    return [node, *(found for child in node.children for found in _every(child))]


def test_a_traced_step_is_told_with_times_and_memory(metadata):
    options = OPTIONS(OPTIONS.time_and_memory()).with_empty_output().build()
    tree = tf.profiler.profile(run_meta=metadata, options=options)
    product = _named(tree, "product")
    assert product.requested_bytes == 40 * 20 * 4
    assert product.exec_micros > 0
    assert product.run_count == 1
    assert tree.total_exec_micros >= product.exec_micros


def test_lines_of_the_program_are_told_with_their_gradients(metadata):
    options = OPTIONS(OPTIONS.float_operation()).with_empty_output().with_min_float_operations(0).build()
    tree = tf.profiler.profile(cmd="code", options=options)
    mine = {node.name: node.total_float_ops for node in _every(tree) if node.name.startswith("test_profiler.py:")}
    (forward,) = [name for name, count in mine.items() if count and not name.endswith("(gradient)")]
    product = 2 * 40 * 30 * 20
    assert forward.endswith(":metadata")
    assert mine[forward] == product + 800 + 799  # the product, its squares and their sum
    assert mine[f"{forward} (gradient)"] >= product


def test_a_report_is_printed_with_its_options(metadata, capsys):
    tf.profiler.profile(options=OPTIONS.trainable_variables_parameter())
    printed = capsys.readouterr().out
    assert printed.startswith(
        "\n=========================Options=============================\n-max_depth                  10000\n"
    )
    assert (
        "\n-account_displayed_op_only  true\n-select                     params\n-output                     stdout:\n"
        in printed
    )
    assert "_TFProfRoot (--/600 params)\n  w (30x20, 600/600 params)\n" in printed


def test_a_page_of_chromes_viewer_is_written_for_each_step(metadata, tmp_path):
    profiler = tf.profiler.Profiler()
    for step in (3, 9):
        profiler.add_step(step, metadata)
    profiler.profile_graph(OPTIONS(OPTIONS.time_and_memory()).with_timeline_output(str(tmp_path / "page")).build())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page_3", "page_9"]
    events = json.loads((tmp_path / "page_3").read_text())["traceEvents"]
    assert "MatMul" in {event["name"] for event in events}


def test_advice_names_what_takes_longest(metadata, capsys):
    metadata.step_stats.dev_stats[0].node_stats.add(
        node_name="product", timeline_label="product = MatMul(a, b)", op_end_rel_micros=10**9
    )
    advice = tf.profiler.advise(run_meta=metadata)
    assert advice.checkers["ExpensiveOperationChecker"].reports[0].startswith("top 1 operation type: MatMul, cpu: 1000.")
    assert "top 1 operation type: MatMul" in capsys.readouterr().out


def test_where_operations_were_made_is_logged(metadata, tmp_path):
    given = tf.profiler.OpLogProto()
    given.log_entries.add(name="loss", float_ops=5)
    tf.profiler.write_op_log(None, tmp_path, op_log=given)
    log = tf.profiler.OpLogProto.FromString((tmp_path / "tfprof_log").read_bytes())
    entries = {entry.name: entry for entry in log.log_entries}
    assert entries["loss"].float_ops == 5
    files = {log.id_to_string[trace.file_id] for trace in entries["product"].code_def.traces}
    assert any(file.endswith("test_profiler.py") for file in files)


def test_what_was_gathered_is_serialized(metadata):
    profiler = tf.profiler.Profiler()
    profiler.add_step(7, metadata)
    found = proto.profile_log_pb2.ProfileProto.FromString(profiler.serialize_to_string())
    nodes = {node.name: node for node in found.nodes.values()}
    assert list(found.steps) == [7]
    assert nodes["product"].op == "MatMul"
    assert nodes["product"].execs[7].run_count == 1


def test_outputs_that_are_not_built_are_refused_by_name(metadata):
    with pytest.raises(tf.errors.UnimplementedError, match="no output 'pprof'"):
        tf.profiler.profile(options={**OPTIONS.float_operation(), "output": "pprof:outfile=x"})
