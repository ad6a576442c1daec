"""ctc_loss: how unlikely sequences of labels are, over all the ways in which they may stand in time.

Source of names, rules and messages: TensorFlow 1.15.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import tell

from ... import ops
from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank
from ..sparse.sparse_tensor import SparseTensor
from .ctc_decoders import FLOATS, batch_of, check_lengths
from .ctc_dense import CTC_LOSS_DENSE
from .ctc_paths import losses

CTC_LOSS = Op(
    "CTCLoss",
    "inputs: T, labels_indices: int64, labels_values: int32, sequence_length: int32 -> loss: T, gradient: T",
    "preprocess_collapse_repeated: bool = false, ctc_merge_repeated: bool = true, "
    "ignore_longer_outputs_than_inputs: bool = false",
    traits=PURE,
    T=FLOATS,
    batch=PER_RECORD,
)


@CTC_LOSS.shape
def _loss_shapes(op: Operation) -> list[StaticShape]:
    logits, indices, values, lengths = op.inputs
    batch = batch_of(logits, lengths)
    merge_dim(with_rank(indices.static_shape, 2)[0], with_rank(values.static_shape, 1)[0])
    steps, _, classes = with_rank(logits.static_shape, 3)
    return [(batch,), (steps, batch, classes)]


@CTC_LOSS.kernel
def _loss(
    inputs: Any,
    labels_indices: Any,
    labels_values: Any,
    sequence_length: Any,
    preprocess_collapse_repeated: bool,
    ctc_merge_repeated: bool,
    ignore_longer_outputs_than_inputs: bool,
) -> tuple:
    if inputs.ndim == 3 and not len(inputs):
        raise invalid("Max time or first dimension of input cannot be 0.")
    check_lengths(inputs, sequence_length, InvalidArgumentError)
    _, batch, classes = inputs.shape
    given = _checked(labels_indices, labels_values, batch)
    labels = [_without_blanks(sequence, row, classes, preprocess_collapse_repeated) for row, sequence in enumerate(given)]
    if not ignore_longer_outputs_than_inputs:
        for row, (sequence, length) in enumerate(zip(labels, sequence_length.tolist(), strict=True)):
            if length < 0:
                raise invalid(f"seq_len({row}) < 0")
            if len(sequence) > length:
                raise invalid(
                    f"Not enough time for target transition sequence (required: {len(sequence)}, available: {length}){row}"
                    "You can turn this error into a warning by using the flag ignore_longer_outputs_than_inputs"
                )
    return losses(inputs, labels, sequence_length, ctc_merge_repeated)


def _checked(indices: np.ndarray, values: np.ndarray, batch: int) -> list[list[int]]:
    """The labels of each sequence."""
    if indices.ndim != 2:
        raise invalid("labels_indices is not a matrix")
    if values.ndim != 1:
        raise invalid("labels_values is not a vector")
    if len(indices) != len(values):
        raise invalid(
            f"labels_indices and labels_values must contain the same number of rows, but saw shapes: {bracket(indices.shape)} "
            f"vs. {bracket(values.shape)}"
        )
    if not indices.shape[1]:
        raise invalid("labels_indices second dimension must be >= 1. Received 0")
    if indices.shape[1] != 2:
        raise invalid("Order length must be SparseTensor rank.")
    labels: list[list[int]] = [[] for _ in range(batch)]
    longest = int(indices[:, 1].max(initial=-1)) + 1
    before = (-1, -1)
    for number, (row, place) in enumerate(map(tuple, indices.tolist())):
        told = f"label SparseTensor is not valid: indices[{number}] = [{row},{place}] is"
        if not (0 <= row < batch and 0 <= place < longest):
            raise invalid(f"{told} out of bounds: need 0 <= index < [{batch},{longest}]")
        if (row, place) < before:
            raise invalid(f"{told} out of order. Many sparse ops require sorted indices.")
        if (row, place) == before:
            raise invalid(f"{told} repeated")
        before = (row, place)
        labels[row].append(int(values[number]))
    return labels


def _without_blanks(given: list[int], row: int, classes: int, collapses: bool) -> list[int]:
    """The labels of a sequence up to its blanks, which stand at its end."""
    if not given:
        raise invalid(f"Labels length is zero in batch {row}")
    labels: list[int] = []
    kept = [label for label, _ in itertools.groupby(given)] if collapses else given
    ended = False
    for label in kept:
        if label >= classes - 1:
            ended = True
        elif ended:
            raise invalid(
                f"Saw a non-null label (index >= num_classes - 1) following a null label, batch: {row} num_classes: {classes} "
                f"labels: {','.join(map(str, given))} labels seen so far: {','.join(map(str, labels))}"
            )
        else:
            labels.append(label)
    if any(label < 0 for label in labels):
        raise invalid(f"All labels must be nonnegative integers, batch: {row} labels: {','.join(map(str, labels))}")
    return labels


@CTC_LOSS.gradient
def _loss_gradient(op: Operation, dloss: Any, _: Any) -> list:
    gradient = ops.prevent_gradient(
        op.outputs[1],
        message="Currently there is no way to take the second  derivative of ctc_loss due to the fused implementation's "
        "interaction  with tf.gradients()",
    )
    return [ops.expand_dims(dloss, -1) * gradient, None, None, None]


@export("nn.ctc_loss")
def ctc_loss(
    labels: TensorLike,
    inputs: TensorLike | None = None,
    sequence_length: TensorLike | None = None,
    preprocess_collapse_repeated: bool = False,
    ctc_merge_repeated: bool = True,
    ignore_longer_outputs_than_inputs: bool = False,
    time_major: bool = True,
    logits: TensorLike | None = None,
) -> Tensor:
    """The negative logarithm of how likely the labels of each sequence are.

    Args:
      labels: int32 SparseTensor [batch, longest]. What is at least the number of classes less one may stand at the end.
      inputs, logits: floats [steps, batch, classes]; the last class is the blank.
      sequence_length: int32 [batch], how many steps each sequence has.
      preprocess_collapse_repeated: labels that follow each other in `labels` are one.
      ctc_merge_repeated: labels that follow each other without a blank are one; otherwise each step is a label.
      ignore_longer_outputs_than_inputs: sequences with more labels than steps have an infinite loss and are no error.
      time_major: False where the logits are [batch, steps, classes].

    Returns:
      [batch], of the type of the logits.

    Raises:
      TypeError: `labels` are not sparse.
      ValueError: `inputs` and `logits` are given.
      InvalidArgumentError: (when run) shapes that do not fit, labels that are negative or out of order, more labels than steps.
    """
    if isinstance(inputs, SparseTensor) and not isinstance(labels, SparseTensor):
        tell("ctc_loss(inputs, labels, ...)", "ctc_loss(labels, inputs, ...)", "1.0")
        labels, inputs = inputs, labels
    if not isinstance(labels, SparseTensor):
        raise TypeError("Expected labels (first argument) to be a SparseTensor")
    inputs = one_of("logits", logits, "inputs", inputs)
    if not time_major:
        inputs = ops.transpose(inputs, [1, 0, 2])
    return CTC_LOSS(
        inputs,
        labels.indices,
        labels.values,
        sequence_length,
        preprocess_collapse_repeated=preprocess_collapse_repeated,
        ctc_merge_repeated=ctc_merge_repeated,
        ignore_longer_outputs_than_inputs=ignore_longer_outputs_than_inputs,
    )[0]


@export("nn.ctc_loss_v2")
def ctc_loss_v2(
    labels: TensorLike,
    logits: TensorLike,
    label_length: Any,
    logit_length: Any,
    logits_time_major: bool = True,
    unique: Any = None,
    blank_index: int | None = None,
    name: str | None = None,
) -> Tensor:
    """`ctc_loss` of labels that may be dense, with a blank of any index.

    Args:
      labels: ints [batch, longest], or a SparseTensor.
      logits: floats [steps, batch, classes].
      label_length: ints [batch], how many labels of each row count; of no effect where `labels` are sparse.
      logit_length: ints [batch], how many steps each sequence has.
      logits_time_major: False where the logits are [batch, steps, classes].
      unique: accepted (`ctc_unique_labels`).
      blank_index: the class that is the blank, from the end where it is negative; 0 by default for dense labels.

    Returns:
      [batch], of the dtype of the logits.

    Raises:
      ValueError: `labels` are sparse and `blank_index` is not given.
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    if isinstance(labels, SparseTensor):
        if blank_index is None:
            raise ValueError("blank_index must be given when using SparseTensor labels.")
        logits, labels = _with_last_as_blank(convert_to_tensor(logits), labels, blank_index)
        return ctc_loss(labels=labels, inputs=logits, sequence_length=logit_length, time_major=logits_time_major)
    with name_scope(name, "ctc_loss_dense", [logits, labels, label_length, logit_length]):
        logits = convert_to_tensor(logits, name="logits")
        dense = convert_to_tensor(labels, name="labels")
        lengths = convert_to_tensor(label_length, name="label_length")
        steps = convert_to_tensor(logit_length, name="logit_length")
        if not logits_time_major:
            logits = ops.transpose(logits, [1, 0, 2])
        logits, dense = _with_first_as_blank(logits, dense, blank_index or 0)
        return CTC_LOSS_DENSE(logits, dense, ops.cast(lengths, dense.dtype), steps)[0]


