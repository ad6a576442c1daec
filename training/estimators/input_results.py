"""What an input_fn has given: features and labels, or a dataset of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.pipeline.data import nest
from headrace.pipeline.data.handle import DatasetBase
from headrace.pipeline.data.iterator import initializable
from headrace.pipeline.data.ops.iterators import GET_NEXT

from ..sessions.run_hooks import SessionRunHook


class Input(NamedTuple):
    """Features, labels (None where there are none), and the hooks that begin with them."""

    features: Any
    labels: Any
    hooks: list[SessionRunHook]

    @property
    def ends(self) -> bool:
        """Whether there is something in the graph that can come to its end: a dataset or a queue runner."""
        if self.hooks or get_default_graph().get_collection(GraphKeys.QUEUE_RUNNERS):
            return True
        tensors = [value for value in nest.flatten(self.features) if isinstance(value, Tensor)]
        return any(tensor.op.definition is GET_NEXT for tensor in tensors)


class InitializeIteratorHook(SessionRunHook):
    """Initializes the iterator of a dataset when the session is made."""

    def __init__(self, iterator: Any) -> None:
        self._iterator = iterator

    def begin(self) -> None:
        self._initializer = self._iterator.initializer

    def after_create_session(self, session: Any, coord: Any) -> None:
        session.run(self._initializer)


def split_input(result: Any) -> Input:
    """The parts of what an input_fn returned.

    Raises:
      ValueError: a tuple or a list of other than two.
    """
    hooks: list[SessionRunHook] = []
    if isinstance(result, DatasetBase):
        iterator = initializable(result, None)
        hooks.append(InitializeIteratorHook(iterator))
        result = iterator.get_next()
    if not isinstance(result, (list, tuple)):
        return Input(result, None, hooks)
    if len(result) != 2:
        raise ValueError("input_fn should return (features, labels) as a len 2 tuple.")
    return Input(result[0], result[1], hooks)
