"""What there is to know of the programs of queue runners for whoever takes or restores the state of what they move."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BLOCKING, BRANCHING, CONSTANT, ENTERS, FORWARDS, PURE, READS, RESOURCE, USER_CODE
from headrace.graph.core.traversal import dependencies, topological_order
from headrace.graph.ops.state.script import keeps_state
from headrace.graph.runtime.kernels import ref_inputs

from ..queues.ops import CLOSE, ENQUEUE, ENQUEUE_MANY

_PUTS = (ENQUEUE, ENQUEUE_MANY)
_WITHOUT_EFFECT = PURE | READS | BRANCHING | RESOURCE
_MAY_DIFFER = ("token", "_class", "capacity")
"""Attributes that say nothing of the elements: a function's number in its process, placement, room."""


class RunnerProgram:
    """What one thread of a queue runner repeats.

    Args:
      operation: what it runs.

    Attributes:
      operations: all that takes part, each after what it depends on.
      can_begin_again: whether a step that waits for an element has none, and has done nothing else either that would show.
      ends_with_puts: whether nothing is left to do for a step that waits to put something in.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.operations = topological_order([operation])
        takes = [op for op in self.operations if _takes(op)]
        behind_takes = self._behind(takes)
        effects = [op for op in self.operations if not op.definition.traits & _WITHOUT_EFFECT and not _takes(op)]
        self.can_begin_again = (
            len(takes) == 1
            and all(op in behind_takes for op in effects)
            and not any(ENTERS in op.definition.traits for op in self.operations)
        )
        puts = [op for op in effects if op.definition in _PUTS]
        others = [op for op in effects if op not in puts]
        before = [set(topological_order([put])) for put in puts]
        self.ends_with_puts = all(op in needed for op in others for needed in before) and not any(
            put in needed for put in puts for own, needed in zip(puts, before, strict=True) if own is not put
        )

    def _behind(self, sources: Any) -> set[Operation]:
        """Those operations, and all that depends on one of them."""
        found = set(sources)
        for op in self.operations:
            if not found.isdisjoint(dependencies(op)):
                found.add(op)
        return found

    def kept_variables(self) -> list[Operation]:
        """The variables that it may change, and the local ones among those that it reads, which no Saver keeps."""
        local = {getattr(variable, "op", None) for variable in self.operation.graph.get_collection(GraphKeys.LOCAL_VARIABLES)}
        found = [op for op in self.operations if op in local]
        for op in self.operations:
            if not op.definition.traits & (BRANCHING | FORWARDS):
                found += [_variable_behind(op.inputs[position]) for position in ref_inputs(op)]
        return found

    def functions(self) -> list[Operation]:
        """Functions of the program's own that may keep a state."""
        return [op for op in self.operations if USER_CODE in op.definition.traits and keeps_state(op)]


def _variable_behind(tensor: Tensor) -> Operation:
    op = tensor.op
    while op.inputs and op.inputs[0].dtype._is_ref_dtype:
        op = op.inputs[0].op
    return op


def _takes(op: Operation) -> bool:
    return BLOCKING in op.definition.traits and op.definition not in (*_PUTS, CLOSE)


def runner_operations(session: Any, others: Collection[Operation] = ()) -> list[Operation]:
    """What the queue runners of a session's graph run, and those that have been run there."""
    graph = session.graph
    found = [
        element.op if isinstance(element, Tensor) else element
        for runner in graph.get_collection(GraphKeys.QUEUE_RUNNERS)
        for element in (graph.as_graph_element(op) for op in runner.enqueue_ops)
    ]
    return list(dict.fromkeys([*found, *others]))


def fingerprint(operations: Sequence[Operation]) -> dict[str, str]:
    """A hash for each operation of some programs, by name: of its type, attributes and inputs, of a constant its value."""
    order = topological_order(operations)
    known: dict[Operation, str] = order[0].graph.shared("hashes of operations", dict) if order else {}
    for op in order:
        if op not in known or CONSTANT not in op.definition.traits:  # others may get other inputs or attributes
            known[op] = _hash_of(op)
    return {op.name: known[op] for op in order}


def _hash_of(op: Operation) -> str:
    found = hashlib.sha1(op.type.encode(), usedforsecurity=False)
    for name, value in sorted(op.attributes.items()):
        declared = op.definition.attributes.get(name)
        if name in _MAY_DIFFER or (declared is not None and declared.kind == "python"):
            continue
        found.update(f"\n{name}=".encode())
        if isinstance(value, np.ndarray):
            found.update(f"{value.dtype}{value.shape}".encode())
            found.update(repr(value.tolist()).encode() if value.dtype == object else np.ascontiguousarray(value).tobytes())
        else:
            found.update(repr(value).encode())
    for tensor in op.inputs:
        found.update(f"\n{tensor.name}".encode())
    for control in sorted(control.name for control in op.control_inputs):
        found.update(f"\n^{control}".encode())
    return found.hexdigest()[:16]