def size_of(tensor: Tensor, axis: int) -> Any:
    """The size of an axis: a number where that is known."""
    known = tensor.shape[axis].value
    return ops.shape(tensor)[axis] if known is None else known


def _with_last_as_blank(logits: Tensor, labels: SparseTensor, blank: int) -> tuple[Tensor, SparseTensor]:
    """Logits whose last class is the blank, and the labels for them."""
    classes = size_of(logits, 2)
    if blank < 0:
        blank += classes
    if isinstance(blank, int) and blank == classes - 1:
        return logits, labels
    moved = ops.concat([logits[:, :, :blank], logits[:, :, blank + 1 :], logits[:, :, blank : blank + 1]], axis=2)
    values = ops.where(labels.values < blank, labels.values, labels.values - 1)
    return moved, SparseTensor(labels.indices, values, labels.dense_shape)


def _with_first_as_blank(logits: Tensor, labels: Tensor, blank: int) -> tuple[Tensor, Tensor]:
    """Logits whose first class is the blank, and the labels for them."""
    if blank < 0:
        blank += size_of(logits, 2)
    if isinstance(blank, int) and blank == 0:
        return logits, labels
    moved = ops.concat([logits[:, :, blank : blank + 1], logits[:, :, :blank], logits[:, :, blank + 1 :]], axis=2)
    return moved, ops.where(labels < ops.cast(blank, labels.dtype), labels + 1, labels)


