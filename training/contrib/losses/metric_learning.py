"""Losses of metric learning: embeddings of what has one label are to be near each other, others far apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes


def _off_diagonal(like: Tensor, size: Any) -> Any:
    return ops.ones_like(like) - ops.diag(ops.ones([size]))


@export("contrib.losses.python.metric_learning.metric_loss_ops.pairwise_distance")
def pairwise_distance(feature: Any, squared: bool = False) -> Tensor:
    """The Euclidean distances of all pairs of rows.

    Args:
      feature: float32 [rows, elements].
      squared: whether distances are left squared.

    Returns:
      float32 [rows, rows], 0 in the diagonal.
    """
    feature = convert_to_tensor(feature)
    squares: Any = ops.square(feature)
    rows = ops.reduce_sum(squares, [1], keepdims=True)
    columns = ops.reduce_sum(ops.square(ops.transpose(feature)), [0], keepdims=True)
    distances: Any = ops.add(rows, columns) - 2.0 * ops.matmul(feature, ops.transpose(feature))
    distances = ops.maximum(distances, 0.0)
    is_same = ops.less_equal(distances, 0.0)
    if not squared:  # a root of 0 would have no gradient
        distances = ops.sqrt(distances + ops.cast(is_same, dtypes.float32) * 1e-16)
    distances = ops.multiply(distances, ops.cast(ops.logical_not(is_same), dtypes.float32))
    return ops.multiply(distances, _off_diagonal(distances, ops.shape(feature)[0]))


def _column(labels: Any) -> Tensor:
    labels = convert_to_tensor(labels)
    size: Any = ops.shape(labels)
    assert size.shape == [1]
    return ops.reshape(labels, [size[0], 1])


def _alike(labels: Any) -> tuple[Tensor, Any]:
    """Which pairs have one label, and the number of labels."""
    column = _column(labels)
    return ops.equal(column, ops.transpose(column)), ops.size(column)


def _pairs(alike: Tensor, size: Any) -> Any:
    """1 for each pair of different rows of one label, else 0."""
    return ops.cast(alike, dtypes.float32) - ops.diag(ops.ones([size]))


@export("contrib.losses.metric_learning.contrastive_loss")
def contrastive_loss(labels: Any, embeddings_anchor: Any, embeddings_positive: Any, margin: float = 1.0) -> Tensor:
    """The mean of squared distances of pairs with label 1, and of what is missing to `margin` in those with label 0.

    Source: Hadsell, Chopra, LeCun: Dimensionality Reduction by Learning an Invariant Mapping, 2006.

    Args:
      labels: 0 or 1 [batch].
      embeddings_anchor, embeddings_positive: floating [batch, elements]; row i of both is a pair.
      margin: how far apart pairs with label 0 are to be.

    Returns:
      a scalar in the type of the embeddings.
    """
    difference = ops.squared_difference(convert_to_tensor(embeddings_anchor), embeddings_positive)
    distances: Any = ops.sqrt(ops.reduce_sum(difference, 1))
    alike: Any = ops.cast(labels, distances.dtype)
    missing = ops.square(ops.maximum(margin - distances, 0.0))
    return ops.reduce_mean(alike * ops.square(distances) + (1.0 - alike) * missing, name="contrastive_loss")


def _masked_extreme(data: Any, mask: Any, inner: Any, outer: Any) -> Any:
    """The extreme of what `mask` keeps in each row, [rows, 1]; `outer` gives it, `inner` the opposite one."""
    opposite = inner(data, 1, keepdims=True)
    return outer(ops.multiply(data - opposite, mask), 1, keepdims=True) + opposite


@export("contrib.losses.metric_learning.triplet_semihard_loss")
def triplet_semihard_loss(labels: Any, embeddings: Any, margin: float = 1.0) -> Tensor:
    """The mean over pairs of one label of how much farther than `margin` allows they are than a row of another label.

    That row is the nearest of those that are farther than the pair is, else the farthest. Source: Schroff, Kalenichenko,
    Philbin: FaceNet, 2015.

    Args:
      labels: integers [batch].
      embeddings: float32 [batch, elements], of length 1.
      margin: in squared distances.

    Returns:
      a float32 scalar.
    """
    alike, size = _alike(labels)
    distances: Any = pairwise_distance(embeddings, squared=True)
    differs = ops.logical_not(alike)
    tiled: Any = ops.tile(distances, [size, 1])
    is_farther = ops.greater(tiled, ops.reshape(ops.transpose(distances), [-1, 1]))
    mask = ops.cast(ops.logical_and(ops.tile(differs, [size, 1]), is_farther), dtypes.float32)
    is_there = ops.transpose(ops.reshape(ops.greater(ops.reduce_sum(mask, 1, keepdims=True), 0.0), [size, size]))
    nearest = _masked_extreme(tiled, mask, ops.reduce_max, ops.reduce_min)
    farthest = _masked_extreme(distances, ops.cast(differs, dtypes.float32), ops.reduce_min, ops.reduce_max)
    negatives: Any = ops.where(is_there, ops.transpose(ops.reshape(nearest, [size, size])), ops.tile(farthest, [1, size]))
    pairs = _pairs(alike, size)
    losses = ops.maximum(ops.multiply(ops.add(margin, distances - negatives), pairs), 0.0)
    return ops.truediv(ops.reduce_sum(losses), ops.reduce_sum(pairs), name="triplet_semihard_loss")


def _npairs(alike: Any, anchor: Any, positive: Any, reg_lambda: float, print_losses: bool) -> Tensor:
    """`alike` says what part of each row's probability which pair is to have, not yet divided by the sum."""
    anchor, positive = convert_to_tensor(anchor), convert_to_tensor(positive)
    of_anchor: Any = ops.reduce_mean(ops.reduce_sum(ops.square(anchor), 1))
    of_positive = ops.reduce_mean(ops.reduce_sum(ops.square(positive), 1))
    weight_loss = ops.multiply(0.25 * reg_lambda, of_anchor + of_positive, name="l2loss")
    logits = ops.matmul(anchor, positive, transpose_b=True)
    target = ops.div(alike, ops.reduce_sum(alike, 1, keepdims=True))
    entropy = ops.softmax_cross_entropy_with_logits(labels=target, logits=logits)
    loss: Any = ops.reduce_mean(entropy, name="xentropy")
    if print_losses:
        loss = ops.Print(loss, ["cross entropy:", loss, "l2loss:", weight_loss])
    return weight_loss + loss


