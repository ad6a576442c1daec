"""Embeddings of ids: each id once, sparse ids of which some rows have none, whole sequences, bags of words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.nn import embedding
from headrace.graph.ops.sparse.cross import sparse_feature_cross
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer, ScopeLike, TensorLike
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.scope import variable_scope

from ..variables import model_variable


@export("contrib.layers.safe_embedding_lookup_sparse", "contrib.slim.safe_embedding_lookup_sparse")
@documented_by(embedding.safe_embedding_lookup_sparse)
def safe_embedding_lookup_sparse(
    embedding_weights: Any,
    sparse_ids: SparseTensor,
    sparse_weights: SparseTensor | None = None,
    combiner: str | None = None,
    default_id: int | None = None,
    name: str | None = None,
    partition_strategy: str = "div",
    max_norm: float | None = None,
) -> Tensor:
    """`tf.nn.safe_embedding_lookup_sparse`; without a `combiner` it warns, and means are taken."""
    if combiner is None:
        logging.warn('The default value of combiner will change from "mean" to "sqrtn" after 2016/11/01.')
        combiner = "mean"
    return embedding.safe_embedding_lookup_sparse(
        embedding_weights, sparse_ids, sparse_weights, combiner, default_id, name, partition_strategy, max_norm
    )


@export("contrib.layers.embedding_lookup_unique", "contrib.slim.embedding_lookup_unique")
def embedding_lookup_unique(params: Any, ids: Any, partition_strategy: str = "mod", name: str | None = None) -> Tensor:
    """`tf.nn.embedding_lookup` that looks up each id once, however often it is there.

    Args:
      params: a tensor or variable [rows, ...]; or a list of the parts of one, or a PartitionedVariable.
      ids: int32 or int64, of any shape.
      partition_strategy: "mod" or "div", see `tf.nn.embedding_lookup`.
      name: of the scope of the operations, "EmbeddingLookupUnique" by default.

    Returns:
      the shape of `ids`, then that of a row.

    Raises:
      ValueError: another strategy.
      InvalidArgumentError: (when run) an id that is not in its part.
    """
    parts = list(params) if isinstance(params, PartitionedVariable | list | tuple) else [params]
    with name_scope(name, "EmbeddingLookupUnique", [*parts, ids]):
        ids = convert_to_tensor(ids)
        shape = ops.shape(ids)
        unique, places = ops.unique(ops.reshape(ids, [-1]))
        rows = ops.embedding_lookup(params, unique, partition_strategy)
        found = ops.reshape(ops.gather(rows, places), ops.concat([shape, ops.shape(rows)[1:]], 0))
        found.set_shape(ids.shape.concatenate(rows.shape[1:]))
        return found


def _embeddings(shape: Any, initializer: Any, regularizer: Any, trainable: bool) -> Any:
    return model_variable("embeddings", shape=shape, initializer=initializer, regularizer=regularizer, trainable=trainable)


@export("contrib.layers.embed_sequence", "contrib.slim.embed_sequence")
def embed_sequence(
    ids: TensorLike,
    vocab_size: int | None = None,
    embed_dim: int | None = None,
    unique: bool = False,
    initializer: Initializer | None = None,
    regularizer: Callable[..., Any] | None = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """A vector for each id of sequences, of a variable `embeddings` [vocab_size, embed_dim].

    Args:
      ids: int32 or int64 [batch, length].
      vocab_size: how many ids there are; not needed to reuse the variable.
      embed_dim: the length of the vectors; not needed to reuse the variable.
      unique: whether each id is looked up once.
      initializer: what the variable begins with; by default that of the scope, else GlorotUniform.
      regularizer: a function from the variable to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      trainable: whether the variable goes into TRAINABLE_VARIABLES.
      scope: the variable scope, "EmbedSequence" with a number by default.
      reuse: True takes the variable that is there; then `scope` must be given.

    Returns:
      [batch, length, embed_dim].

    Raises:
      ValueError: a size is missing, or the variable is not there to be reused.
    """
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(
            "Must specify vocab size and embedding dimension when not reusing. Got vocab_size="
            f"{vocab_size} and embed_dim={embed_dim}"
        )
    with variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        is_known = not (reuse and vocab_size is None) and embed_dim is not None
        variable = _embeddings([vocab_size, embed_dim] if is_known else None, initializer, regularizer, trainable)
        return embedding_lookup_unique(variable, ids) if unique else ops.embedding_lookup(variable, ids)


@export("contrib.layers.bow_encoder", "contrib.slim.bow_encoder")
@documented_by(embed_sequence)
def bow_encoder(
    ids: Any,
    vocab_size: int,
    embed_dim: int,
    sparse_lookup: bool = True,
    initializer: Initializer | None = None,
    regularizer: Callable[..., Any] | None = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """The mean of the vectors of all ids of an example (a bag of words), of a variable `embeddings` [vocab_size, embed_dim].

    Args:
      ids: integers [batch, length], or a SparseTensor of them.
      vocab_size: how many ids there are.
      embed_dim: the length of the vectors.
      sparse_lookup: whether only ids that are there count: in a SparseTensor those, in a tensor those that are not 0; an
        example without any gets the vector of 0. False for the mean over all places of a tensor.
      scope: the variable scope, "bow_encoder" with a number by default.

    Returns:
      [batch, embed_dim].

    Raises:
      ValueError: a size is missing, or the variable is not there to be reused.
      TypeError: a SparseTensor without `sparse_lookup`.
    """
    if not vocab_size or not embed_dim:
        raise ValueError("Must specify vocab size and embedding dimension")
    with variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        variable = _embeddings([vocab_size, embed_dim], initializer, regularizer, trainable)
        if sparse_lookup:
            sparse = ids if isinstance(ids, SparseTensor) else dense_to_sparse_tensor(ids)
            return safe_embedding_lookup_sparse([variable], sparse, combiner="mean", default_id=0)
        if isinstance(ids, SparseTensor):
            raise TypeError("ids are expected to be dense Tensor, got: %s", ids)
        return ops.reduce_mean(ops.embedding_lookup(variable, ids), 1)


@export("contrib.layers.python.ops.sparse_ops.dense_to_sparse_tensor")
def dense_to_sparse_tensor(dense_tensor: TensorLike, ignore_value: Any = None) -> SparseTensor:
    """What has another value than `ignore_value`, as a SparseTensor.

    Args:
      dense_tensor: of any type, of rank at least 1.
      ignore_value: what is left out, in the type of the tensor; by default "" for strings and 0 for numbers.

    Returns:
      a SparseTensor of the same shape.
    """
    with name_scope("DenseToSparseTensor"):
        dense = convert_to_tensor(dense_tensor)
        if ignore_value is None:
            ignore_value = "" if dense.dtype.base_dtype is dtypes.string else 0
        ignored = ops.cast(constant(ignore_value), dense.dtype, name="ignore_value")
        indices = ops.where(ops.not_equal(dense, ignored), name="indices")
        values = ops.gather_nd(dense, indices, name="values")
        return SparseTensor(indices, values, ops.shape(dense, out_type=dtypes.int64, name="dense_shape"))


def _parts(params: Any) -> list[Any]:
    return list(params) if isinstance(params, PartitionedVariable | list) else [params]


@export("contrib.layers.python.layers.embedding_ops.scattered_embedding_lookup", "contrib.slim.scattered_embedding_lookup")
def scattered_embedding_lookup(
    params: Any, values: Any, dimension: int, name: str | None = None, hash_key: int | None = None
) -> Tensor:
    """A vector for each value of any kind, its elements taken from parameters that all share: where, says a hash.

    Source: Chen et al.: Compressing Neural Networks with the Hashing Trick, 2015.

    Args:
      params: a vector; or a list of the parts of one, or a PartitionedVariable, of sizes that differ by 1 at most, the larger
        ones first.
      values: strings or integers, of any shape.
      dimension: the length of the vectors.
      name: of the scope of the operations, "scattered_embedding_lookup" by default.
      hash_key: another number gives other hashes; None for those of old programs.

    Returns:
      the shape of `values`, then `dimension`.

    Raises:
      ValueError: no dimension, or parameters of other sizes.
    """
    if dimension is None:
        raise ValueError("You must specify dimension.")
    parts = _parts(params)
    with name_scope(name, "scattered_embedding_lookup", [*parts, dimension, values]):
        values = convert_to_tensor(values)
        shape = ops.shape(values)
        column = ops.reshape(values, [-1, 1])
        if dimension <= 0:
            raise ValueError(f"Dimension must be >0. Given is {dimension}")
        places = ops.tile(ops.expand_dims(ops.range(0, dimension), 0), ops.shape(column))
        sizes: list[Any] = []
        for part in parts:
            part.get_shape().assert_has_rank(1)
            part.get_shape().assert_is_fully_defined()
            sizes.append(part.get_shape().as_list()[0])
        for k, size in enumerate(sizes):
            expected = (sum(sizes) - k - 1) // len(sizes) + 1
            if size != expected:
                raise ValueError(f"Tensor {k} in params has size {size}, expected {expected}.")
        crossed = sparse_feature_cross([places, column], True, sum(sizes), hash_key=hash_key)
        found = ops.embedding_lookup(parts, ops.sparse_tensor_to_dense(crossed), partition_strategy="div")
        return ops.reshape(found, ops.concat([shape, [dimension]], 0))


@export(
    "contrib.layers.python.layers.embedding_ops.scattered_embedding_lookup_sparse",
    "contrib.slim.scattered_embedding_lookup_sparse",
)
@documented_by(scattered_embedding_lookup)
def scattered_embedding_lookup_sparse(
    params: Any,
    sparse_values: SparseTensor,
    dimension: int,
    combiner: str | None = None,
    default_value: Any = None,
    name: str | None = None,
    hash_key: int | None = None,
) -> Tensor:
    """The vectors of `scattered_embedding_lookup` for all values of a row together.

    Args:
      sparse_values: SparseTensor [batch, any] of strings or integers.
      combiner: "mean", "sqrtn" (the sum divided by the root of the number) or "sum"; without it there is a warning, and means
        are taken.
      default_value: what rows without values have; one that is hardly any other by default.
      name: of the operations, "scattered_embedding_lookup_sparse" by default.

    Returns:
      [batch, dimension].

    Raises:
      TypeError: values that are no SparseTensor. ValueError: another combiner, no dimension, or parameters of other sizes.
    """
    if combiner is None:
        logging.warn('The default value of combiner will change from "mean" to "sqrtn" after 2016/11/01.')
        combiner = "mean"
    parts = _parts(params)
    if not isinstance(sparse_values, SparseTensor):
        raise TypeError("sparse_values must be SparseTensor")
    with name_scope(name, "scattered_embedding_lookup_sparse", [*parts, sparse_values]) as scope:
        if default_value is None:
            default_value = "6ZxWzWOHxZ" if sparse_values.dtype.base_dtype is dtypes.string else 1288896567
        filled, _ = ops.sparse_fill_empty_rows(sparse_values, default_value)
        rows: Any = ops.cast(filled.indices[:, 0], dtypes.int32)
        unique, places = ops.unique(filled.values)
        vectors = scattered_embedding_lookup(parts, unique, dimension, hash_key=hash_key)
        combiners = {"sum": "sparse_segment_sum", "mean": "sparse_segment_mean", "sqrtn": "sparse_segment_sqrt_n"}
        if combiner not in combiners:
            raise ValueError("Combiner must be one of 'mean', 'sqrtn' or 'sum'.")
        return getattr(ops, combiners[combiner])(vectors, places, rows, name=scope)
