"""What an op gives for a block of records, held against what it gives for each of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.records import Records
from headrace.graph.core.rules import batch
from headrace.graph.execution.session import Session
from headrace.graph.runtime.kernels import as_outputs


def same_as_one_by_one(op: Any, block: Any) -> Any:
    """The outputs of `op` for a block on its first input, by its batch rule; its other inputs are constants.

    Fails where the rule does not take the block, or where the kernel gives something else for one of the records.
    """
    with Session(graph=op.graph) as session:
        others = [np.asarray(value, tensor.dtype.as_numpy_dtype) for value, tensor in _values(session, op)]
        kernel = op.definition.flat_kernel_of(op, session)
    batched = [True] + [False] * len(others)
    rule = op.definition.batch.function
    assert rule is not batch.PER_RECORD
    whole = rule(op, batched, kernel)
    assert whole is not None
    found = as_outputs(op, whole(len(block), block, *others))
    single = batch.record_by_record(op, batched, kernel)
    for column, expected in zip(found, as_outputs(op, single(len(block), block, *others)), strict=True):
        assert len(column) == len(expected) == len(block)
        for value, wanted in zip(column, expected, strict=True):
            wanted = np.asarray(wanted)
            value = np.asarray(value, wanted.dtype) if isinstance(value, bytes) else np.asarray(value)
            assert value.dtype == wanted.dtype
            assert value.shape == wanted.shape
            np.testing.assert_array_equal(value, wanted)
    arrays = [column.to_array() if isinstance(column, Records) else column for column in found]
    return arrays[0] if len(arrays) == 1 else arrays


def _values(session: Session, op: Any) -> list[tuple]:
    tensors = list(op.inputs[1:])
    return list(zip(session.run(tensors), tensors, strict=True)) if tensors else []
