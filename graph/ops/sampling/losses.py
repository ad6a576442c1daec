"""Losses over a sample of the classes in place of all: noise-contrastive estimation, sampled softmax."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import tell

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ..arrays.scatter import SPARSE_TO_DENSE
from .accidental_hits import compute_accidental_hits
from .candidates import learned_unigram_candidate_sampler, log_uniform_candidate_sampler


def _sampled_logits(
    weights: Any,
    biases: Any,
    labels: Any,
    inputs: Any,
    num_sampled: int,
    num_classes: int,
    num_true: int = 1,
    sampled_values: Any = None,
    subtract_log_q: bool = True,
    remove_accidental_hits: bool = False,
    partition_strategy: str = "mod",
    name: str | None = None,
    seed: int | None = None,
) -> tuple[Tensor, Tensor]:
    """Logits of the true classes and of the sampled ones beside them, and what they should be.

    Args:
      subtract_log_q: take from each logit the logarithm of how often its class is expected in the sample.

    Returns:
      two tensors [batch, num_true + num_sampled]; labels are 1 / num_true for true classes, 0 for others.
    """
    parts = list(weights) if isinstance(weights, list) or hasattr(weights, "_get_variable_list") else [weights]
    with name_scope(name, "compute_sampled_logits", [*parts, biases, inputs, labels]):
        inputs = convert_to_tensor(inputs, name="inputs")
        labels = convert_to_tensor(labels, name="labels")
        if labels.dtype.is_floating and inputs.dtype.is_integer:
            tell("the order weights, biases, inputs, labels", "weights, biases, labels, inputs", "1.0")
            labels, inputs = inputs, labels
        if labels.dtype is not dtypes.int64:
            labels = ops.cast(labels, dtypes.int64)
        flat_labels = ops.reshape(labels, [-1])
        if sampled_values is None:
            sampled_values = log_uniform_candidate_sampler(labels, num_true, num_sampled, True, num_classes, seed)
        sampled, true_count, sampled_count = (ops.stop_gradient(one) for one in sampled_values)
        sampled = ops.cast(sampled, dtypes.int64)

        # One look-up serves both, true classes before sampled ones.
        all_ids = ops.concat([flat_labels, sampled], 0)
        rows = _cast_like(ops.embedding_lookup(parts, all_ids, partition_strategy), inputs)
        true_rows = ops.slice(rows, [0, 0], ops.stack([ops.shape(flat_labels)[0], -1]))
        sampled_rows = ops.slice(rows, ops.stack([ops.shape(flat_labels)[0], 0]), [-1, -1])
        sampled_logits = ops.matmul(inputs, sampled_rows, transpose_b=True)
        offsets = _cast_like(ops.embedding_lookup(biases, all_ids, partition_strategy), inputs)
        true_offsets = ops.slice(offsets, [0], ops.shape(flat_labels))
        sampled_offsets = ops.slice(offsets, ops.shape(flat_labels), [-1])

        size = ops.shape(true_rows)[1:2]
        of_each = ops.concat([[-1, num_true], size], 0)
        products = ops.multiply(ops.expand_dims(inputs, 1), ops.reshape(true_rows, of_each))
        products = ops.reshape(products, ops.concat([[-1], size], 0))
        true_logits = ops.reshape(_sum_rows(products), [-1, num_true])
        true_logits += ops.reshape(true_offsets, [-1, num_true])
        sampled_logits += sampled_offsets
        if remove_accidental_hits:
            sampled_logits += _lowest_at_hits(labels, sampled, num_true, num_sampled, sampled_logits)
        if subtract_log_q:
            true_logits -= ops.log(true_count)
            sampled_logits -= ops.log(sampled_count)
        logits = ops.concat([true_logits, sampled_logits], 1)
        wanted = ops.concat([ops.ones_like(true_logits) / num_true, ops.zeros_like(sampled_logits)], 1)
        return logits, wanted


def _cast_like(tensor: Tensor, inputs: Tensor) -> Tensor:
    return tensor if tensor.dtype is inputs.dtype else ops.cast(tensor, inputs.dtype)


def _sum_rows(x: Tensor) -> Tensor:
    """The sum of each row of a matrix, as a product with ones."""
    ones = ops.ones(ops.stack([ops.shape(x)[1], 1]), x.dtype)
    return ops.reshape(ops.matmul(x, ones), [-1])


def _lowest_at_hits(labels: Tensor, sampled: Tensor, num_true: int, num_sampled: int, logits: Tensor) -> Tensor:
    """[batch, num_sampled]: the lowest float32 where a sampled class is a true one, else 0."""
    rows, places, lowest = compute_accidental_hits(labels, sampled, num_true=num_true)
    rows = ops.reshape(rows, [-1, 1])
    places = ops.reshape(ops.cast(places, dtypes.int32), [-1, 1])
    at = ops.concat([rows, places], 1, "sparse_indices")
    shape = ops.concat([ops.shape(labels)[:1], ops.expand_dims(num_sampled, 0)], 0)
    lowest = _cast_like(lowest, logits)
    return SPARSE_TO_DENSE(at, shape, lowest, 0.0, validate_indices=False)


@export("nn.nce_loss")
def nce_loss(
    weights: TensorLike,
    biases: TensorLike,
    labels: TensorLike,
    inputs: TensorLike,
    num_sampled: int,
    num_classes: int,
    num_true: int = 1,
    sampled_values: TensorLike | None = None,
    remove_accidental_hits: bool = False,
    partition_strategy: str = "mod",
    name: str | None = "nce_loss",
) -> Tensor:
    """Noise-contrastive estimation: is a class a true one, or one that a sampler drew?

    Args:
      weights: [num_classes, size], a row for each class; or a list of its parts, or a PartitionedVariable.
      biases: [num_classes], the same.
      labels: [batch, num_true] of int64 (other integers are cast), the true classes.
      inputs: [batch, size]. Where labels are floating and inputs integers they are in the order before TensorFlow 1.0, and
        change places.
      num_sampled: how many classes are drawn for the whole batch.
      num_classes: how many classes there are.
      num_true: how many true classes a record has.
      sampled_values: what a candidate sampler gave; else `log_uniform_candidate_sampler` draws different classes.
      remove_accidental_hits: do not count a drawn class as a wrong one where it is a true one.
      partition_strategy: "mod" or "div", see `tf.nn.embedding_lookup`.

    Returns:
      the loss of each record, [batch], of the dtype of `inputs`.

    Raises:
      ValueError: no part of `weights`, or another `partition_strategy`.
      TypeError: dtypes that do not go together.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    logits, wanted = _sampled_logits(
        weights,
        biases,
        labels,
        inputs,
        num_sampled,
        num_classes,
        num_true,
        sampled_values,
        remove_accidental_hits=remove_accidental_hits,
        partition_strategy=partition_strategy,
        name=name,
    )
    losses = ops.sigmoid_cross_entropy_with_logits(labels=wanted, logits=logits, name="sampled_losses")
    return _sum_rows(losses)


