"""Nodes: the calls of a layer, and what programs ask of them."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from headrace.graph.core.defaults import graph_of
from headrace.graph.core.structures import flat, packed
from headrace.graph.core.tensor import Tensor

if TYPE_CHECKING:
    from .base import Layer


class Node:
    """One call of a layer.

    Attributes:
      outbound_layer: the layer that was called.
      inbound_layers: the layers that made its inputs, a list where it was called with one.
      input_tensors, output_tensors: what it was called with, and what it returned.
      input_shapes, output_shapes: their shapes as tuples, None for what is not known.
      arguments: the other arguments of the call, by name.
    """

    def __init__(self, layer: Layer, inputs: Any, outputs: Any, arguments: dict[str, Any]) -> None:
        made_by: weakref.WeakKeyDictionary[Tensor, Layer] = _graph_of(inputs, outputs).shared(
            "layers by tensor", weakref.WeakKeyDictionary
        )
        before = [made_by[leaf] for leaf in flat(inputs) if isinstance(leaf, Tensor) and leaf in made_by]
        self.outbound_layer = layer
        self.inbound_layers = before if isinstance(inputs, list) or len(before) != 1 else before[0]
        self.input_tensors = inputs
        self.output_tensors = outputs
        self.input_shapes = _shapes(inputs)
        self.output_shapes = _shapes(outputs)
        self.arguments = arguments
        for one in before:
            one._outbound_nodes.append(self)
        for tensor in flat(outputs):
            if isinstance(tensor, Tensor):
                made_by[tensor] = layer

    def get_config(self) -> dict[str, Any]:
        """The names of the layers, a dict."""
        before = self.inbound_layers
        names = [layer.name for layer in before] if isinstance(before, list) else before.name
        return {"outbound_layer": self.outbound_layer.name, "inbound_layers": names}


class Connected:
    """The part of a Layer that knows its calls."""

    name: Any

    def __init__(self) -> None:
        self._inbound_nodes: list[Node] = []
        self._outbound_nodes: list[Node] = []

    @property
    def inbound_nodes(self) -> list[Node]:
        """Its calls so far."""
        return self._inbound_nodes

    @property
    def outbound_nodes(self) -> list[Node]:
        """The calls of layers with what it returned."""
        return self._outbound_nodes

    @property
    def input(self) -> Any:
        """What it was called with first. Raises AttributeError before that."""
        if not self._inbound_nodes:
            raise AttributeError(f"Layer {self.name} is not connected, no input to return.")
        return self._inbound_nodes[0].input_tensors

    @property
    def output(self) -> Any:
        """What its first call returned. Raises AttributeError before that."""
        if not self._inbound_nodes:
            raise AttributeError(f"Layer {self.name} has no inbound nodes.")
        return self._inbound_nodes[0].output_tensors

    @property
    def input_shape(self) -> Any:
        """The shape of its inputs, a tuple. Raises AttributeError before the first call, and where it differs."""
        return self._only_shape("input", [node.input_shapes for node in self._inbound_nodes])

    @property
    def output_shape(self) -> Any:
        """The shape of its outputs, a tuple. Raises AttributeError before the first call, and where it differs."""
        return self._only_shape("output", [node.output_shapes for node in self._inbound_nodes])

    def _only_shape(self, what: str, shapes: Sequence[Any]) -> Any:
        if not shapes:
            raise AttributeError(f"The layer has never been called and thus has no defined {what} shape.")
        if any(shape != shapes[0] for shape in shapes):
            raise AttributeError(
                f'The layer "{self.name}" has multiple inbound nodes, with different {what} shapes. Hence the notion of '
                f'"{what} shape" is ill-defined for the layer. Use `get_{what}_shape_at(node_index)` instead.'
            )
        return shapes[0]

    @property
    def input_mask(self) -> Any:
        """None for each input of its first call: tensors have no masks. Raises AttributeError before that."""
        return _no_masks(self.input)

    @property
    def output_mask(self) -> Any:
        """None for each output of its first call. Raises AttributeError before that."""
        return _no_masks(self.output)

    def get_input_at(self, node_index: int) -> Any:
        """What the layer was called with that time.

        Args:
          node_index: of the call, from 0 on.

        Returns:
          a tensor, or a structure of them.

        Raises:
          RuntimeError: the layer was never called.
          ValueError: there was no such call.
        """
        return self._node(node_index, "input").input_tensors

    def get_output_at(self, node_index: int) -> Any:
        """What that call returned.

        Args:
          node_index: of the call, from 0 on.

        Returns:
          a tensor, or a structure of them.

        Raises:
          RuntimeError: the layer was never called.
          ValueError: there was no such call.
        """
        return self._node(node_index, "output").output_tensors

    def get_input_shape_at(self, node_index: int) -> Any:
        """The shape of its inputs that time.

        Args:
          node_index: of the call, from 0 on.

        Returns:
          a tuple with None for sizes that are not known, or a structure of them.

        Raises:
          RuntimeError: the layer was never called.
          ValueError: there was no such call.
        """
        return self._node(node_index, "input shape").input_shapes

    def get_output_shape_at(self, node_index: int) -> Any:
        """The shape of its outputs that time.

        Args:
          node_index: of the call, from 0 on.

        Returns:
          a tuple with None for sizes that are not known, or a structure of them.

        Raises:
          RuntimeError: the layer was never called.
          ValueError: there was no such call.
        """
        return self._node(node_index, "output shape").output_shapes

    def get_input_mask_at(self, node_index: int) -> Any:
        """None for each input of that call: tensors have no masks.

        Args:
          node_index: of the call, from 0 on.

        Returns:
          None, or a structure of it.

        Raises:
          RuntimeError: the layer was never called.
          ValueError: there was no such call.
        """
        return _no_masks(self.get_input_at(node_index))

    def get_output_mask_at(self, node_index: int) -> Any:
        """None for each output of that call: tensors have no masks.

        Args:
          node_index: of the call, from 0 on.

        Returns:
          None, or a structure of it.

        Raises:
          RuntimeError: the layer was never called.
          ValueError: there was no such call.
        """
        return _no_masks(self.get_output_at(node_index))

    def _node(self, index: int, what: str) -> Node:
        nodes = self._inbound_nodes
        if not nodes:
            raise RuntimeError(f"The layer has never been called and thus has no defined {what}.")
        if index >= len(nodes):
            raise ValueError(f"Asked to get {what} at node {index}, but the layer has only {len(nodes)} inbound nodes.")
        return nodes[index]


def _graph_of(*values: Any) -> Any:
    tensors = [leaf for value in values for leaf in flat(value) if hasattr(leaf, "graph")]
    return graph_of(tensors[:1])


def _shapes(value: Any) -> Any:
    return packed(value, iter([getattr(leaf, "static_shape", None) for leaf in flat(value)]))


def _no_masks(value: Any) -> Any:
    return packed(value, iter([None] * len(flat(value))))
