"""Long short-term memory as one op: a step of it, a sequence of steps, and the gradients of both.

Gates are in the order i, ci, f, o. The gradients take no notice of `cell_clip`, as in TensorFlow.

Source of op types, outputs and messages: TensorFlow 1.15. Formulas: W. Zaremba et al., "Recurrent Neural Network
Regularization", 2014.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, mul_dim, with_rank
from ..nn.layers import BIAS_ADD_GRAD
from .sizes import Size, check_ranks, check_sizes, of_matrix

_TYPES = (dtypes.float16, dtypes.float32)
_STEP = "x: T, cs_prev: T, h_prev: T, w: T, wci: T, wcf: T, wco: T, b: T"
_GATES = "i: T, cs: T, f: T, o: T, ci: T, co: T"
_FORWARD = "forget_bias: float = 1.0, cell_clip: float = 3.0, use_peephole: bool = false"


class _Peepholes(NamedTuple):
    """By what the memory is multiplied, [cell_size] each."""

    i: np.ndarray
    f: np.ndarray
    o: np.ndarray


# -- kernels -----------------------------------------------------------------------------------------------------------


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _stepped(
    gates: np.ndarray, before: np.ndarray, peepholes: _Peepholes | None, forget_bias: float, cell_clip: float
) -> tuple[np.ndarray, ...]:
    """i, cs, f, o, ci, co, h.

    Args:
      gates: [batch, 4 * cell_size], the sums that the gates are functions of.
      before: the memory before.
    """
    i, ci, f, o = np.split(gates, 4, axis=1)
    f = f + gates.dtype.type(forget_bias)
    if peepholes is not None:
        i = i + before * peepholes.i
        f = f + before * peepholes.f
    i, ci, f = _sigmoid(i), np.tanh(ci), _sigmoid(f)
    cs = ci * i + before * f
    if cell_clip > 0:
        cs = np.clip(cs, gates.dtype.type(-cell_clip), gates.dtype.type(cell_clip))
    o = _sigmoid(o if peepholes is None else o + cs * peepholes.o)
    co = np.tanh(cs)
    return i, cs, f, o, ci, co, o * co


def _stepped_back(
    found: Sequence[np.ndarray], before: np.ndarray, peepholes: _Peepholes | None, dcs: np.ndarray, dh: np.ndarray
) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, ...]]:
    """The gradients of the memory before, of the sums of the gates, and of the peepholes, zeros where there are none.

    Args:
      found: i, cs, f, o, ci, co.
      dcs, dh: the gradients of memory and output.
    """
    i, cs, f, o, ci, co = found
    do = o * (1 - o) * dh * co
    dcs = (1 - co * co) * dh * o + dcs
    if peepholes is not None:
        dcs = dcs + do * peepholes.o
    di = i * (1 - i) * dcs * ci
    dci = (1 - ci * ci) * dcs * i
    df = f * (1 - f) * dcs * before
    d_before = dcs * f
    if peepholes is None:
        of_peepholes = tuple(np.zeros(cs.shape[1], cs.dtype) for _ in range(3))
    else:
        d_before = d_before + di * peepholes.i + df * peepholes.f
        of_peepholes = ((di * before).sum(0), (df * before).sum(0), (do * cs).sum(0))
    return d_before, np.concatenate([di, dci, df, do], axis=1), of_peepholes


def _sizes(x: np.ndarray, cs_prev: np.ndarray, h_prev: np.ndarray, w: np.ndarray, b: np.ndarray) -> Iterator[Size]:
    batch_size, input_size = x.shape[-2:]
    cell_size = cs_prev.shape[1]
    yield "cs_prev.dims(0)", cs_prev.shape[0], "batch_size", batch_size
    yield from of_matrix("h_prev", h_prev, batch_size, cell_size)
    yield "w.dim_size(0)", w.shape[0], "input_size + cell_size", input_size + cell_size
    yield "w.dim_size(1)", w.shape[1], "cell_size * 4", cell_size * 4
    yield "b.dim_size(0)", b.shape[0], "cell_size * 4", cell_size * 4


def _peepholes(wanted: bool, wci: np.ndarray, wcf: np.ndarray, wco: np.ndarray) -> _Peepholes | None:
    return _Peepholes(wci, wcf, wco) if wanted else None


def _checked(
    rank: int,
    x: np.ndarray,
    cs_prev: np.ndarray,
    h_prev: np.ndarray,
    w: np.ndarray,
    peepholes: Sequence[np.ndarray],
    b: np.ndarray,
) -> None:
    """Raises InvalidArgumentError where ranks or sizes of the inputs do not fit."""
    wci, wcf, wco = peepholes
    check_ranks(x=(x, rank), cs_prev=(cs_prev, 2), h_prev=(h_prev, 2), w=(w, 2))
    check_ranks(wci=(wci, 1), wcf=(wcf, 1), wco=(wco, 1), b=(b, 1))
    check_sizes(_sizes(x, cs_prev, h_prev, w, b))
    cell_size = cs_prev.shape[1]
    named = zip(("wci", "wcf", "wco"), peepholes, strict=True)
    check_sizes((f"{name}.dim_size(0)", len(part), "cell_size", cell_size) for name, part in named)


# -- a step ------------------------------------------------------------------------------------------------------------


def _step_shape(op: Operation) -> list[StaticShape]:
    batch_size, _ = with_rank(op.inputs[0].static_shape, 2)
    _, cell_size = with_rank(op.inputs[1].static_shape, 2)
    return [(batch_size, cell_size)] * 7


LSTM_BLOCK_CELL = Op(
    "LSTMBlockCell", f"{_STEP} -> {_GATES}, h: T", _FORWARD, traits=PURE, T=_TYPES, shape=_step_shape, batch=PER_RECORD
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
    _checked(2, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
    gates = np.concatenate([x, h_prev], axis=1) @ w + b
    return _stepped(gates, cs_prev, _peepholes(use_peephole, wci, wcf, wco), forget_bias, cell_clip)


def _step_grad_shape(op: Operation) -> list[StaticShape]:
    batch_size, _ = with_rank(op.inputs[0].static_shape, 2)
    _, size = with_rank(op.inputs[1].static_shape, 2)
    return [(batch_size, size), (batch_size, mul_dim(size, 4)), *[(size,)] * 3]


LSTM_BLOCK_CELL_GRAD = Op(
    "LSTMBlockCellGrad",
    f"{_STEP}, {_GATES}, cs_grad: T, h_grad: T -> cs_prev_grad: T, dicfo: T, wci_grad: T, wcf_grad: T, wco_grad: T",
    "use_peephole: bool",
    traits=PURE,
    T=_TYPES,
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
    _checked(2, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
    found = {"i": i, "cs": cs, "f": f, "o": o, "ci": ci, "co": co}
    for name, part in found.items():
        check_ranks(**{name: (part, 2)})
        check_sizes(of_matrix(name, part, *cs_prev.shape, "dim_size"))
    for name, part in (("cs_grad", cs_grad), ("h_grad", h_grad)):
        check_ranks(**{name: (part, 2)})
        check_sizes(of_matrix(f"{name}_tensor", part, *cs_prev.shape))
    peepholes = _peepholes(use_peephole, wci, wcf, wco)
    d_before, dicfo, of_peepholes = _stepped_back(list(found.values()), cs_prev, peepholes, cs_grad, h_grad)
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


# -- a sequence --------------------------------------------------------------------------------------------------------


def _block_shape(op: Operation) -> list[StaticShape]:
    time, batch_size, _ = with_rank(op.inputs[1].static_shape, 3)
    (size,) = with_rank(op.inputs[8].static_shape, 1)
    if size is not None and size % 4:
        raise ValueError(f"Dimension size must be evenly divisible by 4 but is {size}")
    return [(time, batch_size, None if size is None else size // 4)] * 7


BLOCK_LSTM = Op(
    "BlockLSTM",
    f"seq_len_max: int64, {_STEP} -> {_GATES}, h: T",
    _FORWARD,
    traits=PURE,
    T=_TYPES,
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
    _checked(3, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
    count = _steps_of(seq_len_max, x)
    time, batch_size, depth = x.shape
    found = [np.zeros((time, *cs_prev.shape), x.dtype) for _ in range(7)]
    # The part of the product that does not depend on the steps before is computed for all at once.
    gates = (x[:count].reshape(count * batch_size, depth) @ w[:depth] + b).reshape(count, batch_size, w.shape[1])
    recurrent = w[depth:]
    peepholes = _peepholes(use_peephole, wci, wcf, wco)
    memory, output = cs_prev, h_prev
    for t in range(count):
        step = _stepped(gates[t] + output @ recurrent, memory, peepholes, forget_bias, cell_clip)
        for kept, part in zip(found, step, strict=True):
            kept[t] = part
        memory, output = step[1], step[6]
    return tuple(found)


def _block_grad_shape(op: Operation) -> list[StaticShape]:
    ranks = (3, 2, 2, 2, 1, 1, 1, 1)
    return [with_rank(tensor.static_shape, rank) for tensor, rank in zip(op.inputs[1:9], ranks, strict=True)]


BLOCK_LSTM_GRAD = Op(
    "BlockLSTMGrad",
    f"seq_len_max: int64, {_STEP}, {_GATES}, h: T, cs_grad: T, h_grad: T -> x_grad: T, cs_prev_grad: T, h_prev_grad: T, "
    "w_grad: T, wci_grad: T, wcf_grad: T, wco_grad: T, b_grad: T",
    "use_peephole: bool",
    traits=PURE,
    T=_TYPES,
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
    _checked(3, x, cs_prev, h_prev, w, (wci, wcf, wco), b)
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
    peepholes = _peepholes(use_peephole, wci, wcf, wco)
    recurrent = w[depth:].T
    dgates = np.zeros((count, batch_size, w.shape[1]), x.dtype)
    of_peepholes = [np.zeros_like(part) for part in (wci, wcf, wco)]
    dcs, dh = np.zeros_like(cs_prev), np.zeros_like(h_prev)
    for t in reversed(range(count)):
        gates = [part[t] for part in (i, cs, f, o, ci, co)]
        before = cs[t - 1] if t else cs_prev
        dcs, dgates[t], parts = _stepped_back(gates, before, peepholes, cs_grad[t] + dcs, h_grad[t] + dh)
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


# -- the vocabulary ----------------------------------------------------------------------------------------------------


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


def block_lstm(*inputs: Any, name: str | None = None, **attributes: Any) -> list[Tensor]:
    """A sequence of steps: i, cs, f, o, ci, co, h, [time, batch, cell_size] each, zeros behind the last step.

    Args:
      inputs: seq_len_max, the number of steps, an int64 scalar; x [time, batch, input_size]; others as of `lstm_block_cell`.
      attributes: as of `lstm_block_cell`.

    Raises:
      InvalidArgumentError: (when run) sizes that do not fit.
    """
    return BLOCK_LSTM(*inputs, name=name, **attributes)
