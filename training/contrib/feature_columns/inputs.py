"""Columns put together: the input of a model, and linear models."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import Variable

from ...feature_columns.states import parts_of
from ..layers.embeddings import safe_embedding_lookup_sparse
from ..variables import model_variable
from .base import Lookup, reshaped
from .checks import check_feature_columns, check_sequence_columns, transformed
from .lookups import looked_up, restore


def _by_key(feature_columns: Any) -> list[Any]:
    return sorted(set(feature_columns), key=lambda column: column.key)


def _with_all_variables(weight_collections: Sequence[str] | None) -> list[str] | None:
    if not weight_collections:
        return None
    return list(dict.fromkeys([*weight_collections, GraphKeys.GLOBAL_VARIABLES]))


@export("contrib.layers.input_from_feature_columns", "contrib.slim.input_from_feature_columns")
def input_from_feature_columns(
    columns_to_tensors: dict[Any, Any],
    feature_columns: Any,
    weight_collections: Sequence[str] | None = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
    cols_to_outs: dict | None = None,
) -> Tensor:
    """The input of a model: what columns make of features, side by side in the order of the columns' keys.

    Args:
      columns_to_tensors: dict from keys to Tensors and SparseTensors [records, ...]; what columns made already is used.
      feature_columns: columns of numbers, embeddings and one-hot columns.
      weight_collections: collections of new variables, beside GLOBAL_VARIABLES and MODEL_VARIABLES.
      trainable: whether training changes them.
      scope: the variable scope.
      cols_to_outs: a dict that gets what each column made.

    Returns:
      float32 [records, numbers of all columns].

    Raises:
      ValueError: a column that makes no numbers, two of one key, a tensor of another rank. KeyError: a feature is missing.
    """
    return _input(
        columns_to_tensors,
        feature_columns,
        weight_collections,
        trainable,
        scope,
        2,
        "input_from_feature_columns",
        cols_to_outs,
    )


@export("contrib.layers.sequence_input_from_feature_columns", "contrib.slim.sequence_input_from_feature_columns")
@documented_by(input_from_feature_columns)
def sequence_input_from_feature_columns(
    columns_to_tensors: dict[Any, Any],
    feature_columns: Any,
    weight_collections: Sequence[str] | None = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Tensor:
    """The input of a model of sequences: what columns make of features [records, steps, ...], side by side.

    Returns:
      float32 [records, steps, numbers of all columns].
    """
    check_sequence_columns(feature_columns)
    return _input(
        columns_to_tensors,
        feature_columns,
        weight_collections,
        trainable,
        scope,
        3,
        "sequence_input_from_feature_columns",
        None,
    )


def _input(
    columns_to_tensors: dict[Any, Any],
    feature_columns: Any,
    weight_collections: Sequence[str] | None,
    trainable: bool,
    scope: ScopeLike | None,
    rank: int,
    default_name: str,
    cols_to_outs: dict | None,
) -> Tensor:
    tensors = dict(columns_to_tensors)
    check_feature_columns(feature_columns)
    if cols_to_outs is not None and not isinstance(cols_to_outs, dict):
        raise ValueError("cols_to_outs must be a dict unless None")
    given = [tensor for tensor in tensors.values() if isinstance(tensor, Tensor)]
    with variable_scope(scope, default_name=default_name, values=given):
        outputs = []
        collections = _with_all_variables(weight_collections)
        for column in _by_key(feature_columns):
            with variable_scope(None, default_name=column.name, values=given):
                made = transformed(tensors, column)
                if rank == 3:
                    fitted = functools.partial(reshaped, name=column.name, rank=rank)
                    made = tuple(map(fitted, made)) if isinstance(made, tuple) else fitted(made)
                outputs.append(_numbers_of(column, made, collections, trainable, rank))
                if cols_to_outs is not None:
                    cols_to_outs[column] = outputs[-1]
        return ops.concat(outputs, rank - 1)


def _numbers_of(column: Any, made: Any, collections: Any, trainable: bool, rank: int) -> Tensor:
    try:
        lookup = column.vectors(made)
    except NotImplementedError as has_none:
        try:
            return column.to_input(made, rank)
        except ValueError as error:
            raise ValueError(f"Error creating input layer for column: {column.name}.\n{error}, {has_none}") from error
    return looked_up(column, lookup, collections, trainable, rank)


def _weights(shape: Sequence[Any], name: str, trainable: bool, collections: Any, initializer: Any = None) -> Any:
    return model_variable(
        name,
        shape=shape,
        dtype=dtypes.float32,
        initializer=Zeros() if initializer is None else initializer,
        trainable=trainable,
        collections=collections,
    )


def _bias(num_outputs: int, trainable: bool, weight_collections: Sequence[str] | None) -> Any:
    bias = _weights([num_outputs], "bias_weight", trainable, _with_all_variables(weight_collections))
    if isinstance(bias, Variable):
        logging.info("Created variable %s, with device=%s", bias.name, bias.device)
    return bias


def _of_ids(
    column: Any, lookup: Lookup, num_outputs: int, trainable: bool, collections: Any, given: list
) -> tuple[list, Tensor]:
    """The weights of a column of ids, and their sums."""
    with variable_scope(None, default_name=column.name, values=given):
        variable = _weights([lookup.rows, num_outputs], "weights", trainable, collections, lookup.initializer)
        parts = parts_of(variable)
        return parts, safe_embedding_lookup_sparse(
            parts, lookup.ids, lookup.weights, combiner=lookup.combiner, name=f"{column.name}_weights"
        )


def _of_numbers(
    column: Any, made: Any, num_outputs: int, trainable: bool, collections: Any, given: list
) -> tuple[list, Tensor]:
    """The weights of a column of numbers, and their sums."""
    with variable_scope(None, default_name=column.name, values=given):
        numbers = reshaped(column.numbers(made), column.name, 2)
        variable = _weights([numbers.get_shape()[1], num_outputs], "weight", trainable, collections)
        return [variable], ops.matmul(numbers, variable, name="matmul")


@export("contrib.layers.weighted_sum_from_feature_columns", "contrib.slim.weighted_sum_from_feature_columns")
def weighted_sum_from_feature_columns(
    columns_to_tensors: dict[Any, Any],
    feature_columns: Any,
    num_outputs: int,
    weight_collections: Sequence[str] | None = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> tuple[Tensor, dict[Any, list], Any]:
    """A linear model: the sum of a bias and of what columns make of features, times weights.

    Args:
      columns_to_tensors: dict from keys to Tensors and SparseTensors [records, ...]; what columns made already is used.
      feature_columns: columns of numbers, of buckets and of ids.
      num_outputs: how many predictions a record has.
      weight_collections: collections of new variables, beside GLOBAL_VARIABLES and MODEL_VARIABLES.
      trainable: whether training changes them.
      scope: the variable scope.

    Returns:
      float32 [records, num_outputs]; a dict from columns to lists of their variables; the bias.

    Raises:
      ValueError: a column that linear models do not take, two of one key, a tensor of another rank. KeyError: a feature is
        missing.
    """
    tensors = dict(columns_to_tensors)
    check_feature_columns(feature_columns)
    given = [tensor for tensor in tensors.values() if isinstance(tensor, Tensor)]
    with variable_scope(scope, default_name="weighted_sum_from_feature_columns", values=given):
        sums, variables = [], {}
        for column in _by_key(feature_columns):
            made = transformed(tensors, column)
            try:
                lookup = column.weights(made)
                parts, predictions = _of_ids(column, lookup, num_outputs, trainable, weight_collections, given)
            except NotImplementedError:
                parts, predictions = _of_numbers(column, made, num_outputs, trainable, weight_collections, given)
            except ValueError as error:
                raise ValueError(f"Error creating weighted sum for column: {column.name}.\n{error}") from error
            sums.append(ops.reshape(predictions, shape=(-1, num_outputs)))
            variables[column] = parts
            restore(column.checkpoint, parts)
        total = ops.add_n(sums)
        bias = _bias(num_outputs, trainable, weight_collections)
        return ops.bias_add(total, bias), variables, bias


@export("contrib.layers.joint_weighted_sum_from_feature_columns", "contrib.slim.joint_weighted_sum_from_feature_columns")
@documented_by(weighted_sum_from_feature_columns)
def joint_weighted_sum_from_feature_columns(
    columns_to_tensors: dict[Any, Any],
    feature_columns: Any,
    num_outputs: int,
    weight_collections: Sequence[str] | None = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> tuple[Tensor, list, Any]:
    """A linear model of columns of ids, whose weights are all in one variable.

    Args:
      feature_columns: columns of buckets and of ids, without weights, combined by sums.

    Returns:
      float32 [records, num_outputs]; the list of the variable's parts; the bias.

    Raises:
      NotImplementedError: columns of numbers. AssertionError: no column, weights, or another combiner.
    """
    tensors = dict(columns_to_tensors)
    check_feature_columns(feature_columns)
    given = [tensor for tensor in tensors.values() if isinstance(tensor, Tensor)]
    with variable_scope(scope, default_name="joint_weighted_sum_from_feature_columns", values=given):
        lookups = []
        for column in _by_key(feature_columns):
            made = transformed(tensors, column)
            try:
                lookups.append(column.weights(made))
            except NotImplementedError as error:
                raise NotImplementedError(
                    "Real-valued columns are not supported. Use weighted_sum_from_feature_columns instead, or bucketize these "
                    "columns."
                ) from error
        parts, total = _jointly(lookups, num_outputs, trainable, weight_collections, given)
        bias = _bias(num_outputs, trainable, weight_collections)
        return ops.bias_add(total, bias), parts, bias


def _jointly(lookups: list[Lookup], num_outputs: int, trainable: bool, collections: Any, given: list) -> tuple[list, Tensor]:
    for lookup in lookups:
        if lookup.weights is not None:
            raise AssertionError(
                "Joint sums for weighted sparse columns are not supported. Please use weighted_sum_from_feature_columns "
                "instead."
            )
        if lookup.combiner != "sum":
            raise AssertionError(
                "Combiners other than sum are not supported for joint sums. Please use weighted_sum_from_feature_columns "
                "instead."
            )
    if not lookups:
        raise AssertionError("At least one column must be in the model.")
    before, several = 0, []
    for lookup in lookups:
        ids = lookup.ids
        several.append(SparseTensor(ids.indices, ids.values + before, ids.dense_shape))
        before += lookup.rows
    joined = ops.sparse_concat(1, several)
    with variable_scope(None, default_name="linear_weights", values=given):
        parts = parts_of(_weights([before, num_outputs], "weights", trainable, collections))
        return parts, safe_embedding_lookup_sparse(parts, joined, None, combiner="sum", name="_weights")
