"""Why a checkpoint does not fit a graph.

Source of the messages: tf.train.Saver, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.checkpoint import open_checkpoint
from headrace.formats.errors import FormatError

from ..static_shapes import bracket, is_full
from ..static_values import constant_value
from ..walk import needed_operations


def explained(error: Any, reason: str, details: Sequence[str] = ()) -> Any:
    """The error of a restore that failed, with what it most likely comes from."""
    text = (
        f"Restoring from checkpoint failed. This is most likely due to {reason} from the checkpoint. Please ensure that "
        f"you have not altered the graph expected based on the checkpoint. Original error:\n\n{error.message}"
    )
    if details:
        text += "\n\n" + "\n".join(details)
    return type(error)(None, error.op, text)


def of_shapes(graph: Any, restore_op_name: str, prefix: str) -> list[str]:
    """A line for each variable that has another shape in the checkpoint than in the graph."""
    lines = []
    try:
        with open_checkpoint(prefix) as reader:
            for variable, name in _restored(graph.get_operation_by_name(restore_op_name)):
                shape = variable.static_shape
                if name in reader and is_full(shape) and reader.entry(name).shape != shape:
                    lines.append(
                        f"'{name}' has the shape {bracket(reader.entry(name).shape)} in {prefix}, the variable "
                        f"'{variable.op.name}' {bracket(shape)}"
                    )
    except (FormatError, KeyError):
        return []
    return lines


def _restored(operation: Any) -> list[tuple[Any, str]]:
    """The variables that an operation restores, and their names in the checkpoint; parts of tensors not."""
    found = []
    for assign in needed_operations([operation]):
        if assign.type != "Assign" or assign.inputs[1].op.type != "RestoreV2":
            continue
        source = assign.inputs[1]
        names, specs = (np.asarray(constant_value(source.op.inputs[at]), object).reshape(-1) for at in (1, 2))
        index = source.op.outputs.index(source)
        if index < len(names) and names[index] is not None and not specs[index]:
            found.append((assign.inputs[0], names[index].decode()))
    return found
