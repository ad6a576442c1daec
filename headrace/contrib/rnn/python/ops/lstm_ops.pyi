"""tf.contrib.rnn.python.ops.lstm_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.rnn.blocks import LSTMBlockCell as LSTMBlockCell
from headrace.training.contrib.rnn.blocks import LSTMBlockFusedCell as LSTMBlockFusedCell
from headrace.training.contrib.rnn.blocks import LSTMBlockWrapper as LSTMBlockWrapper
from headrace.training.rnn.base import LayerRNNCell as LayerRNNCell
from headrace.training.contrib.rnn.blocks import _lstm_block_cell as _lstm_block_cell
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def _block_lstm(
    seq_len_max: _TensorLike,
    x: _Sequence[_Tensor],
    w: _TensorLike,
    b: _Any,
    cs_prev: _TensorLike | None = None,
    h_prev: _TensorLike | None = None,
    wci: _TensorLike | None = None,
    wcf: _TensorLike | None = None,
    wco: _TensorLike | None = None,
    forget_bias: float | None = None,
    cell_clip: float | None = None,
    use_peephole: bool | None = None,
    name: str | None = None,
) -> tuple[list[_Tensor], ...]:
    """Steps of an LSTM as one operation.

    Args:
      seq_len_max: int64 scalar, the number of steps; outputs behind them are zeros.
      x: tensors [batch, input_size], one for each step.
      w, b: [input_size + cell_size, 4 * cell_size] and [4 * cell_size], gates in the order i, ci, f, o.
      cs_prev, h_prev: memory and output before, [batch, cell_size]; zeros by default.
      wci, wcf, wco: by what gates multiply the memory, [cell_size]; zeros by default.
      forget_bias: added to the forget gate, 1.0 by default.
      cell_clip: the memory stays within -cell_clip and cell_clip; None or below 0: anywhere.
      use_peephole: the gates see the memory, too; not by default.

    Returns:
      lists i, cs, f, o, ci, co, h, a tensor [batch, cell_size] for each step.

    Raises:
      ValueError: the size of `b` is not known.
    """

__all__ = [
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "LayerRNNCell",
    "_block_lstm",
    "_lstm_block_cell",
]
