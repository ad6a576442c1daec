"""A sequence of steps of a long short-term memory as one op, and its gradient.

Source of op types and outputs: TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, with_rank
from .lstm_steps import FORWARD, GATES, STEP, TYPES, check_inputs, peepholes_of, stepped, stepped_back
from .sizes import check_ranks, check_sizes


def _block_shape(op: Operation) -> list[StaticShape]:
    time, batch_size, _ = with_rank(op.inputs[1].static_shape, 3)
    (size,) = with_rank(op.inputs[8].static_shape, 1)
    if size is not None and size % 4:
        raise ValueError(f"Dimension size must be evenly divisible by 4 but is {size}")
    return [(time, batch_size, None if size is None else size // 4)] * 7


BLOCK_LSTM = Op(
    "BlockLSTM",
    f"seq_len_max: int64, {STEP} -> {GATES}, h: T",
    FORWARD,
    traits=PURE,
    T=TYPES,
    shape=_block_shape,
    batch=PER_RECORD,
)


def _steps_of(seq_len_max: np.ndarray, x: np.ndarray) -> int:
    """The number of steps to take. Raises InvalidArgumentError where there are not so many."""
    if seq_len_max.size != 1:
        raise invalid(f"seq_len_max must be scalar{seq_len_max.shape}")
    count = int(seq_len_max.reshape(())[()])
    if count > len(x):
        raise invalid(f"seq_len_max must be at most the number of steps of x: {count} vs. {len(x)}")
    return max(count, 0)


@BLOCK_LSTM.kernel
def _block(
    seq_len_max: np.ndarray,
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
    check_inputs(3, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
    count = _steps_of(seq_len_max, x)
    time, batch_size, depth = x.shape
    found = [np.zeros((time, *cs_prev.shape), x.dtype) for _ in range(7)]
    # The part of the product that does not depend on the steps before is computed for all at once.
    gates = (x[:count].reshape(count * batch_size, depth) @ w[:depth] + b).reshape(count, batch_size, w.shape[1])
    recurrent = w[depth:]
    peepholes = peepholes_of(use_peephole, wci, wcf, wco)
    memory, output = cs_prev, h_prev
    for t in range(count):
        step = stepped(gates[t] + output @ recurrent, memory, peepholes, forget_bias, cell_clip)
        for kept, part in zip(found, step, strict=True):
            kept[t] = part
        memory, output = step[1], step[6]
    return tuple(found)


def _block_grad_shape(op: Operation) -> list[StaticShape]:
    ranks = (3, 2, 2, 2, 1, 1, 1, 1)
    return [with_rank(tensor.static_shape, rank) for tensor, rank in zip(op.inputs[1:9], ranks, strict=True)]


BLOCK_LSTM_GRAD = Op(
    "BlockLSTMGrad",
    f"seq_len_max: int64, {STEP}, {GATES}, h: T, cs_grad: T, h_grad: T -> x_grad: T, cs_prev_grad: T, h_prev_grad: T, "
    "w_grad: T, wci_grad: T, wcf_grad: T, wco_grad: T, b_grad: T",
    "use_peephole: bool",
    traits=PURE,
    T=TYPES,
    shape=_block_grad_shape,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@BLOCK_LSTM_GRAD.kernel
def _block_grad(
    seq_len_max: np.ndarray,
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
    h: np.ndarray,
    cs_grad: np.ndarray,
    h_grad: np.ndarray,
    use_peephole: bool,
) -> tuple[np.ndarray, ...]:
    check_inputs(3, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
    found = {"i": i, "cs": cs, "f": f, "o": o, "ci": ci, "co": co, "h": h, "cs_grad": cs_grad, "h_grad": h_grad}
    time, batch_size, depth = x.shape
    for name, part in found.items():
        check_ranks(**{name: (part, 3)})
        check_sizes(
            (f"{name}.dim_size({axis})", part.shape[axis], wanted, size)
            for axis, (wanted, size) in enumerate(
                (("timelen", time), ("batch_size", batch_size), ("cell_size", cs_prev.shape[1]))
            )
        )
    count = _steps_of(seq_len_max, x)
    peepholes = peepholes_of(use_peephole, wci, wcf, wco)
    recurrent = w[depth:].T
    dgates = np.zeros((count, batch_size, w.shape[1]), x.dtype)
    of_peepholes = [np.zeros_like(part) for part in (wci, wcf, wco)]
    dcs, dh = np.zeros_like(cs_prev), np.zeros_like(h_prev)
    for t in reversed(range(count)):
        gates = [part[t] for part in (i, cs, f, o, ci, co)]
        before = cs[t - 1] if t else cs_prev
        dcs, dgates[t], parts = stepped_back(gates, before, peepholes, cs_grad[t] + dcs, h_grad[t] + dh)
        for total, part in zip(of_peepholes, parts, strict=True):
            total += part
        dh = dgates[t] @ recurrent
    rows = dgates.reshape(count * batch_size, w.shape[1])
    dx = np.zeros_like(x)
    dx[:count] = (rows @ w[:depth].T).reshape(count, batch_size, depth)
    outputs_before = np.concatenate([h_prev[None], h])[:count].reshape(count * batch_size, h_prev.shape[1])
    dw = np.concatenate([x[:count].reshape(count * batch_size, depth).T @ rows, outputs_before.T @ rows])
    return dx, dcs, dh, dw, *of_peepholes, rows.sum(0)


@BLOCK_LSTM.gradient
def _block_gradient(op: Operation, *grads: Tensor) -> list[Tensor | None]:
    use_peephole = op.get_attr("use_peephole")
    return [None, *BLOCK_LSTM_GRAD(*op.inputs, *op.outputs, grads[1], grads[6], use_peephole=use_peephole)]


def block_lstm(*inputs: Any, name: str | None = None, **attributes: Any) -> list[Tensor]:
    """A sequence of steps: i, cs, f, o, ci, co, h, [time, batch, cell_size] each, zeros behind the last step.

    Args:
      inputs: seq_len_max, the number of steps, an int64 scalar; x [time, batch, input_size]; others as of `lstm_block_cell`.
      attributes: as of `lstm_block_cell`.

    Raises:
      InvalidArgumentError: (when run) sizes that do not fit.
    """
    return BLOCK_LSTM(*inputs, name=name, **attributes)
