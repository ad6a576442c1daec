"""A step of a gated recurrent unit as one op, and its gradient.

Source of op types, outputs and messages: TensorFlow 1.15. Formulas: K. Cho et al., "Learning Phrase Representations using
RNN Encoder-Decoder", 2014.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.static_shapes import StaticShape, with_rank
from ..nn.layers import BIAS_ADD_GRAD
from .sizes import Size, check_ranks, check_sizes, of_matrix

_STEP = "x: T, h_prev: T, w_ru: T, w_c: T, b_ru: T, b_c: T"


def _sizes(
    x: np.ndarray, h_prev: np.ndarray, w_ru: np.ndarray, w_c: np.ndarray, b_ru: np.ndarray, b_c: np.ndarray
) -> Iterator[Size]:
    batch_size, input_size = x.shape
    cell_size = h_prev.shape[1]
    yield "h_prev.dims(0)", h_prev.shape[0], "batch_size", batch_size
    yield "w_ru.dim_size(0)", w_ru.shape[0], "input_size + cell_size", input_size + cell_size
    yield "w_ru.dim_size(1)", w_ru.shape[1], "cell_size * 2", cell_size * 2
    yield "w_c.dim_size(0)", w_c.shape[0], "input_size + cell_size", input_size + cell_size
    yield "w_c.dim_size(1)", w_c.shape[1], "cell_size", cell_size
    yield "b_ru.dim_size(0)", b_ru.shape[0], "cell_size * 2", cell_size * 2
    yield "b_c.dim_size(0)", b_c.shape[0], "cell_size", cell_size


def _checked(x: np.ndarray, h_prev: np.ndarray, w_ru: np.ndarray, w_c: np.ndarray, b_ru: np.ndarray, b_c: np.ndarray) -> None:
    """Raises InvalidArgumentError where ranks or sizes of the inputs do not fit."""
    check_ranks(x=(x, 2), h_prev=(h_prev, 2), w_ru=(w_ru, 2), w_c=(w_c, 2), b_ru=(b_ru, 1), b_c=(b_c, 1))
    check_sizes(_sizes(x, h_prev, w_ru, w_c, b_ru, b_c))


def _state_shape(op: Operation) -> tuple[int | None, int | None]:
    batch_size, _ = with_rank(op.inputs[0].static_shape, 2)
    _, cell_size = with_rank(op.inputs[1].static_shape, 2)
    return batch_size, cell_size


def _step_shape(op: Operation) -> list[StaticShape]:
    return [_state_shape(op)] * 4


GRU_BLOCK_CELL = Op(
    "GRUBlockCell",
    f"{_STEP} -> r: T, u: T, c: T, h: T",
    traits=PURE,
    T=(dtypes.float32,),
    shape=_step_shape,
    batch=PER_RECORD,
)


@GRU_BLOCK_CELL.kernel
def _step(
    x: np.ndarray, h_prev: np.ndarray, w_ru: np.ndarray, w_c: np.ndarray, b_ru: np.ndarray, b_c: np.ndarray
) -> tuple[np.ndarray, ...]:
    _checked(x, h_prev, w_ru, w_c, b_ru, b_c)
    gates = 1 / (1 + np.exp(-(np.concatenate([x, h_prev], axis=1) @ w_ru + b_ru)))
    r, u = (part.copy() for part in np.split(gates, 2, axis=1))
    c = np.tanh(np.concatenate([x, r * h_prev], axis=1) @ w_c + b_c)
    return r, u, c, u * h_prev + (1 - u) * c


def _grad_shape(op: Operation) -> list[StaticShape]:
    state = _state_shape(op)
    _, both = with_rank(op.inputs[2].static_shape, 2)
    return [with_rank(op.inputs[0].static_shape, 2), state, state, (state[0], both)]


GRU_BLOCK_CELL_GRAD = Op(
    "GRUBlockCellGrad",
    f"{_STEP}, r: T, u: T, c: T, d_h: T -> d_x: T, d_h_prev: T, d_c_bar: T, d_r_bar_u_bar: T",
    traits=PURE,
    T=(dtypes.float32,),
    shape=_grad_shape,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@GRU_BLOCK_CELL_GRAD.kernel
def _grad(
    x: np.ndarray,
    h_prev: np.ndarray,
    w_ru: np.ndarray,
    w_c: np.ndarray,
    b_ru: np.ndarray,
    b_c: np.ndarray,
    r: np.ndarray,
    u: np.ndarray,
    c: np.ndarray,
    d_h: np.ndarray,
) -> tuple[np.ndarray, ...]:
    _checked(x, h_prev, w_ru, w_c, b_ru, b_c)
    for name, part in (("r", r), ("u", u), ("c", c), ("d_h", d_h)):
        check_ranks(**{name: (part, 2)})
        check_sizes(of_matrix(name, part, *h_prev.shape))
    depth = x.shape[1]
    d_c_bar = d_h * (1 - u) * (1 - c * c)
    into_candidate = d_c_bar @ w_c.T
    d_seen = into_candidate[:, depth:]
    gates = np.concatenate([d_seen * h_prev * r * (1 - r), d_h * (h_prev - c) * u * (1 - u)], axis=1)
    into_gates = gates @ w_ru.T
    d_x = into_candidate[:, :depth] + into_gates[:, :depth]
    return d_x, into_gates[:, depth:] + d_seen * r + d_h * u, d_c_bar, gates


@GRU_BLOCK_CELL.gradient
def _gradient(op: Operation, *grads: Tensor) -> list[Tensor]:
    x, h_prev = op.inputs[:2]
    r, u, c, _ = op.outputs
    d_x, d_h_prev, d_c_bar, gates = GRU_BLOCK_CELL_GRAD(*op.inputs, r, u, c, grads[3])
    d_w_ru = ops.matmul(ops.concat([x, h_prev], 1), gates, transpose_a=True)
    d_b_ru = BIAS_ADD_GRAD(gates)
    d_w_c = ops.matmul(ops.concat([x, h_prev * r], 1), d_c_bar, transpose_a=True)
    return [d_x, d_h_prev, d_w_ru, d_w_c, d_b_ru, BIAS_ADD_GRAD(d_c_bar)]


def gru_block_cell(
    x: Tensor, h_prev: Tensor, w_ru: Tensor, w_c: Tensor, b_ru: Tensor, b_c: Tensor, name: str | None = None
) -> list[Tensor]:
    """A step: r, u, c, h, [batch, cell_size] each; float32.

    Args:
      x: [batch, input_size].
      h_prev: [batch, cell_size].
      w_ru, b_ru: of both gates, [input_size + cell_size, 2 * cell_size] and [2 * cell_size].
      w_c, b_c: of the candidate, [input_size + cell_size, cell_size] and [cell_size].

    Raises:
      InvalidArgumentError: (when run) sizes that do not fit.
    """
    return GRU_BLOCK_CELL(x, h_prev, w_ru, w_c, b_ru, b_c, name=name)
