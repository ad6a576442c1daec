"""The loss of dense labels over all the ways in which they may stand in time; class 0 is the blank.

What TensorFlow computes for `ctc_loss_v2` without CTCLoss: a label stands in a state of its own, the blank behind it in another
one; before the first label is a state of no length. Ways that end elsewhere than behind the last label count 1e-307 times, so
that sequences with too few steps have a loss of about 707 more. Added up in double precision.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank
from .ctc_decoders import FLOATS

UNLIKELY = float(np.float32(np.log(1e-307)))
"""As TensorFlow has it, in single precision."""

CTC_LOSS_DENSE = Op(
    "HeadraceCTCLossDense",
    "logits: T, labels: Tlabels, label_length: Tlabels, logit_length: Tlengths -> loss: T, gradient: T",
    "Tlabels: {int32, int64} = int32, Tlengths: {int32, int64} = int32",
    traits=PURE,
    T=FLOATS,
    batch=PER_RECORD,
)


@CTC_LOSS_DENSE.shape
def _shapes(op: Operation) -> list[StaticShape]:
    steps, batch, classes = with_rank(op.inputs[0].static_shape, 3)
    for tensor, rank in zip(op.inputs[1:], (2, 1, 1), strict=True):
        batch = merge_dim(batch, with_rank(tensor.static_shape, rank)[0])
    return [(batch,), (steps, batch, classes)]


@CTC_LOSS_DENSE.kernel
def _loss(logits: Any, labels: Any, label_length: Any, logit_length: Any) -> tuple:
    batch = logits.shape[1] if logits.ndim == 3 else None
    if batch is None or labels.ndim != 2 or not len(labels) == len(label_length) == len(logit_length) == batch:
        raise invalid(
            "logits must be [steps, batch, classes], labels [batch, longest] and lengths [batch], got "
            + ", ".join(bracket(np.shape(given)) for given in (logits, labels, label_length, logit_length))
        )
    with np.errstate(divide="ignore", invalid="ignore", under="ignore"):
        loss, gradient = _Ways(logits.astype(np.float64), labels).losses(label_length, logit_length)
    return loss.astype(logits.dtype), gradient.astype(logits.dtype)


@CTC_LOSS_DENSE.gradient
def _loss_gradient(op: Operation, dloss: Any, _: Any) -> list:
    gradient = ops.prevent_gradient(op.outputs[1], message="ctc_loss_v2 has no second derivative")
    return [ops.reshape(dloss, [1, -1, 1]) * gradient, None, None, None]


class _Ways:
    """Logarithms of how likely the ways are on which a batch of sequences may go, [batch, 2, labels + 1]: labels, blanks."""

    def __init__(self, logits: np.ndarray, labels: np.ndarray) -> None:
        steps, batch, classes = logits.shape
        shifted = logits - logits.max(axis=-1, keepdims=True, initial=-np.inf)
        self.logarithms = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        self.labels = labels
        is_class = (labels >= 0) & (labels < classes)
        places = np.where(is_class, labels, 0)
        self.seen = np.full((steps, batch, 2, labels.shape[1] + 1), -np.inf)
        chosen = np.take_along_axis(self.logarithms, np.broadcast_to(places, (steps, *places.shape)), axis=-1)
        self.seen[:, :, 0, 1:] = np.where(is_class, chosen, 0.0)  # as in TensorFlow, what is no class is there always
        self.seen[:, :, 1] = self.logarithms[:, :, :1]
        # From one label to another one without a blank between them.
        self.jumps = np.zeros((batch, labels.shape[1]))
        self.jumps[:, 1:][labels[:, 1:] == labels[:, :-1]] = -np.inf

    def losses(self, label_length: np.ndarray, logit_length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        steps = len(self.seen)
        at_end = np.full(self.seen.shape[1:], UNLIKELY)
        at_end[np.broadcast_to(np.arange(self.seen.shape[3]) == label_length[:, None, None], at_end.shape)] = 0.0
        at_start = np.full(self.seen.shape[1:], UNLIKELY)
        at_start[:, 0, 0] = 0.0
        forward = np.empty_like(self.seen)
        state = at_start
        for step in range(steps):
            forward[step] = state = self._forward(state) + self.seen[step]
        backward = np.empty_like(self.seen)
        state = at_end
        for step in reversed(range(steps)):
            backward[step] = state
            counts = (step < logit_length)[:, None, None]
            state = np.where(counts, self._backward(state + self.seen[step]), at_end)
        return -state[:, 0, 0], self._gradient(forward + backward, np.arange(steps)[:, None] < logit_length)

    def _forward(self, state: np.ndarray) -> np.ndarray:
        label, blank = state[:, 0], state[:, 1]
        found = np.empty_like(state)
        found[:, 0, 0] = label[:, 0]
        came = np.logaddexp(blank[:, :-1], label[:, :-1] + self.jumps)
        found[:, 0, 1:] = np.logaddexp(label[:, 1:], came)
        found[:, 1] = np.logaddexp(blank, label)
        return found

    def _backward(self, state: np.ndarray) -> np.ndarray:
        label, blank = state[:, 0], state[:, 1]
        found = np.empty_like(state)
        found[:, 0] = np.logaddexp(label, blank)
        found[:, 0, :-1] = np.logaddexp(found[:, 0, :-1], label[:, 1:] + self.jumps)
        found[:, 1] = blank
        found[:, 1, :-1] = np.logaddexp(blank[:, :-1], label[:, 1:])
        return found

    def _gradient(self, ways: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """What the classes are expected less how often they are seen on the ways, in the steps that count."""
        classes = self.logarithms.shape[2]
        if not ways.size:
            return np.zeros_like(self.logarithms)
        shares = ways - ways.max(axis=(2, 3), keepdims=True)
        shares = np.exp(shares)
        shares /= shares.sum(axis=(2, 3), keepdims=True)
        gradient = np.exp(self.logarithms)
        gradient[:, :, 0] -= shares[:, :, 1].sum(axis=-1)
        for place in range(self.labels.shape[1]):
            rows = np.flatnonzero((self.labels[:, place] > 0) & (self.labels[:, place] < classes))
            gradient[:, rows, self.labels[rows, place]] -= shares[:, rows, 0, place + 1]
        return np.where(counts[:, :, None], gradient, 0.0)