@export("nn.collapse_repeated")
def collapse_repeated(labels: TensorLike, seq_length: Any, name: str | None = None) -> tuple[Tensor, Tensor]:
    """Labels that follow each other are one.

    Args:
      labels: ints [batch, longest].
      seq_length: ints [batch], how many labels of each row count.

    Returns:
      [batch, longest that is left], zeros at the ends; and how many labels are left of each row.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "collapse_repeated_labels", [labels, seq_length]):
        labels = given = convert_to_tensor(labels, name="labels")
        seq_length = convert_to_tensor(seq_length, name="seq_length")
        new = ops.concat([ops.ones_like(labels[:, :1], dtypes.bool_), ops.not_equal(labels[:, 1:], labels[:, :-1])], axis=1)
        kept = ops.logical_and(new, ops.sequence_mask(seq_length, maxlen=size_of(labels, 1)))
        lengths = ops.reduce_sum(ops.cast(kept, dtypes.int32), axis=1)
        longest = ops.reduce_max(lengths)
        taken = ops.sequence_mask(lengths, maxlen=longest)
        labels, kept, taken = (ops.reshape(tensor, [-1]) for tensor in (given, kept, taken))
        places = ops.range(size_of(taken, 0))
        places = ops.expand_dims(ops.boolean_mask(places, taken), axis=1)
        flat = ops.scatter_nd(places, ops.boolean_mask(labels, kept), ops.shape(taken))
        return ops.reshape(flat, [size_of(given, 0), longest]), ops.cast(lengths, seq_length.dtype)
