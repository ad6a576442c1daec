"""AttentionWrapper: a cell that looks at memories in each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, TensorLike
from headrace.graph.types.shapes import TensorShape

from ...layers.core import Dense
from ...rnn.base import RNNCell, assert_like_rnncell
from ...rnn.nesting import mapped
from ...rnn.sizes import zeros_of
from ..shapes import with_same_shape
from .attention_memory import AttentionMechanism


class _State(NamedTuple):
    cell_state: Any
    attention: Any
    time: Any
    alignments: Any
    alignment_history: Any
    attention_state: Any


@export(
    "contrib.seq2seq.AttentionWrapperState",
)
class AttentionWrapperState(_State):
    """The state of an AttentionWrapper.

    Args:
      cell_state: of the wrapped cell.
      attention: what was seen in the step before, [batch, size].
      time: the number of the step, an int32 scalar.
      alignments: of the step before, [batch, memory time]; a tuple where there are several mechanisms.
      alignment_history: TensorArrays of the alignments of all steps, or ().
      attention_state: the states of the mechanisms.
    """

    __slots__ = ()

    def clone(self, **kwargs: Any) -> AttentionWrapperState:
        """The state with other values of some attributes.

        Args:
          kwargs: the attributes and their values.

        Returns:
          an AttentionWrapperState.

        Raises:
          ValueError: a tensor of another shape, or no such attribute.
        """

        def checked(old: Any, new: Any) -> Any:
            return with_same_shape(old, new) if isinstance(old, Tensor) and isinstance(new, Tensor) else new

        return mapped(checked, self, self._replace(**kwargs))


@export("contrib.seq2seq.hardmax")
def hardmax(logits: TensorLike, name: str | None = None) -> Tensor:
    """1 at the greatest element of the last axis, the first of them, else 0.

    Args:
      logits: floats [..., depth].

    Returns:
      in the shape and type of `logits`.
    """
    with name_scope(name, "Hardmax", [logits]):
        logits = convert_to_tensor(logits, name="logits")
        known = logits.shape[-1].value
        depth = ops.shape(logits)[-1] if known is None else known
        return ops.one_hot(ops.argmax(logits, -1), depth, dtype=logits.dtype)


@export("contrib.seq2seq.python.ops.attention_wrapper._compute_attention")
def _compute_attention(
    attention_mechanism: Any, cell_output: Any, attention_state: Any, attention_layer: Any
) -> tuple[Any, Any, Any]:
    """What a mechanism sees of its memory.

    Args:
      attention_mechanism: an AttentionMechanism.
      cell_output: the query, [batch, depth].
      attention_state: the mechanism's state.
      attention_layer: a layer that what is seen goes through, the query beside it; None for none.

    Returns:
      what is seen, [batch, size]; the alignments, [batch, memory time]; the next state.
    """
    alignments, next_state = attention_mechanism(cell_output, state=attention_state)
    context = ops.matmul(ops.expand_dims(alignments, 1), attention_mechanism.values)
    context = ops.squeeze(context, [1])
    if attention_layer is not None:
        context = attention_layer(ops.concat([cell_output, context], 1))
    return context, alignments, next_state


def _checked_mechanisms(given: Any) -> tuple[Any, ...]:
    """The mechanisms. Raises TypeError for what is none."""
    if isinstance(given, (list, tuple)):
        for one in given:
            if not isinstance(one, AttentionMechanism):
                raise TypeError(
                    f"attention_mechanism must contain only instances of AttentionMechanism, saw type: {type(one).__name__}"
                )
        return tuple(given)
    if not isinstance(given, AttentionMechanism):
        raise TypeError(
            "attention_mechanism must be an AttentionMechanism or list of multiple AttentionMechanism instances, saw type: "
            f"{type(given).__name__}"
        )
    return (given,)


def _one_for_each(given: Any, mechanisms: tuple[Any, ...], argument: str, what: str) -> tuple[Any, ...]:
    """What is given, one or a list, for each mechanism. Raises ValueError where there are more or less."""
    found = tuple(given) if isinstance(given, (list, tuple)) else (given,)
    if len(found) != len(mechanisms):
        raise ValueError(
            f"If provided, {argument} must contain exactly one {what} per attention_mechanism, saw: {len(found)} vs "
            f"{len(mechanisms)}"
        )
    return found


@export("contrib.seq2seq.AttentionWrapper")
class AttentionWrapper(RNNCell):
    """A cell whose inputs come with what was seen in the step before, and whose outputs are what is seen then.

    Args:
      cell: an RNNCell.
      attention_mechanism: an AttentionMechanism, or a list of them.
      attention_layer_size: what is seen and the cell's output go through a layer of this size; a list for several
        mechanisms. None: what is seen stays as it is.
      alignment_history: keep the alignments of all steps in the state.
      cell_input_fn: from inputs and what was seen to the cell's inputs; both side by side by default.
      output_attention: put out what is seen; False: the cell's output.
      initial_cell_state: the cell's state in `zero_state`; zeros by default.
      attention_layer: a layer, or a list of them, instead of `attention_layer_size`.
      attention_fn: from a mechanism, the cell's output, the mechanism's state and the layer to what is seen, alignments
        and next state.
      dtype: of the cell.

    Raises:
      TypeError: a cell or mechanism that is none, or a function that is none.
      ValueError: a size and a layer, or not as many as mechanisms.
    """

    def __init__(
        self,
        cell: Any,
        attention_mechanism: Any,
        attention_layer_size: Any = None,
        alignment_history: bool = False,
        cell_input_fn: Callable[[Any, Any], Any] | None = None,
        output_attention: bool = True,
        initial_cell_state: Any = None,
        name: str | None = None,
        attention_layer: Any = None,
        attention_fn: Callable[..., Any] | None = None,
        dtype: DTypeLike | None = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        assert_like_rnncell("cell", cell)
        self._is_multi = isinstance(attention_mechanism, (list, tuple))
        mechanisms = _checked_mechanisms(attention_mechanism)
        if cell_input_fn is None:
            cell_input_fn = _side_by_side
        elif not callable(cell_input_fn):
            raise TypeError(f"cell_input_fn must be callable, saw type: {type(cell_input_fn).__name__}")
        if attention_layer_size is not None and attention_layer is not None:
            raise ValueError("Only one of attention_layer_size and attention_layer should be set")
        self._attention_layers: tuple | None = None
        if attention_layer_size is not None:
            sizes = _one_for_each(attention_layer_size, mechanisms, "attention_layer_size", "integer")
            self._attention_layers = tuple(
                Dense(size, name="attention_layer", use_bias=False, dtype=mechanism.dtype)
                for size, mechanism in zip(sizes, mechanisms, strict=True)
            )
            self._attention_layer_size = sum(sizes)
        elif attention_layer is not None:
            self._attention_layers = _one_for_each(attention_layer, mechanisms, "attention_layer", "layer")
            self._attention_layer_size = sum(
                layer.compute_output_shape([None, cell.output_size + mechanism.values.shape[-1].value])[-1].value
                for layer, mechanism in zip(self._attention_layers, mechanisms, strict=True)
            )
        else:
            self._attention_layer_size = sum(mechanism.values.shape[-1].value for mechanism in mechanisms)
        self._attention_fn = attention_fn or _compute_attention
        self._cell = cell
        self._attention_mechanisms = mechanisms
        self._cell_input_fn = cell_input_fn
        self._output_attention = output_attention
        self._alignment_history = alignment_history
        with name_scope(name, "AttentionWrapperInit"):
            self._initial_cell_state = None
            if initial_cell_state is not None:
                last = flat(initial_cell_state)[-1]
                checks = self._batch_size_checks(
                    last.shape[0].value or ops.shape(last)[0],
                    f"When constructing AttentionWrapper {self._base_name}: Non-matching batch sizes between the memory "
                    "(encoder output) and initial_cell_state.  Are you using the BeamSearchDecoder?  You may need to tile "
                    "your initial state via the tf.contrib.seq2seq.tile_batch function with argument multiple=beam_width.",
                )
                with control_dependencies(checks):
                    self._initial_cell_state = mapped(
                        lambda part: ops.identity(part, name="check_initial_cell_state"), initial_cell_state
                    )

    def _batch_size_checks(self, batch_size: Any, error_message: str) -> list:
        """Checks that the memories are of a batch size."""
        return [
            ops.assert_equal(batch_size, mechanism.batch_size, message=error_message)
            for mechanism in self._attention_mechanisms
        ]

    def _item_or_tuple(self, seq: Iterable[Any]) -> Any:
        """A tuple for several mechanisms, its item for one that was not given in a list."""
        found = tuple(seq)
        return found if self._is_multi else found[0]

    @property
    def output_size(self) -> Any:
        return self._attention_layer_size if self._output_attention else self._cell.output_size

    @property
    def state_size(self) -> Any:
        mechanisms = self._attention_mechanisms
        return AttentionWrapperState(
            cell_state=self._cell.state_size,
            time=TensorShape([]),
            attention=self._attention_layer_size,
            alignments=self._item_or_tuple(mechanism.alignments_size for mechanism in mechanisms),
            attention_state=self._item_or_tuple(mechanism.state_size for mechanism in mechanisms),
            alignment_history=self._item_or_tuple(
                mechanism.alignments_size if self._alignment_history else () for mechanism in mechanisms
            ),
        )

    def zero_state(self, batch_size: Any, dtype: DTypeLike) -> AttentionWrapperState:
        """The state before the first step.

        Args:
          batch_size: that of the memories, an int or an int32 scalar.
          dtype: of the state.

        Returns:
          an AttentionWrapperState.

        Raises:
          InvalidArgumentError: (when made or run) the memories are of another batch size.
        """
        mechanisms = self._attention_mechanisms
        with self._zero_scope(batch_size):
            if self._initial_cell_state is not None:
                cell_state = self._initial_cell_state
            else:
                cell_state = self._cell.get_initial_state(batch_size=batch_size, dtype=dtype)
            checks = self._batch_size_checks(
                batch_size,
                f"When calling zero_state of AttentionWrapper {self._base_name}: Non-matching batch sizes between the "
                "memory (encoder output) and the requested batch size.  Are you using the BeamSearchDecoder?  If so, make "
                "sure your encoder output has been tiled to beam_width via tf.contrib.seq2seq.tile_batch, and the "
                "batch_size= argument passed to zero_state is batch_size * beam_width.",
            )
            with control_dependencies(checks):
                cell_state = mapped(lambda part: ops.identity(part, name="checked_cell_state"), cell_state)
            alignments = [mechanism.initial_alignments(batch_size, dtype) for mechanism in mechanisms]
            return AttentionWrapperState(
                cell_state=cell_state,
                time=ops.zeros([], dtype=dtypes.int32),
                attention=zeros_of(self._attention_layer_size, batch_size, dtype),
                alignments=self._item_or_tuple(alignments),
                attention_state=self._item_or_tuple(mechanism.initial_state(batch_size, dtype) for mechanism in mechanisms),
                alignment_history=self._item_or_tuple(
                    TensorArray(dtype, size=0, dynamic_size=True, element_shape=one.shape) if self._alignment_history else ()
                    for one in alignments
                ),
            )

    def call(self, inputs: TensorLike, state: Any) -> tuple[Any, Any]:
        """Take a step.

        Args:
          inputs: [batch, depth].
          state: an AttentionWrapperState.

        Returns:
          the output, [batch, output_size], and the next AttentionWrapperState.

        Raises:
          TypeError: `state` is no AttentionWrapperState.
          InvalidArgumentError: (when run) the memories are of another batch size.
        """
        if not isinstance(state, AttentionWrapperState):
            raise TypeError(f"Expected state to be instance of AttentionWrapperState. Received type {type(state)} instead.")
        cell_output, next_cell_state = self._cell(self._cell_input_fn(inputs, state.attention), state.cell_state)
        checks = self._batch_size_checks(
            cell_output.shape[0].value or ops.shape(cell_output)[0],
            f"When applying AttentionWrapper {self.name}: Non-matching batch sizes between the memory (encoder output) and "
            "the query (decoder output).  Are you using the BeamSearchDecoder?  You may need to tile your memory input via "
            "the tf.contrib.seq2seq.tile_batch function with argument multiple=beam_width.",
        )
        with control_dependencies(checks):
            cell_output = ops.identity(cell_output, name="checked_cell_output")
        before = state.attention_state if self._is_multi else [state.attention_state]
        histories = state.alignment_history if self._is_multi else [state.alignment_history]
        seen, alignments, states, written = [], [], [], []
        for number, mechanism in enumerate(self._attention_mechanisms):
            layer = self._attention_layers[number] if self._attention_layers else None
            attention, alignment, next_state = self._attention_fn(mechanism, cell_output, before[number], layer)
            seen.append(attention)
            alignments.append(alignment)
            states.append(next_state)
            written.append(histories[number].write(state.time, alignment) if self._alignment_history else ())
        attention = ops.concat(seen, 1)
        next_wrapper_state = AttentionWrapperState(
            time=state.time + 1,
            cell_state=next_cell_state,
            attention=attention,
            attention_state=self._item_or_tuple(states),
            alignments=self._item_or_tuple(alignments),
            alignment_history=self._item_or_tuple(written),
        )
        return (attention if self._output_attention else cell_output), next_wrapper_state


def _side_by_side(inputs: Any, attention: Any) -> Tensor:
    return ops.concat([inputs, attention], -1)
