"""Records what TensorFlow makes of sampled nodes in every type, at hard values and on empty arrays: `dtypes.jsonl`.

    python tests/golden/ops/record_dtypes.py [op ...]     # with TensorFlow 2.x beside headrace's own needs

With names of ops, only their lines are made anew. TensorFlow is asked in a process of its own, which some questions end:
these have no answer, as those have none whose types TensorFlow has no kernel for.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import sys
from collections.abc import Mapping
from typing import Any

import record
import recording

NO_ANSWER = (
    *("No OpKernel was registered", "Could not satisfy device", "Signature mismatch"),
    *("only supports NHWC", "only support NHWC", "not supported on CPU"),
)
"""Of these words are the errors of what TensorFlow cannot do on a CPU."""


class Answers:
    """The process that has TensorFlow."""

    def __init__(self) -> None:
        self.tf = recording.tensorflow()
        self.asking: tuple[Any, Any] = (None, None)
        self.open = contextlib.ExitStack()

    def answer(self, name: str, types: Mapping[str, str], label: str) -> Any:
        """The outputs or an error's text; None where TensorFlow does not take the types."""
        from support.op_dtypes import MESSAGE, data_positions, fillings, sampled, sampled_node

        from headrace.graph.types.dtypes import as_dtype, of_array

        if self.asking[0] != (name, types):
            self.open.close()
            node, asked = sampled_node(name)[0], dict(fillings(name, types))
            others = {attribute: as_dtype(kind).as_datatype_enum for attribute, kind in types.items()}
            kinds = [of_array(array).name for array in asked["plain"]]
            data, ask = data_positions(node), None
            for known in (False, True):  # some ops want to know how many sizes there are
                shapes = [None if k in data or not known else array.shape for k, array in enumerate(asked["plain"])]
                with contextlib.suppress(self.tf.errors.OpError, ValueError, TypeError):
                    ask = self.open.enter_context(record.asking(self.tf, node, others, kinds, shapes))
                    break
            self.asking = (name, types), (ask, asked)
        ask, asked = self.asking[1]
        if ask is None:
            return None
        try:
            return ask(asked[label])
        except ValueError:
            return None  # a shape that cannot be fed
        except self.tf.errors.OpError as error:
            if isinstance(error, self.tf.errors.UnimplementedError) or any(words in error.message for words in NO_ANSWER):
                return None
            said = error.message.rpartition("Node: 'asked'")[2].partition("[[{{node")[0]
            said = said.replace("operation asked of", f"operation {sampled()[name].type} of")
            return f"{type(error).__name__}: {' '.join(said.split())[:MESSAGE]}"


def serve(pipe: Any) -> None:
    recording.load_support()
    answers = Answers()
    while True:
        method, *arguments = pipe.recv()
        pipe.send(getattr(answers, method)(*arguments))


class Asked:
    """Asks that process, which is started anew when a question has ended it."""

    def __init__(self) -> None:
        self.process = None

    def __call__(self, *question: Any) -> Any:
        if self.process is None:
            context = multiprocessing.get_context("spawn")
            self.pipe, other = context.Pipe()
            self.process = context.Process(target=serve, args=(other,), daemon=True)
            self.process.start()
            other.close()
        try:
            self.pipe.send(question)
            return self.pipe.recv()
        except (EOFError, ConnectionError):
            print(f"ended by {question}", flush=True)
            self.process = None
            return None


def main(wanted: set[str]) -> None:
    recording.load_support()
    from support.op_dtypes import FILE, choices, digest, fillings, is_asked, line, sampled, sampled_node

    ask, lines = Asked(), {}
    kept = [one for one in FILE.read_text().splitlines() if wanted and json.loads(one)[0].rpartition("-")[0] not in wanted]
    for name, sample in sampled().items():
        if (wanted and sample.type not in wanted) or not is_asked(sampled_node(name)[0]):
            continue
        for types in choices(name):
            asked = list(fillings(name, types))
            answers = {}
            for label, _ in asked:
                answer = ask("answer", name, types, label)
                if answer is None and label == "plain":
                    break
                if answer is not None:
                    answers[label] = zeroed(answer, sample.undefined)
            if answers:
                lines[name, json.dumps(types)] = line(name, types, digest(name, types, asked), answers)
    order = list(sampled())
    found = sorted([*kept, *lines.values()], key=lambda one: order.index(json.loads(one)[0]))
    FILE.write_text("".join(f"{one}\n" for one in found))
    print(f"{len(found)} lines, {FILE.stat().st_size} bytes")


def zeroed(answer: Any, positions: Any) -> Any:
    """The answer without what means nothing."""
    if not isinstance(answer, str):
        for position in positions:
            answer[position] = answer[position] * 0
    return answer


if __name__ == "__main__":
    main(set(sys.argv[1:]))
