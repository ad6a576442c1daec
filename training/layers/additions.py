"""What a layer adds to a training besides its outputs: the losses of its regularizers, and updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors import doors
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traversal import reachable_from
from headrace.graph.types.likes import TensorLike

from .nodes import Node


@doors
class Adding:
    """The part of a Layer that has losses and updates."""

    trainable: bool
    _inbound_nodes: list[Node]

    def __init__(self, activity_regularizer: Any) -> None:
        self._activity_regularizer = activity_regularizer
        self._updates: list[tuple[Any, list[Tensor]]] = []  # and the inputs it may depend on
        self._losses: list[tuple[Tensor, bool]] = []  # and whether it depends on inputs
        self._inputs_now: list[Tensor] = []  # while it is called

    @property
    def activity_regularizer(self) -> Any:
        """A function from its output to a loss, or None."""
        return self._activity_regularizer

    @property
    def updates(self) -> list:
        """The operations that training has to run besides, such as those of moving averages."""
        return [update for update, _ in self._updates] if self.trainable else []

    @property
    def losses(self) -> list:
        """The losses of its regularizers."""
        return [loss for loss, _ in self._losses]

    def get_updates_for(self, inputs: TensorLike) -> list:
        """The updates of a call.

        Args:
          inputs: those of the call; None: the updates that depend on no inputs.

        Returns:
          a list of operations.
        """
        updates = [(update, update in reachable_from(sources)) for update, sources in self._updates]
        return _of_inputs(updates, inputs)

    def get_losses_for(self, inputs: TensorLike) -> list:
        """The losses of a call.

        Args:
          inputs: those of the call; None: the losses that depend on no inputs.

        Returns:
          a list of tensors.
        """
        return _of_inputs(self._losses, inputs)

    def _regularize(self, name: str, variable: Any, regularizer: Any) -> None:
        with name_scope(f"{name}/Regularizer"):
            loss = regularizer(variable)
        if loss is not None:
            self.add_loss(loss)

    def add_loss(self, losses: Any, inputs: TensorLike | None = None) -> None:
        """Add losses, which go into REGULARIZATION_LOSSES too.

        Args:
          losses: a tensor, or a structure of them.
          inputs: None for losses of variables only; anything else says that they depend on inputs.
        """
        for loss in flat(losses):
            self._losses.append((loss, inputs is not None))
            add_once(GraphKeys.REGULARIZATION_LOSSES, loss)

    def add_update(self, updates: TensorLike, inputs: TensorLike | None = None) -> None:
        """Add operations that training has to run besides; a call puts them into UPDATE_OPS.

        Args:
          updates: an operation or tensor, or a structure of them.
          inputs: accepted; whether they depend on the inputs of a call shows in the graph.
        """
        sources = self._inputs_now or [tensor for node in self._inbound_nodes for tensor in flat(node.input_tensors)]
        for update in flat(updates):
            operation = update if isinstance(update, Operation) or not hasattr(update, "op") else update.op
            self._updates.append((operation, sources))

    def _regularize_activity(self, inputs: Any, outputs: Sequence[Tensor]) -> None:
        with name_scope("ActivityRegularizer"):
            for output in outputs:
                loss: Any = self._activity_regularizer(output)
                batch = ops.cast(ops.shape(output)[0], loss.dtype)
                self.add_loss(loss / batch, inputs)


def _of_inputs(items: Sequence[tuple[Any, bool]], inputs: Any) -> list:
    """Those of a layer's losses or updates that are computed from `inputs`; None: those that depend on no inputs."""
    if inputs is None:
        return [item for item, depends in items if not depends]
    reached = reachable_from(flat(inputs))
    return [item for item, depends in items if depends and item in reached]


def add_once(collection: str, item: Any) -> None:
    """Add an item to a collection of the default graph unless it is there."""
    graph = get_default_graph()
    if not any(item is other for other in graph.get_collection_ref(collection)):
        graph.add_to_collection(collection, item)
