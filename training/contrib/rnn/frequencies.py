"""LSTMs along frequency as well as along time: TimeFreqLSTMCell, GridLSTMCell, BidirectionalGridLSTMCell."""

from __future__ import annotations

import collections
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable, variable_scope

from .common import SizedCell, batch_size_of, sharded_variable, warn_of_concatenated


def _input_size(features: Tensor) -> int:
    size = features.shape.with_rank(2).as_list()[1]
    if size is None:
        raise ValueError("Cannot infer input_size from static shape inference.")
    return size


def _columns(values: Tensor, begin: int, size: int) -> Tensor:
    return ops.slice(values, [0, begin], [-1, size])


def _clipped(value: Tensor, limit: float | None) -> Tensor:
    return value if limit is None else ops.clip_by_value(value, -limit, limit)


@export("contrib.rnn.TimeFreqLSTMCell")
class TimeFreqLSTMCell(SizedCell):
    """Long short-term memory that goes over the frequencies of a step, too: one after the other, with the same weights.

    The state holds memory and output of each frequency, side by side; `state_size` is that of one.

    Args:
      num_units: the size of memory and output of a frequency.
      use_peepholes: the gates see the memory, too.
      cell_clip: the memory stays within -cell_clip and cell_clip.
      initializer: not used, as in TensorFlow.
      num_unit_shards: into how many variables the weights are cut.
      forget_bias: added to the forget gate.
      feature_size: how many of the inputs are one frequency.
      frequency_skip: how far one begins behind the other.
      reuse: whether the variables are there already.

    Raises:
      ValueError: (when called) how many inputs there are is not known.

    Source: Li et al., "LSTM Time and Frequency Recurrence for Automatic Speech Recognition", 2015.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Initializer | None = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int = 1,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._state_size, self._output_size = 2 * num_units, num_units
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size: Any = feature_size
        self._frequency_skip = frequency_skip

    def call(self, inputs: Any, state: Any) -> Any:
        units, kind = self._num_units, inputs.dtype
        count = (_input_size(inputs) - self._feature_size) // self._frequency_skip + 1
        features = [_columns(inputs, at * self._frequency_skip, self._feature_size) for at in range(count)]
        depth = self._feature_size + 2 * units
        weights = sharded_variable("W", [depth, 4 * units], kind, self._num_unit_shards)
        bias = get_variable("B", shape=[4 * units], initializer=Zeros(), dtype=kind)
        if self._use_peepholes:
            of_f, of_i, of_o = (get_variable(f"W_{gate}_diag", shape=[units], dtype=kind) for gate in "FIO")
        below = ops.zeros([batch_size_of(inputs), units], kind)
        states, outputs = [], []
        for at, feature in enumerate(features):
            c_before = _columns(state, 2 * at * units, units)
            h_before = _columns(state, (2 * at + 1) * units, units)
            gates = ops.bias_add(ops.matmul(ops.concat([feature, h_before, below], 1), weights), bias)
            i, j, f, o = ops.split(gates, 4, axis=1)
            f = f + self._forget_bias
            if self._use_peepholes:
                f, i = f + of_f * c_before, i + of_i * c_before
            c = _clipped(ops.sigmoid(f) * c_before + ops.sigmoid(i) * ops.tanh(j), self._cell_clip)
            below = ops.sigmoid(o + of_o * c if self._use_peepholes else o) * ops.tanh(c)
            states += [c, below]
            outputs.append(below)
        return ops.concat(outputs, 1), ops.concat(states, 1)


class _Weights(NamedTuple):
    """What decides the gates along one of both axes; the last three by frequency and by time, None without peepholes."""

    kernel: Any
    bias: Any
    of_i: tuple[Any, Any] | None
    of_f: tuple[Any, Any] | None
    of_o: tuple[Any, Any] | None


def _seen(gate: Tensor, weights: tuple[Any, Any] | None, by_frequency: Tensor, by_time: Tensor) -> Tensor:
    """The sum of a gate, with what it sees of two memories."""
    return gate if weights is None else gate + weights[0] * by_frequency + weights[1] * by_time


@export("contrib.rnn.GridLSTMCell")
class GridLSTMCell(SizedCell):
    """Long short-term memories along time and along frequency, each of which sees the other's.

    Args:
      num_units: the size of memory and output of a frequency.
      use_peepholes: the gates see the memories, too.
      share_time_frequency_weights: whether both have the same weights.
      cell_clip: memories stay within -cell_clip and cell_clip.
      initializer: not used, as in TensorFlow.
      num_unit_shards: into how many variables the weights are cut.
      forget_bias: added to the forget gates.
      feature_size: how many of the inputs are one frequency.
      frequency_skip: how far one begins behind the other.
      num_frequency_blocks: a list of the numbers of frequencies of the blocks; needed.
      start_freqindex_list, end_freqindex_list: where blocks begin and end among the inputs; one block without them.
      couple_input_forget_gates: whether so much is written into a memory as was forgotten.
      state_is_tuple: the state is a named tuple; otherwise its parts stand side by side in one tensor.
      reuse: whether the variables are there already.

    Raises:
      ValueError: no `num_frequency_blocks`; (when called) numbers that do not fit the inputs.

    Source: Kalchbrenner et al., "Grid Long Short-Term Memory", 2015; Sainath and Li, "Modeling Time-Frequency Patterns
    with LSTM vs. Convolutional Architectures for LVCSR Tasks", 2016.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        share_time_frequency_weights: bool = False,
        cell_clip: float | None = None,
        initializer: Initializer | None = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int | None = None,
        num_frequency_blocks: Sequence[int] | None = None,
        start_freqindex_list: Sequence[int] | None = None,
        end_freqindex_list: Sequence[int] | None = None,
        couple_input_forget_gates: bool = False,
        state_is_tuple: bool = True,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        warn_of_concatenated(self, state_is_tuple)
        if num_frequency_blocks is None:
            raise ValueError("Must specify num_frequency_blocks")
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._share_time_frequency_weights = share_time_frequency_weights
        self._cell_clip = cell_clip
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size: Any = feature_size
        self._frequency_skip: Any = frequency_skip
        self._num_frequency_blocks = num_frequency_blocks
        self._start_freqindex_list = start_freqindex_list
        self._end_freqindex_list: Any = end_freqindex_list
        self._couple_input_forget_gates = couple_input_forget_gates
        self._state_is_tuple = state_is_tuple
        total = sum(map(int, num_frequency_blocks))
        self._output_size = 2 * num_units * total
        self._state_tuple_type: Any = None
        if state_is_tuple:
            self._set_state_names("GridLSTMStateTuple", ["state"])
        else:
            self._state_size = 2 * num_units * total

    def _set_state_names(self, name: str, prefixes: Sequence[str]) -> None:
        fields = [
            f"{prefix}_f{at:02d}_b{block:02d}_{part}"
            for prefix in prefixes
            for block, count in enumerate(self._num_frequency_blocks)
            for at in range(count)
            for part in "cm"
        ]
        made: Any = collections.namedtuple(name, fields)  # type: ignore[misc]
        self._state_tuple_type = made
        self._state_size = self._state_tuple_type(*[self._num_units] * len(fields))

    @property
    def state_tuple_type(self) -> Any:
        """The class of the state, None for one tensor."""
        return self._state_tuple_type

    def call(self, inputs: Any, state: Any) -> Any:
        outputs, states = self._passed(self._features(inputs), state, batch_size_of(inputs), "state")
        joined = self._state_tuple_type(*states) if self._state_is_tuple else ops.concat(states, 1)
        return ops.concat(outputs, 1), joined

    def _passed(
        self, features: Sequence[Sequence[Tensor]], state: Any, batch_size: Any, prefix: str
    ) -> tuple[list[Tensor], list[Tensor]]:
        """Outputs and states of all blocks."""
        outputs: list[Tensor] = []
        states: list[Tensor] = []
        for block, of_block in enumerate(features):
            for found_outputs, found_states in self._block(of_block, block, state, batch_size, prefix):
                outputs += found_outputs
                states += found_states
        return outputs, states

    def _weights(self, block: int, depth: int, kind: Any) -> tuple[_Weights, _Weights]:
        """Those along frequency and along time."""
        units = self._num_units
        gates = 3 if self._couple_input_forget_gates else 4

        def product(axis: str) -> tuple[Any, Any]:
            name = f"W_{axis}_{block}"
            kernel = sharded_variable(name, [depth + 2 * units, gates * units], kind, self._num_unit_shards)
            return kernel, get_variable(f"B_{axis}_{block}", shape=[gates * units], initializer=Zeros(), dtype=kind)

        def peepholes(axis: str) -> tuple[Any, Any, Any]:
            if not self._use_peepholes:
                return None, None, None
            found = {
                gate: tuple(get_variable(f"W_{gate}_diag_{axis}{of}_{block}", shape=[units], dtype=kind) for of in "ft")
                for gate in ("IO" if self._couple_input_forget_gates else "FIO")
            }
            return found["I"], found.get("F"), found["O"]

        along_frequency = product("f")
        along_time = along_frequency if self._share_time_frequency_weights else product("t")
        by_frequency = peepholes("freq")
        by_time = by_frequency if self._share_time_frequency_weights else peepholes("time")
        return _Weights(*along_frequency, *by_frequency), _Weights(*along_time, *by_time)

    def _block(
        self, features: Sequence[Tensor], block: int, state: Any, batch_size: Any, prefix: str
    ) -> Iterator[tuple[list[Tensor], list[Tensor]]]:
        """Outputs and states, of time and frequency, one frequency after the other."""
        units, kind = self._num_units, features[0].dtype
        of_frequency, of_time = self._weights(block, self._feature_size, kind)
        m_below, c_below = (ops.zeros([batch_size, units], kind) for _ in range(2))
        for at, feature in enumerate(features):
            if self._state_is_tuple:
                name = f"{prefix}_f{at:02d}_b{block:02d}"
                c_before, m_before = getattr(state, f"{name}_c"), getattr(state, f"{name}_m")
            else:
                c_before = _columns(state, 2 * at * units, units)
                m_before = _columns(state, (2 * at + 1) * units, units)
            seen = ops.concat([feature, m_before, m_below], 1)
            gates = self._gates(seen, of_frequency)
            c_frequency = self._memory(gates, of_frequency, c_below, c_below, c_before)
            shown_frequency = gates[-1]
            if not self._share_time_frequency_weights:
                gates = self._gates(seen, of_time)
            c_time = self._memory(gates, of_time, c_before, c_below, c_before)
            m_below, m_time = (
                ops.sigmoid(_seen(shown, weights.of_o, c_frequency, c_time)) * ops.tanh(memory)
                for shown, weights, memory in (
                    (shown_frequency, of_frequency, c_frequency),
                    (gates[-1], of_time, c_time),
                )
            )
            c_below = c_frequency
            yield [m_time, m_below], [c_time, m_time]

    def _gates(self, seen: Tensor, weights: _Weights) -> list[Tensor]:
        """The sums of the gates: i, j, f (unless it is coupled) and o."""
        count = 3 if self._couple_input_forget_gates else 4
        return ops.split(ops.bias_add(ops.matmul(seen, weights.kernel), weights.bias), count, axis=1)

    def _memory(
        self, gates: Sequence[Tensor], weights: _Weights, before: Tensor, by_frequency: Tensor, by_time: Tensor
    ) -> Tensor:
        i, j, *others = gates
        written = ops.sigmoid(_seen(i, weights.of_i, by_frequency, by_time))
        if self._couple_input_forget_gates:
            kept = 1.0 - written
        else:
            kept = ops.sigmoid(_seen(others[0] + self._forget_bias, weights.of_f, by_frequency, by_time))
        return _clipped(kept * before + written * ops.tanh(j), self._cell_clip)

    def _features(self, inputs: Tensor, offset: int = 0) -> list[list[Tensor]]:
        """The frequencies of all blocks.

        Args:
          offset: how far behind its place each begins, before it where it is negative; zeros stand behind the ends.
        """
        size = _input_size(inputs)
        if offset:
            around = [0, 0, 0, offset] if offset > 0 else [0, 0, -offset, 0]
            inputs = ops.pad(inputs, constant(around, dtypes.int32, [2, 2]))
        begin = max(offset, 0)
        counts = self._num_frequency_blocks
        if not self._start_freqindex_list:
            if len(counts) != 1:
                raise ValueError(f"Length of num_frequency_blocks is not 1, but instead is {len(counts)}")
            bounds = [(0, size)]
        else:
            starts, ends = self._start_freqindex_list, self._end_freqindex_list
            if len(starts) != len(ends):
                # Arguments that nobody puts into the text: TensorFlow's words.
                raise ValueError("Length of start and end freqindex_list does not match %d %d", len(starts), len(ends))
            if len(counts) != len(starts):
                raise ValueError(
                    "Length of num_frequency_blocks is not equal to start_freqindex_list %d %d", len(counts), len(starts)
                )
            bounds = list(zip(starts, ends, strict=True))
        blocks = []
        for count, (start, end) in zip(counts, bounds, strict=True):
            found = int((end - start - self._feature_size) / self._frequency_skip) + 1
            if found != count:
                raise ValueError(
                    f"Invalid num_frequency_blocks, requires {count} but gets {found}, please check the input size and "
                    "filter config are correct."
                )
            places = [start + begin + at * self._frequency_skip for at in range(count)]
            blocks.append([_columns(inputs, place, self._feature_size) for place in places])
        return blocks