@export("nn.sampled_softmax_loss")
@documented_by(nce_loss)
def sampled_softmax_loss(
    weights: TensorLike,
    biases: TensorLike,
    labels: TensorLike,
    inputs: TensorLike,
    num_sampled: int,
    num_classes: int,
    num_true: int = 1,
    sampled_values: TensorLike | None = None,
    remove_accidental_hits: bool = True,
    partition_strategy: str = "mod",
    name: str | None = "sampled_softmax_loss",
    seed: int | None = None,
) -> Tensor:
    """Softmax cross entropy over the true classes and a sample of the others: for training, it underestimates the loss.

    Args:
      seed: int, see `tf.set_random_seed`.
      as `nce_loss`; `seed` is that of the sampler.
    """
    logits, wanted = _sampled_logits(
        weights,
        biases,
        labels,
        inputs,
        num_sampled,
        num_classes,
        num_true,
        sampled_values,
        remove_accidental_hits=remove_accidental_hits,
        partition_strategy=partition_strategy,
        name=name,
        seed=seed,
    )
    wanted = ops.stop_gradient(wanted, name="labels_stop_gradient")
    return ops.softmax_cross_entropy_with_logits_v2(labels=wanted, logits=logits)


@export("contrib.nn.sampled_sparse_softmax_loss")
@documented_by(nce_loss)
def sampled_sparse_softmax_loss(
    weights: TensorLike,
    biases: TensorLike,
    labels: TensorLike,
    inputs: TensorLike,
    num_sampled: int,
    num_classes: int,
    sampled_values: TensorLike | None = None,
    remove_accidental_hits: bool = True,
    partition_strategy: str = "mod",
    name: str | None = "sampled_sparse_softmax_loss",
) -> Tensor:
    """`tf.nn.sampled_softmax_loss` of one true class for each record.

    Args:
      labels: [batch, 1] of int64 (other integers are cast), the true classes.
    """
    logits, _ = _sampled_logits(
        weights,
        biases,
        labels,
        inputs,
        num_sampled,
        num_classes,
        1,
        sampled_values,
        remove_accidental_hits=remove_accidental_hits,
        partition_strategy=partition_strategy,
        name=name,
    )
    first = ops.zeros([ops.shape(logits)[0], 1], dtype=dtypes.int64)  # the true logit stands at 0
    return ops.sparse_softmax_cross_entropy_with_logits(labels=ops.squeeze(first), logits=logits)


