"""Records what TensorFlow makes of the samples of ops: `values.jsonl`, which tests/graph/ops/test_values_of_all_ops.py reads.

    python tests/golden/ops/record.py        # with TensorFlow 2.x beside headrace's own needs

The values there are of TensorFlow 2.21. Each sampled node is asked alone: the arrays that reach it in headrace are fed
to a graph of TensorFlow that holds that node, or those that GraphDefs hold in its place, on a CPU and without
TensorFlow's optimizer. Samples that have formulas are left out; nodes that TensorFlow refuses are named, and need one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from recording import imported, load_support, session, tensorflow


def answer(tf: Any, node: Any, inputs: list[np.ndarray]) -> list[np.ndarray]:
    """The outputs of the node in TensorFlow, then what its variables hold after it."""
    from support.op_samples import as_array

    with tf.Graph().as_default():
        given, feeds, variables, start = {}, {}, [], []
        for position, (tensor, array) in enumerate(zip(node.op.inputs, inputs, strict=True)):
            kind = tf.as_dtype(tensor.dtype.base_dtype.name)
            fed = tf.placeholder(kind, array.shape, name=f"fed_{position}")
            feeds[fed] = array
            given[f"input_{position}"] = fed
            if tensor.dtype.name.endswith("_ref"):
                variables.append(tf.raw_ops.VariableV2(shape=array.shape, dtype=kind))
                start.append(tf.raw_ops.Assign(ref=variables[-1], value=fed))
                given[f"input_{position}"] = variables[-1]
        asked = imported(tf, node, given)
        with tf.control_dependencies([asked]):
            after = [tf.raw_ops.Identity(input=variable) for variable in variables]
        with session(tf) as running:
            running.run(start, feeds)
            outputs, _, held = running.run([list(asked.outputs), asked, after], feeds)
    return [as_array(value) for value in (*outputs, *held)]


def main() -> None:
    load_support()
    from support.op_samples import all_samples, built, names_of, samples_on_variables
    from support.op_values import FILE, digest, line

    tf = tensorflow()
    lines, refused = [], {}
    asked = [pair for many in (all_samples(), samples_on_variables()) for pair in zip(names_of(many), many, strict=True)]
    for name, sample in asked:
        if sample.values is not None:
            continue
        node = built(sample)
        inputs = node.inputs()
        try:
            outputs = answer(tf, node, inputs)
        except (tf.errors.OpError, ValueError, TypeError) as error:
            refused[name] = f"{type(error).__name__}: {' '.join(str(error).split())}"
            continue
        for position in sample.undefined:
            outputs[position] = np.zeros_like(outputs[position])
        lines.append(line(name, digest(node, inputs), outputs))
    FILE.write_text("".join(f"{one}\n" for one in lines))
    print(f"{len(lines)} recorded, {FILE.stat().st_size} bytes")
    for name, why in refused.items():
        print(f"{name}: {why[:300]}")


if __name__ == "__main__":
    main()
