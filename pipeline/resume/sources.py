"""The files that a pipeline reads: those at work, those that records in it came from, and those that are still to come."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from headrace.graph.core.operation import Operation
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.traits import CONSTANT
from headrace.graph.types.dtypes import string

from ..diagnosis import diagnosis
from ..queues.queue_kind import makes_queue
from ..readers.graph import READ, READ_UP_TO
from .programs import RunnerProgram

Key = tuple[str, ...]


def readers_of_files(session: Any, programs: Sequence[RunnerProgram]) -> dict[str, set[Key]]:
    """For each operation whose program reads files, by name, the keys of the queues from which their names come."""
    found: dict[str, set[Key]] = {}
    for program in programs:
        for op in program.operations:
            if op.definition in (READ, READ_UP_TO):
                reader, queue = (tensor.op for tensor in op.inputs[:2])
                if makes_queue(queue) and reader.definition.kernel_of(reader, session)[0]().reads_files:
                    found.setdefault(program.operation.name, set()).add(diagnosis.key_of(queue))
    return found


def listed(programs: Sequence[RunnerProgram], queues: set[Key], variables: dict[str, np.ndarray]) -> list[str]:
    """The names in the lists of which those queues are fed."""
    found = []
    for program in programs:
        handle = program.operation.inputs[0].op if program.operation.inputs else None
        if handle is not None and makes_queue(handle) and diagnosis.key_of(handle) in queues:
            for op in program.operations:
                found += texts([_list_of(op, variables)])
    return found


def _list_of(op: Operation, variables: dict[str, np.ndarray]) -> Any:
    if op.name in variables:
        return variables[op.name]
    is_list = CONSTANT in op.definition.traits and op.outputs[0].dtype.base_dtype is string
    return constant_value(op.outputs[0]) if is_list else None


def texts(columns: Iterable[Any]) -> list[str]:
    """The strings in vectors; nothing of anything else."""
    return [
        os.fsdecode(item)
        for column in columns
        if isinstance(column, list) or (isinstance(column, np.ndarray) and column.ndim == 1)
        for item in column
        if isinstance(item, bytes)
    ]