@export("contrib.nn.rank_sampled_softmax_loss")
@documented_by(nce_loss)
def rank_sampled_softmax_loss(
    weights: TensorLike,
    biases: TensorLike,
    labels: TensorLike,
    inputs: TensorLike,
    num_sampled: int,
    num_resampled: int,
    num_classes: int,
    num_true: int,
    sampled_values: Any,
    resampling_temperature: Any,
    remove_accidental_hits: bool,
    partition_strategy: str,
    name: str | None = None,
) -> Tensor:
    """`tf.nn.sampled_softmax_loss` over those of a sample that the inputs speak for most.

    Args:
      inputs: [batch, size].
      num_sampled: how many are drawn, at most `num_classes`.
      num_resampled: how many of them are taken, less than `num_sampled`: those with the highest logsumexp over the batch of
        logits / resampling_temperature.
      sampled_values: what a candidate sampler gave; None: `learned_unigram_candidate_sampler` draws.
      resampling_temperature: scalar by which the logits are divided when candidates are ranked.
      The others as `nce_loss`.

    Raises:
      ValueError: the numbers do not go together, or another `partition_strategy`.
    """
    if num_sampled > num_classes:
        raise ValueError(f"num_sampled ({num_sampled}) cannot be greater than num_classes ({num_classes})")
    if num_sampled <= num_resampled:
        raise ValueError(f"num_resampled ({num_resampled}) must be less than num_sampled ({num_sampled})")
    if partition_strategy not in ("div", "mod"):
        raise ValueError(f"unsupported partition_strategy ({partition_strategy})")
    with name_scope(name, "rank_sampled_softmax_loss", [weights, biases, labels, inputs, resampling_temperature]) as scope:
        if not sampled_values:
            sampled_values = learned_unigram_candidate_sampler(labels, num_true, num_sampled, True, num_classes)
        sampled, true_count, sampled_count = sampled_values
        sampled = ops.cast(ops.stop_gradient(sampled), dtypes.int64)
        true_count, sampled_count = ops.stop_gradient(true_count), ops.stop_gradient(sampled_count)
        rows = ops.embedding_lookup(weights, sampled, partition_strategy)
        scaled = ops.matmul(rows, convert_to_tensor(inputs) / resampling_temperature, transpose_b=True)
        offsets = ops.reshape(ops.embedding_lookup(biases, sampled, partition_strategy), [-1])
        strength = ops.reduce_logsumexp(scaled, axis=1) + offsets / resampling_temperature
        _, places = ops.top_k(strength, k=num_resampled, sorted=False)
        resampled = ops.gather(sampled, places), true_count, ops.gather(sampled_count, places)
        return sampled_softmax_loss(
            weights,
            biases,
            labels,
            inputs,
            num_resampled,
            num_classes,
            num_true,
            resampled,
            remove_accidental_hits,
            partition_strategy,
            name=scope,
        )
