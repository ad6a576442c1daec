"""DropoutWrapper: a cell parts of whose inputs, outputs and states are dropped."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.types.likes import DTypeLike
from headrace.graph.types.shapes import TensorShape

from .fused.notes import Dropped, draws_of, note
from .lstm import LSTMStateTuple
from .nesting import chosen, mapped_up_to
from .wrappers import RNNCellWrapper


@export("nn.rnn_cell.DropoutWrapper", "contrib.rnn.DropoutWrapper")
class DropoutWrapper(RNNCellWrapper):
    """A cell with dropout of its inputs, outputs and new states.

    Source of the variational form: Gal and Ghahramani, "A Theoretically Grounded Application of Dropout in Recurrent Neural
    Networks", 2016.

    Args:
      cell: an RNNCell.
      input_keep_prob, output_keep_prob, state_keep_prob: the chance of an element to stay, a float or a scalar tensor;
        none is dropped where it is known to be 1.
      variational_recurrent: what is dropped is drawn once for all steps and elements of a batch, when a step runs.
      input_size: the sizes of the inputs, TensorShapes without the batch; needed if inputs are dropped variationally.
      dtype: of inputs, states and outputs; needed with `variational_recurrent`.
      seed: see `tf.set_random_seed`; each tensor that is dropped has a seed of its own made of it.
      dropout_state_filter_visitor: from a part of the state to whether it is dropped: a bool, or a structure of bools for
        the part's first level. By default all but the memory `c` of an LSTMStateTuple and TensorArrays.
      kwargs: `name` and `trainable`, as of `Layer`.

    Raises:
      TypeError: `cell` is no cell, or `dropout_state_filter_visitor` not callable.
      ValueError: a probability out of [0, 1]; `dtype` or `input_size` is needed and not given.
    """

    def __init__(
        self,
        cell: Any,
        input_keep_prob: Any = 1.0,
        output_keep_prob: Any = 1.0,
        state_keep_prob: Any = 1.0,
        variational_recurrent: bool = False,
        input_size: Any = None,
        dtype: DTypeLike | None = None,
        seed: int | None = None,
        dropout_state_filter_visitor: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(cell, dtype=dtype, **kwargs)
        if dropout_state_filter_visitor is not None and not callable(dropout_state_filter_visitor):
            raise TypeError("dropout_state_filter_visitor must be callable")
        self._dropout_state_filter = dropout_state_filter_visitor or _all_but_memory
        with name_scope("DropoutWrapperInit"):
            self._input_keep_prob = _probability(input_keep_prob, "input_keep_prob")
            self._state_keep_prob = _probability(state_keep_prob, "state_keep_prob")
            self._output_keep_prob = _probability(output_keep_prob, "output_keep_prob")
        self._variational_recurrent = variational_recurrent
        self._input_size = input_size
        self._seed = seed
        self._recurrent_input_noise: Any = None
        self._recurrent_state_noise: Any = None
        self._recurrent_output_noise: Any = None
        if variational_recurrent:
            self._draw_once(dtype)

    def _draw_once(self, dtype: Any) -> None:
        if dtype is None:
            raise ValueError("When variational_recurrent=True, dtype must be provided")

        def noise(sizes: Any, salt: str) -> Any:
            numbers = itertools.count()

            def draw(size: Any) -> Any:
                seed = self._gen_seed(salt, next(numbers))
                shape = ops.concat(([1], TensorShape(size).as_list()), 0)
                return ops.random_uniform(shape, seed=seed, dtype=dtype)

            return mapped_up_to(sizes, draw, sizes)

        if _drops(self._input_keep_prob):
            if self._input_size is None:
                raise ValueError(
                    "When variational_recurrent=True and input_keep_prob < 1.0 or is unknown, input_size must be provided"
                )
            self._recurrent_input_noise = noise(self._input_size, "input")
        self._recurrent_state_noise = noise(self.cell.state_size, "state")
        self._recurrent_output_noise = noise(self.cell.output_size, "output")

    def _gen_seed(self, salt_prefix: str, index: int) -> int | None:
        if self._seed is None:
            return None
        digest = hashlib.md5(f"{self._seed}{salt_prefix}_{index}".encode(), usedforsecurity=False).hexdigest()
        return int(digest[:8], 16) & 0x7FFFFFFF

    def _dropped(self, values: Any, salt: str, noise: Any, keep_prob: Any, which: Any = None) -> Any:
        """A structure with dropout of the parts that `which`, a structure of bools, says; by default all."""
        shallow = values if which is None else which
        numbers = itertools.count()

        def drop(wanted: Any, value: Any, drawn: Any = None) -> Any:
            number = next(numbers)
            if wanted is False:
                return value
            if not self._variational_recurrent:
                dropped = ops.dropout(value, rate=1.0 - keep_prob, seed=self._gen_seed(salt, number))
                note(Dropped(value, dropped, keep_prob, draws_of(dropped)))
                return dropped
            kept = ops.floor(keep_prob + drawn)
            result = ops.div(value, keep_prob) * kept
            result.set_shape(value.static_shape)
            return result

        more = (noise,) if self._variational_recurrent else ()
        return mapped_up_to(shallow, drop, shallow, values, *more)

    def _call_wrapped_cell(self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any) -> Any:
        if _drops(self._input_keep_prob):
            inputs = self._dropped(inputs, "input", self._recurrent_input_noise, self._input_keep_prob)
        output, new_state = cell_call_fn(inputs, state, **kwargs)
        if _drops(self._state_keep_prob):
            which = chosen(self._dropout_state_filter, new_state)
            new_state = self._dropped(new_state, "state", self._recurrent_state_noise, self._state_keep_prob, which)
        if _drops(self._output_keep_prob):
            output = self._dropped(output, "output", self._recurrent_output_noise, self._output_keep_prob)
        return output, new_state

    def _settings(self) -> dict[str, Any]:
        own = self._dropout_state_filter
        return {
            "input_keep_prob": self._input_keep_prob,
            "output_keep_prob": self._output_keep_prob,
            "state_keep_prob": self._state_keep_prob,
            "variational_recurrent": self._variational_recurrent,
            "input_size": self._input_size,
            "seed": self._seed,
            **({} if own is _all_but_memory else {"dropout_state_filter_visitor": own}),
        }


def _probability(value: Any, name: str) -> Any:
    tensor = convert_to_tensor(value)
    known = constant_value(tensor)
    if known is None:
        return tensor
    if known < 0 or known > 1:
        raise ValueError(f"Parameter {name} must be between 0 and 1: {int(known)}")
    return float(known)


def _drops(keep_prob: Any) -> bool:
    return not isinstance(keep_prob, float) or keep_prob < 1


def _all_but_memory(part: Any) -> Any:
    if isinstance(part, LSTMStateTuple):
        return LSTMStateTuple(c=False, h=True)
    return not isinstance(part, TensorArray)
