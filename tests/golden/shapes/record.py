"""Records which static shapes TensorFlow infers, and how it refuses what does not fit.

    python tests/golden/shapes/record.py                # with TensorFlow 2.x beside headrace's own needs
    python tests/golden/shapes/record.py --older PYTHON # asks that Python's TensorFlow 1.15 too
    python tests/golden/shapes/record.py --endless      # no record: programs held against TensorFlow until stopped

The words are of TensorFlow 2.21, and of 1.15.5 where they are other ones.

ops.jsonl: the nodes of all samples of ops, on inputs of which more or less is known (support/op_shapes.py).
programs.jsonl: random programs (support/shapes), and what each of their steps comes to.
refusals.jsonl: expressions that are refused (support/shapes/refusals.py): class and words.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PROGRAMS = 700
AT_ONCE = 200


def load_support() -> None:
    """As tests/conftest.py does; headrace comes from this checkout."""
    sys.path.insert(0, str(HERE.parent / "ops"))
    import recording

    recording.load_support()


def tensorflow() -> Any:
    """TensorFlow, of either generation, without its warnings."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    tf.logging.set_verbosity("FATAL")
    return tf


# -- ops ---------------------------------------------------------------------------------------------------------------


def answer(tf: Any, node: Any, case: Any) -> str:
    """What `support.op_shapes.answer` asks, by TensorFlow."""
    from support.op_shapes import refusal
    from support.op_values import bare
    from support.shapes.programs import shape_text

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
            attributes = {key: tf.AttrValue.FromString(value.SerializeToString()) for key, value in one.attr.items()}
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
            except RuntimeError as error:
                print(f"{name}: {str(error).splitlines()[0][:100]}")
                continue
            lines.append(line)
    written(FILE, lines)


def written(path: Path, lines: list) -> None:
    path.write_text("".join(f"{json.dumps(line, separators=(',', ':'))}\n" for line in lines))
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size} bytes")


# -- programs and refusals, which an older TensorFlow can be asked too -------------------------------------------------


def asked(tf: Any, what: dict[str, list]) -> dict[str, list]:
    """The answers of this process's TensorFlow."""
    from support.shapes.programs import answers
    from support.shapes.refusals import refused

    return {
        "programs": [answers(tf, steps) for steps in what["programs"]],
        "refusals": [refused(tf, expression) for expression in what["refusals"]],
    }


def asked_elsewhere(python: str, what: dict[str, list]) -> dict[str, list]:
    """The answers of another Python's TensorFlow."""
    with tempfile.TemporaryDirectory() as folder:
        question, found = Path(folder) / "question", Path(folder) / "answer"
        question.write_text(json.dumps(what))
        subprocess.run([python, __file__, "--answer", str(question), str(found)], check=True)
        return json.loads(found.read_text())


def both(newer: Any, older: Any) -> Any:
    """One answer, or the two where they differ."""
    return newer if newer == older else [newer, older]


def record(tf: Any, older: str | None) -> None:
    from support.shapes.drawing import drawn
    from support.shapes.refusals import EXPRESSIONS

    what: dict[str, list] = {"programs": [drawn(seed) for seed in range(PROGRAMS)], "refusals": list(EXPRESSIONS)}
    new = asked(tf, what)
    old = new if older is None else asked_elsewhere(older, what)
    lines = [
        [steps, list(map(both, *answers))]
        for steps, *answers in zip(what["programs"], new["programs"], old["programs"], strict=True)
    ]
    written(HERE / "programs.jsonl", lines)
    lines = [
        [expression, both(*answers)]
        for expression, *answers in zip(what["refusals"], new["refusals"], old["refusals"], strict=True)
    ]
    written(HERE / "refusals.jsonl", lines)


def endless(tf: Any, older: str | None, first: int, programs: int | None) -> None:
    """Programs held against TensorFlow's, until stopped."""
    from support.shapes.drawing import drawn
    from support.shapes.laws import differences

    held = failed = 0
    started = time.monotonic()
    while programs is None or held < programs:
        seeds = range(first + held, first + held + AT_ONCE)
        what: dict[str, list] = {"programs": list(map(drawn, seeds)), "refusals": []}
        new = asked(tf, what)["programs"]
        old = new if older is None else asked_elsewhere(older, what)["programs"]
        for seed, steps, *answers in zip(seeds, what["programs"], new, old, strict=True):
            found = differences(steps, list(map(both, *answers)))
            failed += bool(found)
            for text in found:
                print(f"seed {seed}, {text}", flush=True)
        held += AT_ONCE
        print(f"programs={held:,} failed={failed} {held / (time.monotonic() - started):,.0f}/s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--older", help="a Python that has TensorFlow 1.15")
    parser.add_argument("--answer", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--endless", action="store_true")
    parser.add_argument("--first", type=int, default=int(time.time()) << 20, help="the first seed of --endless")
    parser.add_argument("--programs", type=int, help="end --endless after so many")
    options = parser.parse_args()
    load_support()
    tf = tensorflow()
    if options.answer:
        question, found = map(Path, options.answer)
        found.write_text(json.dumps(asked(tf, json.loads(question.read_text()))))
    elif options.endless:
        endless(tf, options.older, options.first, options.programs)
    else:
        ops(tf)
        record(tf, options.older)


if __name__ == "__main__":
    main()
