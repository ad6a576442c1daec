"""Bad records of a session's pipeline as a number in the graph, and what was counted as a value that can be restored."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.types import dtypes
from headrace.graph.types.errors import FailedPreconditionError

from ..bad_records.policy import BadRecords, in_force_at
from ..queues.ops import BAD_RECORDS


def summarize(queue: Any) -> None:
    """A scalar summary, `bad_records`, of how many records the runners of a queue have left out."""
    scalar("bad_records", ops.cast(BAD_RECORDS(queue.queue_ref), dtypes.float32))


def policies_of(graph: Graph) -> list[BadRecords]:
    """What becomes of bad records in a graph's pipeline: of its readers, then of its queue runners; each once."""
    found = [policy for op in graph.get_operations() for policy in in_force_at(op)]
    for runner in graph.get_collection(GraphKeys.QUEUE_RUNNERS):
        found += runner.policies
    return list(dict.fromkeys(found))


def state_of_bad_records(graph: Graph) -> list[dict[str, Any]]:
    """What was counted of bad records in a graph's pipeline, as a value for JSON."""
    return [policy.state() for policy in policies_of(graph)]


def restore_bad_records(graph: Graph, state: list[dict[str, Any]]) -> None:
    """Go on from a state; of dead-letter files, what was in them then is kept. No runner of the graph runs yet.

    Where the program had no `bad_records` then, or has none any more, there is nothing to go on with.

    Raises:
      FailedPreconditionError: the graph was made under another number of them; a dead-letter file has less than it had.
    """
    policies = policies_of(graph)
    if not policies or not state:
        return
    if len(policies) != len(state):
        message = f"the state is of {len(state)} bad_records, the graph has {len(policies)}"
        raise FailedPreconditionError(None, None, message)
    for policy, one in zip(policies, state, strict=True):
        policy.restore(one)
