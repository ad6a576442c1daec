"""Records which static shapes TensorFlow infers, and how it refuses what does not fit.

    python tests/golden/shapes/record.py        # with TensorFlow 2.x beside headrace's own needs

The words there are of TensorFlow 2.21. `ops.jsonl`: the nodes of all samples of ops, built on inputs of which more or
less is known (support/op_shapes.py).
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

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


def answer(tf: Any, node: Any, case: Any) -> str:
    """What `support.op_shapes.answer` asks, by TensorFlow."""
    from support.op_shapes import refusal, shape_text
    from support.op_values import bare

    from headrace.graph.graphdef.replacements import replaced

    with tf.Graph().as_default() as graph:
        made: dict[str, Any] = {}
        for position, (tensor, given) in enumerate(zip(node.op.inputs, case, strict=True)):
            kind = tf.as_dtype(tensor.dtype.base_dtype.name)
            if tensor.dtype.name.endswith("_ref"):
                made[f"input_{position}"] = tf.raw_ops.VariableV2(shape=given.shape, dtype=kind)
            elif given.value is not None:
                made[f"input_{position}"] = tf.constant(given.value, kind)
            else:
                made[f"input_{position}"] = tf.placeholder(kind, given.shape)
        message = bare(node)
        message.input.extend(made)
        message.name = "asked"
        for one in replaced(message, node.op):
            inputs = [made[name] for name in one.input if not name.startswith("^")]
            attributes = {}
            for key, value in one.attr.items():
                attributes[key] = tf.AttrValue.FromString(value.SerializeToString())
            try:
                asked = graph.create_op(one.op, inputs, None, name=one.name, attrs=attributes)
            except ValueError as error:
                return refusal(error)
            made.update({f"{one.name}:{k}" if k else one.name: output for k, output in enumerate(asked.outputs)})
        try:
            shapes = [output.shape for output in asked.outputs]
        except ValueError as error:  # a negative size: TensorFlow refuses it where somebody looks at the shape
            return refusal(error)
        return " ".join(shape_text(None if shape.rank is None else shape.as_list()) for shape in shapes)


def ops(tf: Any) -> None:
    from support.op_samples import all_samples, built, names_of, samples_on_variables
    from support.op_shapes import FILE, cases, digest

    lines = []
    for many in (all_samples(), samples_on_variables()):
        for name, sample in zip(names_of(many), many, strict=True):
            node = built(sample)
            asked = cases(node, node.inputs())
            try:
                line = [name, digest(node, asked), [answer(tf, node, case) for case in asked]]
            except Exception as error:
                print(name, type(error).__name__, str(error)[:300])
                continue
            lines.append(json.dumps(line, separators=(",", ":")))
    FILE.write_text("".join(f"{one}\n" for one in lines))
    print(f"{len(lines)} nodes, {FILE.stat().st_size} bytes")


def main() -> None:
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
    load_support()
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    ops(tf)


if __name__ == "__main__":
    main()
