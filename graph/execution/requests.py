"""Requests: what a session was asked for, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traversal import topological_order
from ..runtime.run_context import RunContext
from .feeds import Convert, feeders
from .fetches import Elements, Rebuild
from .plans.plan import Compiled


class Request(NamedTuple):
    """A compiled (fetches, feed keys): what to do with the values of a feed_dict, and with the results."""

    plan: Compiled
    feeds: tuple[tuple[Any, Convert], ...]
    rebuild: Rebuild
    targets: Sequence[Tensor | Operation]
    fed: Sequence[Tensor]

    def results(self, run: RunContext, feed_dict: Any) -> Any:
        """Run it: what was asked for, in its structure. Raises OpError."""
        if not self.feeds:
            return self.rebuild(self.plan(run))
        fed = [convert(feed_dict[key]) for key, convert in self.feeds]
        return self.rebuild(self.plan(run, *fed))


def request_for(session: Any, fetches: Any, feed_keys: tuple) -> Request:
    """Compile what a session is asked for.

    Raises:
      RuntimeError: its graph is empty.
      TypeError, ValueError: a fetch or a key is not of its graph; a tensor is fed twice.
    """
    graph = session.graph
    if graph.version == 0:
        raise RuntimeError("The Session graph is empty. Add operations to the graph before calling run().")
    elements = Elements(session)
    rebuild = elements.rebuilder(fetches)
    feeds = []
    tensors = []
    for key in feed_keys:
        for tensor, convert in feeders(graph, key):
            if tensor in tensors:
                raise ValueError(f"{tensor.name} is fed twice")
            feeds.append((key, convert))
            tensors.append(tensor)
    if session.placement.is_pruned:
        needed = topological_order(elements.targets, tensors)
        session.placement.place(sorted(needed, key=lambda operation: operation.id))
    return Request(session.compiled(elements.targets, tensors), tuple(feeds), rebuild, elements.targets, tensors)
