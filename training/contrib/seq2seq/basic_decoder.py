"""BasicDecoder: a cell that a helper feeds."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import flat
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import TensorShape

from ...layers.base import Layer
from ...rnn.base import assert_like_rnncell
from ...rnn.nesting import mapped
from .decoder import Decoder
from .helpers import Helper


@export("contrib.seq2seq.BasicDecoderOutput")
class BasicDecoderOutput(NamedTuple):
    """What a step of a `BasicDecoder` gives.

    Args:
      rnn_output: the outputs of the cell, behind the layer, [batch, ...].
      sample_id: what the helper makes of them, [batch, ...].
    """

    rnn_output: Any
    sample_id: Any


def output_size_behind(cell: Any, output_layer: Layer | None) -> Any:
    """The size of the outputs of a cell behind a layer."""
    size = cell.output_size
    if output_layer is None:
        return size
    shapes = mapped(lambda one: TensorShape([None]).concatenate(one), size)
    return mapped(lambda shape: shape[1:], output_layer.compute_output_shape(shapes))


def check_output_layer(output_layer: Any) -> None:
    """Raises TypeError for what is neither a layer nor None."""
    if output_layer is not None and not isinstance(output_layer, Layer):
        raise TypeError(f"output_layer must be a Layer, received: {type(output_layer)}")


@export("contrib.seq2seq.BasicDecoder")
class BasicDecoder(Decoder):
    """A decoder: a cell that takes its inputs from a helper.

    Args:
      cell: an RNNCell.
      helper: a Helper.
      initial_state: what the cell's state looks like.
      output_layer: a layer that the outputs go through before the helper sees them, or None.

    Raises:
      TypeError: an argument of another kind.
    """

    def __init__(self, cell: Any, helper: Any, initial_state: Any, output_layer: Any = None) -> None:
        assert_like_rnncell("cell", cell)
        if not isinstance(helper, Helper):
            raise TypeError(f"helper must be a Helper, received: {type(helper)}")
        check_output_layer(output_layer)
        self._cell = cell
        self._helper = helper
        self._initial_state = initial_state
        self._output_layer = output_layer

    @property
    def batch_size(self) -> Any:
        return self._helper.batch_size

    def _rnn_output_size(self) -> Any:
        return output_size_behind(self._cell, self._output_layer)

    @property
    def output_size(self) -> BasicDecoderOutput:
        return BasicDecoderOutput(self._rnn_output_size(), self._helper.sample_ids_shape)

    @property
    def output_dtype(self) -> BasicDecoderOutput:
        """The type of the state for the outputs, that of the helper for the samples."""
        dtype = flat(self._initial_state)[0].dtype
        return BasicDecoderOutput(mapped(lambda _: dtype, self._rnn_output_size()), self._helper.sample_ids_dtype)

    def initialize(self, name: str | None = None) -> Any:
        return (*self._helper.initialize(), self._initial_state)

    def step(self, time: Any, inputs: TensorLike, state: Any, name: str | None = None) -> Any:
        with name_scope(name, "BasicDecoderStep", (time, inputs, state)):
            outputs, state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            samples = self._helper.sample(time=time, outputs=outputs, state=state)
            finished, inputs, state = self._helper.next_inputs(time=time, outputs=outputs, state=state, sample_ids=samples)
        return BasicDecoderOutput(outputs, samples), state, inputs, finished
