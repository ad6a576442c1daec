"""Decoders: what takes a step of a sequence that is made, and the loop that takes step after step."""

from __future__ import annotations

import abc
import contextlib
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.control_flow.while_loop import while_loop
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.structures import assert_same_structure
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.scope import variable_scope

from ...rnn.nesting import mapped
from ...rnn.sizes import zeros_of
from ...rnn.steps import set_caching_device, transpose_batch_time


@export("contrib.seq2seq.Decoder")
class Decoder(abc.ABC):
    """What takes the steps of `dynamic_decode`; a base class.

    Inputs, states and outputs may be nested structures of tensors.
    """

    @property
    def batch_size(self) -> Any:
        """The size of the batch, a scalar."""
        raise NotImplementedError

    @property
    def output_size(self) -> Any:
        """The sizes of the outputs without the batch, ints or TensorShapes."""
        raise NotImplementedError

    @property
    def output_dtype(self) -> Any:
        """The types of the outputs, in the structure of `output_size`."""
        raise NotImplementedError

    @abc.abstractmethod
    def initialize(self, name: str | None = None) -> Any:
        """What the steps begin with.

        Returns:
          which sequences are at their end, bool [batch]; the first inputs; the first state.
        """
        raise NotImplementedError

    @abc.abstractmethod
    def step(self, time: Any, inputs: TensorLike, state: Any, name: str | None = None) -> Any:
        """Take a step.

        Args:
          time: the number of the step, an int32 scalar.
          inputs: [batch, ...].
          state: as `initialize` gives it.

        Returns:
          the outputs, the next state, the next inputs, and which sequences are at their end, bool [batch].
        """
        raise NotImplementedError

    def finalize(self, outputs: Any, final_state: Any, sequence_lengths: TensorLike) -> Any:
        """What becomes of outputs and state when the loop is over; a decoder that defines it changes them.

        Args:
          outputs: [time, batch, ...].
          final_state: that of the last step.
          sequence_lengths: int32 [batch].

        Returns:
          outputs and state.

        Raises:
          NotImplementedError: they stay as they are.
        """
        raise NotImplementedError

    @property
    def tracks_own_finished(self) -> bool:
        """Whether what `step` says of sequences that are at their end holds as it is, even if they go on again."""
        return False


def _element_shape(batch_size: Any, size: Any) -> TensorShape | None:
    """The shape of an output of a step as far as it is known."""
    if not isinstance(size, TensorShape) or size.rank == 0:
        return None
    known = constant_value(convert_to_tensor(batch_size, name="batch_size"))
    return TensorShape([None if known is None else int(known)]).concatenate(size)


@export("contrib.seq2seq.dynamic_decode")
def dynamic_decode(
    decoder: Any,
    output_time_major: bool = False,
    impute_finished: bool = False,
    maximum_iterations: Any = None,
    parallel_iterations: int = 32,
    swap_memory: bool = False,
    scope: ScopeLike | None = None,
    **kwargs: Any,
) -> tuple[Any, Any, Tensor]:
    """Let a decoder take steps until all sequences are at their end.

    Args:
      decoder: a `Decoder`.
      output_time_major: outputs are [time, batch, ...] rather than [batch, time, ...].
      impute_finished: behind the end of a sequence its outputs are zeros and its state stays.
      maximum_iterations: int32 scalar, the greatest number of steps; None: no limit.
      parallel_iterations, swap_memory: of the loop; accepted.
      scope: variable scope, "decoder" by default.
      kwargs: accepted, of no effect.

    Returns:
      outputs, last state, and the lengths of the sequences, int32 [batch].

    Raises:
      TypeError: `decoder` is none.
      ValueError: `maximum_iterations` is no scalar, or a step gives other structures than it takes.
    """
    if not isinstance(decoder, Decoder):
        raise TypeError(f"Expected decoder to be type Decoder, but saw: {type(decoder)}")
    with variable_scope(scope, "decoder") as entered:
        set_caching_device(entered)
        if maximum_iterations is not None:
            maximum_iterations = convert_to_tensor(maximum_iterations, dtypes.int32, name="maximum_iterations")
            if maximum_iterations.shape.rank != 0:
                raise ValueError("maximum_iterations must be a scalar")
        finished, inputs, state = decoder.initialize()
        sizes, kinds, batch_size = decoder.output_size, decoder.output_dtype, decoder.batch_size
        zero_outputs = mapped(lambda size, kind: zeros_of(size, batch_size, kind), sizes, kinds)
        if maximum_iterations is not None:
            finished = ops.logical_or(finished, maximum_iterations <= 0)
        lengths = ops.zeros_like(finished, dtype=dtypes.int32)
        time = constant(0, dtypes.int32)
        arrays = mapped(
            lambda size, kind: TensorArray(
                dtype=kind, size=0, dynamic_size=True, element_shape=_element_shape(decoder.batch_size, size)
            ),
            sizes,
            kinds,
        )

        def goes_on(time: Any, arrays: Any, state: Any, inputs: Any, finished: Any, lengths: Any) -> Tensor:
            return ops.logical_not(ops.reduce_all(finished))

        def body(time: Any, arrays: Any, state: Any, inputs: Any, finished: Any, lengths: Any) -> Any:
            outputs, next_state, next_inputs, says_finished = decoder.step(time, inputs, state)
            next_finished = says_finished if decoder.tracks_own_finished else ops.logical_or(says_finished, finished)
            next_lengths = ops.where(ops.logical_not(finished), ops.fill(ops.shape(lengths), time + 1), lengths)
            assert_same_structure(state, next_state)
            assert_same_structure(arrays, outputs)
            assert_same_structure(inputs, next_inputs)
            if impute_finished:
                outputs = mapped(lambda output, zero: ops.where(finished, zero, output), outputs, zero_outputs)
                next_state = mapped(lambda new, old: _kept_where(finished, old, new), next_state, state)
            arrays = mapped(lambda array, output: array.write(time, output), arrays, outputs)
            return time + 1, arrays, next_state, next_inputs, next_finished, next_lengths

        _, arrays, state, _, _, lengths = while_loop(
            goes_on,
            body,
            loop_vars=(time, arrays, state, inputs, finished, lengths),
            parallel_iterations=parallel_iterations,
            maximum_iterations=maximum_iterations,
            swap_memory=swap_memory,
        )
        outputs = mapped(lambda array: array.stack(), arrays)
        with contextlib.suppress(NotImplementedError):
            outputs, state = decoder.finalize(outputs, state, lengths)
        if not output_time_major:
            outputs = mapped(transpose_batch_time, outputs)
    return outputs, state, lengths


def _kept_where(finished: Tensor, old: Any, new: Any) -> Any:
    """A part of the state: the old one of sequences that are at their end; what is no batch is new in any case."""
    if isinstance(old, TensorArray):
        return new
    new.set_shape(old.shape)
    return new if new.shape.rank == 0 else ops.where(finished, old, new)
