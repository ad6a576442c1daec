"""What a step of an LSTM computes, forward and backward, for the ops that take one or many.

Gates are in the order i, ci, f, o. The gradients take no notice of `cell_clip`, as in TensorFlow.

Source of messages: TensorFlow 1.15. Formulas: W. Zaremba et al., "Recurrent Neural Network Regularization", 2014.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ...types import dtypes
from .sizes import Size, check_ranks, check_sizes, of_matrix

TYPES = (dtypes.float16, dtypes.float32)
STEP = "x: T, cs_prev: T, h_prev: T, w: T, wci: T, wcf: T, wco: T, b: T"
GATES = "i: T, cs: T, f: T, o: T, ci: T, co: T"
FORWARD = "forget_bias: float = 1.0, cell_clip: float = 3.0, use_peephole: bool = false"


class Peepholes(NamedTuple):
    """By what the memory is multiplied, [cell_size] each."""

    i: np.ndarray
    f: np.ndarray
    o: np.ndarray


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def stepped(
    gates: np.ndarray, before: np.ndarray, peepholes: Peepholes | None, forget_bias: float, cell_clip: float
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


def stepped_back(
    found: Sequence[np.ndarray], before: np.ndarray, peepholes: Peepholes | None, dcs: np.ndarray, dh: np.ndarray
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


def peepholes_of(wanted: bool, wci: np.ndarray, wcf: np.ndarray, wco: np.ndarray) -> Peepholes | None:
    return Peepholes(wci, wcf, wco) if wanted else None


def check_inputs(
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
