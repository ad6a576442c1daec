"""What a time-out in a cluster says: who waited, and where."""

from __future__ import annotations

from headrace.graph.core.operation import Operation
from headrace.graph.types.errors import OpError
from headrace.pipeline.queues.queue_kind import makes_queue

from ..tasks.names import TaskName


def late(error: OpError, operation: Operation, task: TaskName | None) -> OpError:
    """The error of a wait that was too long, in words that name the operation, its task and its queue.

    Args:
      task: None: the operation is one of several tasks' that run one by one.
    """
    where = f" on {task}" if task is not None else ""
    queue = operation.inputs[0].op if operation.inputs else operation
    at = f", at queue '{queue.attributes.get('shared_name') or queue.name}'" if makes_queue(queue) else ""
    return error.restated(message=f"{error.message}: {operation.name} ({operation.type}){where}{at}")
