"""StatSummarizer; that its tables look as TensorFlow's is held in tests/graph/execution/programs/timelines.py."""

from __future__ import annotations

import pytest

import headrace as tf
from headrace.formats import proto


def test_steps_of_a_session_are_summed_up(capsys):
    with tf.Graph().as_default() as graph, tf.Session() as session:
        x = tf.placeholder(tf.float32, [50, 50], name="x")
        total = tf.reduce_sum(tf.matmul(x, x, name="product"), name="total")
        summarizer = tf.contrib.stat_summarizer.StatSummarizer(graph.as_graph_def().SerializeToString())
        for _ in range(3):
            metadata = tf.RunMetadata()
            options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
            session.run(total, {x: [[1.0] * 50] * 50}, options=options, run_metadata=metadata)
            summarizer.ProcessStepStats(metadata.step_stats)
    summarizer.PrintStepStats()
    table = capsys.readouterr().out
    for kind, name in (("MatMul", "product"), ("Sum", "total")):
        assert any(kind in line and line.endswith(f"\t{name}") for line in table.splitlines())
    (product,) = [line.split("\t") for line in table.split("====\n")[1].splitlines() if line.endswith("\tproduct")]
    assert float(product[7]) == 10.0  # KB of a [50, 50] matrix of float32


def test_a_summarizer_that_is_deleted_is_empty():
    summarizer = tf.contrib.stat_summarizer.NewStatSummarizer(b"")
    stats = proto.step_stats_pb2.StepStats()
    stats.dev_stats.add(device="cpu").node_stats.add(node_name="a", timeline_label="a = Const()")
    summarizer.ProcessStepStats(stats)
    tf.contrib.stat_summarizer.DeleteStatSummarizer(summarizer)
    assert summarizer.GetOutputString().endswith(
        "Timings (microseconds): count=0\nMemory (bytes): count=0\n0 nodes observed\n\n"
    )
    with pytest.raises(proto.DecodeError):
        summarizer.ProcessStepStatsStr(b"\xff")
