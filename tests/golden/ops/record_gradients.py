"""Records TensorFlow's gradients at hard points: `gradients.jsonl`, read by tests/graph/ops/test_gradients_of_all_ops.py.

    python tests/golden/ops/record_gradients.py        # with TensorFlow 2.x beside headrace's own needs

The gradients there are of TensorFlow 2.21. Sampled ops are asked as record.py does it; programs are texts that mean the
same in both libraries. With arguments: only new cases and those that have one of them in their names are asked.
"""

from __future__ import annotations

import sys
from typing import Any

from recording import imported, load_support, session, tensorflow


def main() -> None:
    load_support()
    tf = tensorflow()
    from support.derivatives.cases import cases
    from support.derivatives.golden import FILE, line, recorded

    tf.get_logger().setLevel("ERROR")
    chosen = sys.argv[1:]
    known = recorded() if chosen else {}
    lines = []
    for case in cases():
        if case.name not in known or any(one in case.name for one in chosen):
            known[case.name] = case.digest, of_case(tf, case)
        lines.append(line(case.name, *known[case.name]))
    FILE.write_text("".join(f"{one}\n" for one in lines))
    print(f"{len(lines)} recorded, {FILE.stat().st_size} bytes")


def of_case(tf: Any, case: Any) -> dict[str, list]:
    """The answers by point. Sampled ops are not asked at points where they have no values, in TensorFlow or in headrace."""
    found = {}
    for point, arrays in case.points.items():
        try:
            found[point] = answers(tf, case, point, arrays, True)
        except Headrace:
            continue
        if isinstance(found[point][0], str) and case.is_op:
            del found[point]
        elif case.also_unknown(point):
            unknown = answers(tf, case, point, arrays, False)
            if repr(unknown) != repr(found[point][:2]):  # NaN differs from itself
                found[f"{point}, unknown"] = unknown
    return found


class Headrace(Exception):
    """headrace does not build, or compute, what TensorFlow is to be asked with."""


def answers(tf: Any, case: Any, point: str, arrays: list, shapes_known: bool) -> list:
    from support.derivatives.ask import Asked, answers

    try:
        graph, ys, xs, feeds = graph_of(tf, case, arrays, shapes_known)
    except Headrace:
        raise
    except Exception as error:  # whatever is raised is an answer
        return [type(error).__name__]
    with graph.as_default(), session(tf) as running:
        return answers(Asked(tf, running, ys, xs), feeds, shapes_known and case.twice(point))


def graph_of(tf: Any, case: Any, arrays: list, shapes_known: bool) -> tuple:
    from support.derivatives.cases import floating

    if not case.is_op:
        graph, ys, xs, fed = case.graph(tf, arrays, shapes_known)
        return graph, ys, xs, dict(zip(fed, arrays, strict=True))
    try:
        node = case.node(arrays)
        inputs = node.inputs()
    except Exception as error:
        raise Headrace(f"{type(error).__name__}: {str(error)[:200]}") from error
    with tf.Graph().as_default() as graph:
        given, feeds = {}, {}
        for position, (tensor, array) in enumerate(zip(node.op.inputs, inputs, strict=True)):
            kind = tf.as_dtype(tensor.dtype.base_dtype.name)
            if tensor.op.type == "Const":
                given[f"input_{position}"] = tf.constant(array, kind)
                continue
            fed = tf.placeholder(kind, array.shape if shapes_known else None, name=f"fed_{position}")
            feeds[fed] = array
            given[f"input_{position}"] = fed
        return graph, imported(tf, node, given).outputs, floating(feeds), feeds


if __name__ == "__main__":
    main()
