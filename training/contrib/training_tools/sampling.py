"""Batches of the records that are kept by chance: rejection_sample and stratified_sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import Variable
from headrace.pipeline.inputs.batching import batch, maybe_batch

_SMOOTHING = 10
"""How many records of each class are taken to have been seen at first."""
_TOLERANCE = 1e-6
"""By how much the sum of probabilities may be off."""


@export("contrib.training.rejection_sample")
def rejection_sample(
    tensors: Sequence[TensorLike],
    accept_prob_fn: Callable[[list[Tensor]], Tensor],
    batch_size: int,
    queue_threads: int = 1,
    enqueue_many: bool = False,
    prebatch_capacity: int = 16,
    prebatch_threads: int = 1,
    runtime_checks: bool = False,
    name: str | None = None,
) -> list[Tensor]:
    """Batches of records that are kept with a probability of their own.

    Args:
      tensors: a list of tensors, one record, or several with `enqueue_many`.
      accept_prob_fn: a function from the list of one record's tensors to its probability, a scalar in [0, 1].
      batch_size: records in a batch.
      queue_threads: how many threads fill the batches.
      enqueue_many: whether `tensors` are several records along their first axis.
      prebatch_capacity, prebatch_threads: of the queue that takes them apart.
      runtime_checks: whether probabilities are checked.
      name: of the scope.

    Returns:
      a list of tensors [batch_size, ...].

    Raises:
      ValueError: with `enqueue_many`, numbers of records that differ.
      InvalidArgumentError: (when run) with `runtime_checks`, no probability.
    """
    with variable_scope(name, "rejection_sample", tensors):
        record = [convert_to_tensor(tensor) for tensor in tensors]
        if enqueue_many:
            for tensor in record:
                tensor.shape.with_rank_at_least(1)[0].assert_is_compatible_with(record[0].shape[0])
            record = [
                ops.squeeze(one, [0])
                for one in _listed(
                    batch(record, 1, num_threads=prebatch_threads, capacity=prebatch_capacity, enqueue_many=True)
                )
            ]
        probability = accept_prob_fn(record)
        if runtime_checks:
            checks = [ops.assert_less_equal(0.0, probability), ops.assert_less_equal(probability, 1.0)]
            probability = ops.identity(ops.with_dependencies(checks, probability), name="prob_with_checks")
        kept = ops.random_uniform([]) < probability
        return _listed(maybe_batch(record, keep_input=kept, batch_size=batch_size, num_threads=queue_threads))


def _listed(tensors: Any) -> list[Tensor]:
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


@export("contrib.training.stratified_sample")
def stratified_sample(
    tensors: Sequence[TensorLike],
    labels: TensorLike,
    target_probs: TensorLike,
    batch_size: int,
    init_probs: TensorLike | None = None,
    enqueue_many: bool = False,
    queue_capacity: int = 16,
    threads_per_queue: int = 1,
    name: str | None = None,
) -> tuple[list[Tensor], Tensor]:
    """Batches in which classes are as frequent as wanted: records of the others are dropped by chance.

    Args:
      tensors: a list of tensors, one record, or several with `enqueue_many`.
      labels: the class of the record, or of each: an integer.
      target_probs: float [classes]: how frequent each class is to be.
      batch_size: records in a batch.
      init_probs: float [classes]: how frequent each class is; counted on the way where that is not known.
      enqueue_many: whether there are several records along the first axis.
      queue_capacity: of the queue that takes them apart.
      threads_per_queue: threads for that queue, and for that of the batches.
      name: of the scope.

    Returns:
      a list of tensors [batch_size, ...], and their labels [batch_size].

    Raises:
      ValueError: shapes that do not fit, or probabilities of other numbers of classes.
      TypeError: labels that are no integers.
      InvalidArgumentError: (when run) no probabilities, or labels that are no classes.
    """
    with name_scope(name, "stratified_sample", [*tensors, labels]):
        records = [convert_to_tensor(tensor) for tensor in tensors]
        labels = convert_to_tensor(labels)
        target = convert_to_tensor(target_probs, dtypes.float32)
        if not enqueue_many:
            records = [ops.expand_dims(tensor, 0) for tensor in records]
            labels = ops.expand_dims(labels, 0)
        if init_probs is None:
            target.shape.assert_is_fully_defined()
            initial = _counted_probabilities(labels, target.shape.num_elements())
        else:
            initial = convert_to_tensor(init_probs, dtypes.float32)
        records, labels, (initial, target) = _checked(records, labels, [initial, target])
        possible = ops.Assert(
            ops.reduce_all(ops.logical_or(ops.not_equal(initial, 0), ops.equal(target, 0))),
            ["All classes with zero initial probability must also have zero target probability: ", initial, target],
        )
        accepted = _acceptance(ops.with_dependencies([possible], initial), target)
        rejected = ops.reduce_sum((1 - accepted) * initial)
        accepted = cond(
            ops.less(rejected, 0.5),
            lambda: accepted,
            lambda: ops.Print(accepted, [accepted], message="Proportion of examples rejected by sampler is high.", first_n=10),
        )
        singles = batch([*records, labels], 1, num_threads=threads_per_queue, capacity=queue_capacity, enqueue_many=True)
        *record, label = (ops.squeeze(one, [0]) for one in singles)
        kept = ops.random_uniform([]) < ops.gather(accepted, label)
        batched = maybe_batch([*record, label], keep_input=kept, batch_size=batch_size, num_threads=threads_per_queue)
        return batched[:-1], batched[-1]


def _counted_probabilities(labels: Tensor, classes: Any) -> Tensor:
    """How frequent each class has been so far, float32 [classes]."""
    seen: Any = Variable([_SMOOTHING] * classes, trainable=False, name="class_count", dtype=dtypes.int64)
    seen = seen.assign_add(ops.reduce_sum(ops.one_hot(labels, classes, dtype=dtypes.int64), 0))
    seen += 0
    return ops.cast(ops.truediv(seen, ops.reduce_sum(seen)), dtypes.float32)


def _checked(records: list[Tensor], labels: Tensor, probabilities: list[Tensor]) -> tuple[list[Tensor], Tensor, list[Tensor]]:
    """What is given, once it has been looked at."""
    checked = []
    for one in probabilities:
        one.shape.assert_is_fully_defined()
        one.shape.assert_has_rank(1)
        total = ops.reduce_sum(one)
        checks = [
            ops.assert_non_negative(one),
            ops.assert_less(total, 1.0 + _TOLERANCE),
            ops.assert_less(1.0 - _TOLERANCE, total),
        ]
        checked.append(ops.with_dependencies(checks, one))
    classes = checked[0].shape.num_elements()
    if any(one.shape.num_elements() != classes for one in checked):
        raise ValueError("Probability parameters must have the same length.")
    labels.shape.assert_has_rank(1)
    for tensor in records:
        tensor.shape.with_rank_at_least(1)[0].assert_is_compatible_with(labels.shape[0])
    count = ops.shape(labels)[0]
    some = ops.assert_positive(count)
    labels = ops.with_dependencies([some], labels)
    records = [ops.with_dependencies([some, ops.assert_equal(ops.shape(one)[0], count)], one) for one in records]
    if not labels.dtype.is_integer:
        raise TypeError(f"Expected labels to be integers: {labels.name} is of {labels.dtype}")
    checks = [ops.assert_non_negative(labels), ops.assert_less(labels, ops.cast(classes, labels.dtype))]
    return records, ops.with_dependencies(checks, labels), checked


def _acceptance(initial: Tensor, target: Tensor) -> Tensor:
    """The probability with which a record of each class is kept."""
    ratio = target / initial
    ratio = ops.where(ops.is_nan(ratio), ops.zeros_like(ratio), ratio)
    return ratio / ops.reduce_max(ratio)
