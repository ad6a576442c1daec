"""Timelines of step statistics that are written down here: what `timeline.Timeline` makes of them."""

from __future__ import annotations

import json

from support.compared import Programs, results
from support.compared.results import module

PROGRAMS = Programs(results)

CPU = "/job:localhost/replica:0/task:0/device:CPU:0"
ROWS = (
    ("a", "a = Const()", 100, 50, 0),
    ("b", "b = Const()", 110, 20, 0),
    ("c", "c = Add(a, b)", 150, 10, 0),
    ("scope/d", "scope/d = Neg(c, ^b)", 160, 5, 0),
    ("e", "e = Split(scope/d, c:1)", 170, 0, 1),
    ("f", "[cpu 16B 16B] f = MatMul(e:1, ^scope/d)", 171, 9, 0),
    ("g", "no label", 175, 3, 0),
    ("RecvTensor", "RecvTensor", 180, 4, 0),
    ("h", "edge_1_x from /cpu:0 to /cpu:1", 185, 4, 0),
)


def step_stats(tf):
    stats = tf.RunMetadata().step_stats
    device = stats.dev_stats.add(device=CPU)
    for name, label, start, taken, slot in ROWS:
        node = device.node_stats.add(
            node_name=name,
            timeline_label=label,
            all_start_micros=start,
            all_end_rel_micros=taken,
            op_start_rel_micros=1,
            op_end_rel_micros=max(taken - 1, 0),
        )
        described = node.output.add(slot=slot).tensor_description
        described.dtype = 1
        described.shape.dim.add(size=2)
        described.allocation_description.requested_bytes = 8
        described.allocation_description.allocated_bytes = 16
        described.allocation_description.allocator_name = "cpu"
        described.allocation_description.ptr = start
        node.memory.add(allocator_name="cpu", total_bytes=16, peak_bytes=16)
    host = stats.dev_stats.add(device="/host:CPU")
    for thread, start in ((7, 100), (9, 120), (7, 150)):
        label = "id=2,device=cpu,async=false"
        host.node_stats.add(
            node_name="a:Const", timeline_label=label, all_start_micros=start, all_end_rel_micros=30, thread_id=thread
        )
    return stats


def _page(tf, **options):
    return json.loads(module(tf, "python.client.timeline").Timeline(step_stats(tf)).generate_chrome_trace_format(**options))


@PROGRAMS
def a_page(tf):
    return _page(tf)


@PROGRAMS
def a_page_without_arrows(tf):
    return _page(tf, show_dataflow=False)


@PROGRAMS
def a_page_with_memory(tf):
    return _page(tf, show_dataflow=True, show_memory=True)


@PROGRAMS
def analysis(tf):
    found = (
        module(tf, "python.client.timeline").Timeline(step_stats(tf)).analyze_step_stats(show_dataflow=False, show_memory=True)
    )
    largest = {
        name: [one.timestamp, one.num_bytes, sorted(str(tensor) for tensor in one.tensors)]
        for name, one in found.allocator_maximums.items()
    }
    return sorted(found._asdict()), largest, json.loads(found.chrome_trace.format_to_string())


@PROGRAMS
def stat_summarizer(tf):
    summarizer = tf.contrib.stat_summarizer.NewStatSummarizer(b"")
    for times in ((6, 10, 3, 40), (8, 2, 3, 40)):
        stats = tf.RunMetadata().step_stats
        device = stats.dev_stats.add(device=CPU)
        rows = (("_SOURCE", "NoOp", 0), ("c", "Const", 14), ("r", "_Retval", 21), ("c2", "Const", 30))
        for (name, kind, start), taken in zip(rows, times):  # noqa: B905
            label = f"{name} = {kind}(x, y)"
            node = device.node_stats.add(node_name=name, timeline_label=label, all_start_micros=start, all_end_rel_micros=taken)
            node.memory.add(allocator_name="cpu", total_bytes=start * 100 + taken)
        host = stats.dev_stats.add(device="/host:CPU")
        host.node_stats.add(node_name="c:Const", timeline_label="id=2", all_start_micros=14, all_end_rel_micros=9)
        summarizer.ProcessStepStatsStr(stats.SerializeToString())
    return summarizer.GetOutputString()