@export("contrib.rnn.BidirectionalGridLSTMCell")
@documented_by(GridLSTMCell)
class BidirectionalGridLSTMCell(GridLSTMCell):
    """`GridLSTMCell` along the frequencies in both directions.

    Args:
      backward_slice_offset: how far behind their places the frequencies of the second direction begin.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        share_time_frequency_weights: bool = False,
        cell_clip: float | None = None,
        initializer: Initializer | None = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int | None = None,
        num_frequency_blocks: Sequence[int] | None = None,
        start_freqindex_list: Sequence[int] | None = None,
        end_freqindex_list: Sequence[int] | None = None,
        couple_input_forget_gates: bool = False,
        backward_slice_offset: int = 0,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(
            *(num_units, use_peepholes, share_time_frequency_weights, cell_clip, initializer, num_unit_shards),
            *(forget_bias, feature_size, frequency_skip, num_frequency_blocks, start_freqindex_list),
            *(end_freqindex_list, couple_input_forget_gates, True, reuse),
        )
        self._backward_slice_offset = int(backward_slice_offset)
        self._set_state_names("BidirectionalGridLSTMStateTuple", ["fwd_state", "bwd_state"])
        self._output_size *= 2

    def call(self, inputs: Any, state: Any) -> Any:
        batch_size = batch_size_of(inputs)
        forward = self._features(inputs)
        backward = self._features(inputs, self._backward_slice_offset) if self._backward_slice_offset else forward
        with variable_scope("fwd"):
            outputs, states = self._passed(forward, state, batch_size, "fwd_state")
        with variable_scope("bwd"):
            more_outputs, more_states = self._passed([block[::-1] for block in backward], state, batch_size, "bwd_state")
        return ops.concat(outputs + more_outputs, 1), self._state_tuple_type(*states, *more_states)
