"""A step of a long short-term memory as one op, and its gradient.

Source of op types and outputs: TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.static_shapes import StaticShape, mul_dim, with_rank
from ..nn.layers import BIAS_ADD_GRAD
from .lstm_steps import FORWARD, GATES, STEP, TYPES, check_inputs, peepholes_of, stepped, stepped_back
from .sizes import check_ranks, check_sizes, of_matrix


def _step_shape(op: Operation) -> list[StaticShape]:
    batch_size, _ = with_rank(op.inputs[0].static_shape, 2)
    _, cell_size = with_rank(op.inputs[1].static_shape, 2)
    return [(batch_size, cell_size)] * 7


LSTM_BLOCK_CELL = Op(
    "LSTMBlockCell", f"{STEP} -> {GATES}, h: T", FORWARD, traits=PURE, T=TYPES, shape=_step_shape, batch=PER_RECORD
)


@LSTM_BLOCK_CELL.kernel
def _step(
    x: np.ndarray,
    cs_prev: np.ndarray,
    h_prev: np.ndarray,
    w: np.ndarray,
    wci: np.ndarray,
    wcf: np.ndarray,
    wco: np.ndarray,
    b: np.ndarray,
    forget_bias: float,
    cell_clip: float,
    use_peephole: bool,
) -> tuple[np.ndarray, ...]:
    check_inputs(2, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
    gates = np.concatenate([x, h_prev], axis=1) @ w + b
    return stepped(gates, cs_prev, peepholes_of(use_peephole, wci, wcf, wco), forget_bias, cell_clip)


def _step_grad_shape(op: Operation) -> list[StaticShape]:
    batch_size, _ = with_rank(op.inputs[0].static_shape, 2)
    _, size = with_rank(op.inputs[1].static_shape, 2)
    return [(batch_size, size), (batch_size, mul_dim(size, 4)), *[(size,)] * 3]


LSTM_BLOCK_CELL_GRAD = Op(
    "LSTMBlockCellGrad",
    f"{STEP}, {GATES}, cs_grad: T, h_grad: T -> cs_prev_grad: T, dicfo: T, wci_grad: T, wcf_grad: T, wco_grad: T",
    "use_peephole: bool",
    traits=PURE,
    T=TYPES,
    shape=_step_grad_shape,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@LSTM_BLOCK_CELL_GRAD.kernel
def _step_grad(
    x: np.ndarray,
    cs_prev: np.ndarray,
    h_prev: np.ndarray,
    w: np.ndarray,
    wci: np.ndarray,
    wcf: np.ndarray,
    wco: np.ndarray,
    b: np.ndarray,
    i: np.ndarray,
    cs: np.ndarray,
    f: np.ndarray,
    o: np.ndarray,
    ci: np.ndarray,
    co: np.ndarray,
    cs_grad: np.ndarray,
    h_grad: np.ndarray,
    use_peephole: bool,
) -> tuple[np.ndarray, ...]:
    check_inputs(2, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
    batch_size, cell_size = cs_prev.shape
    found = {"i": i, "cs": cs, "f": f, "o": o, "ci": ci, "co": co}
    for name, part in found.items():
        check_ranks(**{name: (part, 2)})
        check_sizes(of_matrix(name, part, batch_size, cell_size, "dim_size"))
    for name, part in (("cs_grad", cs_grad), ("h_grad", h_grad)):
        check_ranks(**{name: (part, 2)})
        check_sizes(of_matrix(f"{name}_tensor", part, batch_size, cell_size))
    peepholes = peepholes_of(use_peephole, wci, wcf, wco)
    d_before, dicfo, of_peepholes = stepped_back(list(found.values()), cs_prev, peepholes, cs_grad, h_grad)
    return d_before, dicfo, *of_peepholes


@LSTM_BLOCK_CELL.gradient
def _step_gradient(op: Operation, *grads: Tensor) -> list[Tensor]:
    x, _, h_prev, w = op.inputs[:4]
    *found, _ = op.outputs
    input_size = op.inputs[0].shape.with_rank(2)[1].value
    if input_size is None:
        raise ValueError("input_size from `x` should not be None.")
    cell_size = op.inputs[1].shape.with_rank(2)[1].value
    if cell_size is None:
        raise ValueError("cell_size from `cs_prev` should not be None.")
    use_peephole = op.get_attr("use_peephole")
    found_grads = LSTM_BLOCK_CELL_GRAD(*op.inputs, *found, grads[1], grads[6], use_peephole=use_peephole)
    d_before, dicfo, *of_peepholes = found_grads
    rows = -1 if x.static_shape is None or x.static_shape[0] is None else x.static_shape[0]
    joined = ops.matmul(dicfo, w, transpose_b=True)
    dx = ops.slice(joined, (0, 0), (rows, input_size))
    dh = ops.slice(joined, (0, input_size), (rows, cell_size))
    dw = ops.matmul(ops.concat([x, h_prev], 1), dicfo, transpose_a=True)
    return [dx, d_before, dh, dw, *of_peepholes, BIAS_ADD_GRAD(dicfo)]


def lstm_block_cell(*inputs: Any, name: str | None = None, **attributes: Any) -> list[Tensor]:
    """A step: i, cs, f, o, ci, co, h, [batch, cell_size] each.

    Args:
      inputs: x [batch, input_size], cs_prev and h_prev [batch, cell_size], w [input_size + cell_size, 4 * cell_size], wci,
        wcf, wco [cell_size], b [4 * cell_size]; float16 or float32.
      attributes: forget_bias; cell_clip, the memory stays within -cell_clip and cell_clip where it is positive;
        use_peephole, whether the gates see the memory by wci, wcf and wco.

    Raises:
      InvalidArgumentError: (when run) sizes that do not fit.
    """
    return LSTM_BLOCK_CELL(*inputs, name=name, **attributes)