@export("contrib.losses.metric_learning.npairs_loss")
def npairs_loss(
    labels: Any, embeddings_anchor: Any, embeddings_positive: Any, reg_lambda: float = 0.002, print_losses: bool = False
) -> Tensor:
    """The cross entropy of finding the positives of an anchor's label among all, and a share of the squared lengths.

    Source: Sohn: Improved Deep Metric Learning with Multi-class N-pair Loss Objective, 2016.

    Args:
      labels: integers [batch].
      embeddings_anchor, embeddings_positive: float32 [batch, elements]; row i of both has label i.
      reg_lambda: how much the lengths count.
      print_losses: whether both parts are printed when run, on stderr.

    Returns:
      a float32 scalar.
    """
    alike, _ = _alike(labels)
    return _npairs(ops.cast(alike, dtypes.float32), embeddings_anchor, embeddings_positive, reg_lambda, print_losses)


@export("contrib.losses.metric_learning.npairs_loss_multilabel")
def npairs_loss_multilabel(
    sparse_labels: Sequence[SparseTensor],
    embeddings_anchor: Any,
    embeddings_positive: Any,
    reg_lambda: float = 0.002,
    print_losses: bool = False,
) -> Tensor:
    """`npairs_loss` of rows with several labels: a pair counts by how many it shares.

    Args:
      sparse_labels: a SparseTensor of numbers for each row, all of one shape: 1 where a row has a label.
      embeddings_anchor, embeddings_positive: float32 [batch, elements]; row i of both has the labels i.
      reg_lambda: how much the lengths count.
      print_losses: whether both parts are printed when run, on stderr.

    Returns:
      a float32 scalar.

    Raises:
      TypeError: labels that are no SparseTensors.
    """
    if not all(isinstance(labels, SparseTensor) for labels in sparse_labels):
        raise TypeError(f"sparse_labels must be a list of SparseTensors, but got {sparse_labels}")
    with name_scope("NpairsLossMultiLabel"):
        dense = ops.stack([ops.reshape(ops.sparse_tensor_to_dense(labels), [-1]) for labels in sparse_labels])
        shared = ops.reduce_sum(ops.minimum(ops.expand_dims(dense, 0), ops.expand_dims(dense, 1)), 2)
        return _npairs(ops.cast(shared, dtypes.float32), embeddings_anchor, embeddings_positive, reg_lambda, print_losses)


@export("contrib.losses.metric_learning.lifted_struct_loss")
def lifted_struct_loss(labels: Any, embeddings: Any, margin: float = 1.0) -> Tensor:
    """For each pair of one label its distance and how near both are to rows of other labels, squared; the mean of it.

    Source: Song et al.: Deep Metric Learning via Lifted Structured Feature Embedding, 2016.

    Args:
      labels: integers [batch].
      embeddings: float32 [batch, elements], not normalized.
      margin: how far apart rows of different labels are to be.

    Returns:
      a float32 scalar.
    """
    alike, size = _alike(labels)
    distances: Any = pairwise_distance(embeddings)
    mask = ops.cast(ops.logical_not(alike), dtypes.float32)
    missing = margin - distances
    most = _masked_extreme(missing, mask, ops.reduce_min, ops.reduce_max)
    greatest: Any = ops.maximum(most, ops.transpose(most))
    tiled: Any = ops.tile(missing, [size, 1])
    near = ops.exp(tiled - ops.reshape(ops.transpose(greatest), [-1, 1]))
    of_one: Any = ops.reduce_sum(ops.multiply(near, ops.tile(mask, [size, 1])), 1, keepdims=True)
    of_one = ops.reshape(of_one, [size, size])
    losses = greatest + ops.log(of_one + ops.transpose(of_one)) + distances
    pairs = _pairs(alike, size)
    total: Any = ops.reduce_sum(ops.square(ops.maximum(ops.multiply(losses, pairs), 0.0)))
    return ops.truediv(0.25 * total, ops.reduce_sum(pairs) / 2.0, name="liftedstruct_loss")
