"""Records what TensorFlow makes of the samples of ops: `values.jsonl`, which tests/graph/ops/test_values_of_all_ops.py reads.

    python tests/golden/ops/record.py        # with TensorFlow 2.x beside headrace's own needs

The values there are of TensorFlow 2.21. Each sampled node is asked alone: the arrays that reach it in headrace are fed
to a graph of TensorFlow that holds that node, or those that GraphDefs hold in its place, on a CPU and without
TensorFlow's optimizer. Samples that have formulas are left out; nodes that TensorFlow refuses are named, and need one.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

TESTS = Path(__file__).resolve().parents[2]


def load_support() -> None:
    """As tests/conftest.py does; headrace comes from this checkout."""
    sys.path.insert(0, str(TESTS.parent))
    spec = importlib.util.spec_from_file_location(
        "support", TESTS / "support" / "__init__.py", submodule_search_locations=[str(TESTS / "support")]
    )
    assert spec is not None
    assert spec.loader is not None
    support = importlib.util.module_from_spec(spec)
    sys.modules["support"] = support
    spec.loader.exec_module(support)


@contextlib.contextmanager
def asking(
    tf: Any, op: Any, message: Any, kinds: Sequence[str], shapes: Sequence[Any]
) -> Iterator[Callable[[Sequence[np.ndarray]], list[np.ndarray]]]:
    """What TensorFlow makes of a node: from the arrays that reach it to its outputs, then what its variables hold after it.

    Args:
      op: the sampled node.
      message: its NodeDef, without name and inputs; it may say other types than `op`.
      kinds: the types of the inputs.
      shapes: of the inputs, None where they are not known.
    """
    from support.op_samples import as_array

    from headrace.graph.graphdef.replacements import replaced

    with tf.Graph().as_default() as graph:
        given, fed, variables, start = {}, [], [], []
        for position, (tensor, kind, shape) in enumerate(zip(op.inputs, kinds, shapes, strict=True)):
            fed.append(tf.placeholder(kind, shape, name=f"fed_{position}"))
            given[f"input_{position}"] = fed[-1]
            if tensor.dtype.name.endswith("_ref"):
                variables.append(tf.raw_ops.VariableV2(shape=tf.TensorShape(shape), dtype=kind))
                start.append(tf.raw_ops.Assign(ref=variables[-1], value=fed[-1], validate_shape=shape is not None))
                given[f"input_{position}"] = variables[-1]
        message = type(message)(name="asked", op=message.op, attr=message.attr, input=given)
        graph_def = tf.GraphDef()
        for one in replaced(message, op):
            graph_def.node.add().ParseFromString(one.SerializeToString())
        for name in given:
            graph_def.node.add(name=name, op="Placeholder").attr["dtype"].type = given[name].dtype.base_dtype.as_datatype_enum
        tf.import_graph_def(graph_def, input_map=given, name="")
        asked = graph.get_operation_by_name("asked")
        with tf.control_dependencies([asked]):
            after = [tf.raw_ops.Identity(input=variable) for variable in variables]
        config = tf.ConfigProto()
        config.graph_options.rewrite_options.disable_meta_optimizer = True
        config.graph_options.optimizer_options.opt_level = -1
        with tf.Session(config=config) as session:

            def ask(arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
                feeds = dict(zip(fed, arrays, strict=True))
                session.run(start, feeds)
                outputs, _, held = session.run([list(asked.outputs), asked, after], feeds)
                return [as_array(value) for value in (*outputs, *held)]

            yield ask


def tensorflow() -> Any:
    """TensorFlow, as it is asked."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    return tf


def main() -> None:
    load_support()
    tf = tensorflow()
    from support.op_samples import all_samples, built, names_of, samples_on_variables
    from support.op_values import FILE, bare, digest, line

    from headrace.graph.types.dtypes import of_array

    lines, refused = [], {}
    asked = [pair for many in (all_samples(), samples_on_variables()) for pair in zip(names_of(many), many, strict=True)]
    for name, sample in asked:
        if sample.values is not None:
            continue
        node = built(sample)
        inputs = node.inputs()
        kinds = [of_array(array).name for array in inputs]
        try:
            with asking(tf, node.op, bare(node), kinds, [array.shape for array in inputs]) as ask:
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
