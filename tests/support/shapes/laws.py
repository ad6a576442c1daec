"""What of a program is otherwise than TensorFlow says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import headrace

from .programs import answers

OTHERWISE = {
    "batch_by": "TensorFlow's Python knows fewer sizes than its graphs do; what is known stays known",
    "dequeue_many_of": "the same",
    "range_producer": "the same",
    "segments": "unsorted_segment_mean's divisor is known better",
    "softmax": "TensorFlow has a TypeError for an axis where the rank is unknown; it is computed",
    "cross_entropy": "TensorFlow has an IndexError for scalars; they are refused in words",
    "embeddings": "TensorFlow has an IndexError for a list where ours names a tuple",
    "conv1d": "TensorFlow names the axis of a tensor of the wrong rank otherwise",
    "image_function": "rgb_to_grayscale is no matrix product: it refuses channels that are known where the rest is not",
}
"""Steps whose answer may be another one, with what is made of it, and why."""


def is_one_of(answer: str, right: Any) -> bool:
    """Whether an answer is TensorFlow's, or one of TensorFlow's; its refusals may go on behind TensorFlow's words: "; ..."."""
    theirs = [right] if isinstance(right, str) else right
    return answer in theirs or any(one.startswith("!") and answer.startswith(f"{one}; ") for one in theirs)


def differences(steps: Sequence[list], theirs: Sequence[Any]) -> list[str]:
    """The steps of a program that come to something else than TensorFlow's answer, or all of its answers."""
    found, otherwise = [], set()
    ours = answers(headrace, steps)
    for number, ((name, references, settings), answer, right) in enumerate(zip(steps, ours, theirs, strict=True)):
        if is_one_of(answer, right):
            continue
        if name in OTHERWISE or any(step in otherwise for step, _ in references):
            otherwise.add(number)
            continue
        otherwise.add(number)
        given = [f"{ours[step]}[{position}]" for step, position in references]
        found.append(f"step {number}: {name} {settings} of {given}\n  TensorFlow {right}\n  headrace   {answer}")
    return found
