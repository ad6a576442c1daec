"""Records what TensorFlow makes of the samples of ops: `values.jsonl`, which tests/graph/ops/test_values_of_all_ops.py reads.

    python tests/golden/ops/record.py        # with TensorFlow 2.x beside headrace's own needs

The values there are of TensorFlow 2.21. Each sampled node is asked alone: the arrays that reach it in headrace are fed
to a graph of TensorFlow that holds that node, or those that GraphDefs hold in its place, on a CPU and without
TensorFlow's optimizer. Samples that have formulas are left out; nodes that TensorFlow refuses are named, and need one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from recording import imported, load_support, session, tensorflow


@contextlib.contextmanager
def asking(
    tf: Any, node: Any, types: Mapping[str, int], kinds: Sequence[str], shapes: Sequence[Any]
) -> Iterator[Callable[[Sequence[np.ndarray]], list[np.ndarray]]]:
    """What TensorFlow makes of a node: from the arrays that reach it to its outputs, then what its variables hold after it.

    Args:
      types: type attributes, as numbers, that are others than the node's.
      kinds: the types of the inputs.
      shapes: of the inputs, None where they are not known.
    """
    from support.op_samples import as_array

    with tf.Graph().as_default():
        given, fed, variables, start = {}, [], [], []
        for position, (tensor, kind, shape) in enumerate(zip(node.op.inputs, kinds, shapes, strict=True)):
            fed.append(tf.placeholder(kind, shape, name=f"fed_{position}"))
            given[f"input_{position}"] = fed[-1]
            if tensor.dtype.name.endswith("_ref"):
                variables.append(tf.raw_ops.VariableV2(shape=tf.TensorShape(shape), dtype=kind))
                start.append(tf.raw_ops.Assign(ref=variables[-1], value=fed[-1], validate_shape=shape is not None))
                given[f"input_{position}"] = variables[-1]
        asked = imported(tf, node, given, types)
        with tf.control_dependencies([asked]):
            after = [tf.raw_ops.Identity(input=variable) for variable in variables]
        with session(tf) as running:

            def ask(arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
                feeds = dict(zip(fed, arrays, strict=True))
                running.run(start, feeds)
                outputs, _, held = running.run([list(asked.outputs), asked, after], feeds)
                return [as_array(value) for value in (*outputs, *held)]

            yield ask


def main() -> None:
    load_support()
    from support.op_samples import all_samples, built, names_of, samples_on_variables
    from support.op_values import FILE, digest, line

    from headrace.graph.types.dtypes import of_array

    tf = tensorflow()
    lines, refused = [], {}
    asked = [pair for many in (all_samples(), samples_on_variables()) for pair in zip(names_of(many), many, strict=True)]
    for name, sample in asked:
        if sample.values is not None:
            continue
        node = built(sample)
        inputs = node.inputs()
        try:
            with asking(tf, node, {}, [of_array(one).name for one in inputs], [one.shape for one in inputs]) as ask:
                outputs = ask(inputs)
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
