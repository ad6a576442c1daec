"""Columns put together as a linear model: a weight for each number and each id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable_scope, variable_scope

from ..layers.base import Layer
from .base import CategoricalColumn, DenseColumn
from .inputs import variables_below
from .states import ScopedVariables, add_to_collections, collections_with_defaults, parts_of
from .transformations import FeatureTransformationCache, by_name, check_batch_sizes, normalized_columns


def inputs_of_weights(column: Any) -> int:
    """How many weights a column needs for each output."""
    return column.num_buckets if isinstance(column, CategoricalColumn) else column.variable_shape.num_elements()


def weighted_sum(column: Any, cache: FeatureTransformationCache, state: Any, sparse_combiner: str, weights: Any) -> Tensor:
    """The sum of what a column makes, times its weights, [records, units]."""
    if not isinstance(column, CategoricalColumn):
        tensor = column.get_dense_tensor(cache, state)
        tensor = ops.reshape(tensor, (ops.shape(tensor)[0], inputs_of_weights(column)))
        return ops.matmul(tensor, weights, name="weighted_sum")
    ids, of_ids = column.get_sparse_tensors(cache, state)
    ids = ops.sparse_reshape(ids, [ops.shape(ids)[0], -1])
    if of_ids is not None:
        of_ids = ops.sparse_reshape(of_ids, [ops.shape(of_ids)[0], -1])
    return ops.safe_embedding_lookup_sparse(weights, ids, of_ids, combiner=sparse_combiner, name="weighted_sum")


class _ColumnLayer(Layer):
    """The weights of a column in a linear model."""

    def __init__(self, column: Any, units: int, sparse_combiner: str, state: ScopedVariables, name: str) -> None:
        super().__init__(state.trainable, name)
        self.column = column
        self._units = units
        self._sparse_combiner = sparse_combiner
        self._state = state

    def build(self, input_shape: Any) -> None:
        """Make `weights`."""
        shape = [inputs_of_weights(self.column), self._units]
        self.weight = self.add_weight("weights", shape, initializer=Zeros(), trainable=self.trainable)
        add_to_collections(self.weight, self._state.weight_collections or ())
        self.built = True

    def call(self, inputs: Any, *args: Any, **kwargs: Any) -> Tensor:
        """The weighted sum of what the column makes of a FeatureTransformationCache."""
        return weighted_sum(self.column, inputs, self._state, self._sparse_combiner, self.weight)


class _BiasLayer(Layer):
    """The bias of a linear model."""

    def __init__(self, units: int, state: ScopedVariables) -> None:
        super().__init__(state.trainable, "bias_layer")
        self._units = units
        self._state = state

    def build(self, input_shape: Any) -> None:
        """Make `bias_weights`."""
        self.bias = self.add_weight("bias_weights", [self._units], initializer=Zeros(), trainable=self.trainable)
        add_to_collections(self.bias, self._state.weight_collections or ())
        self.built = True

    def call(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """The bias."""
        return self.bias


class _LinearModel:
    """A linear model of columns, whose variables are those of the scopes named after the columns.

    Args:
      feature_columns, units, sparse_combiner, weight_collections, trainable: as of `linear_model`.
      name: of its variable scope.
    """

    def __init__(
        self,
        feature_columns: Any,
        units: int = 1,
        sparse_combiner: str = "sum",
        weight_collections: Sequence[str] | None = None,
        trainable: bool = True,
        name: str = "linear_model",
    ) -> None:
        columns = normalized_columns(feature_columns, "_FeatureColumn")
        state = ScopedVariables(collections_with_defaults(weight_collections), trainable)
        self.name = name
        self._columns = columns
        self._layers = []
        for column in sorted(columns, key=by_name):
            with variable_scope(None, default_name=column.var_scope_name) as scope:
                own = scope.name.rsplit("/", 1)[-1]
            self._layers.append(_ColumnLayer(column, units, sparse_combiner, state, own))
        self._bias_layer = _BiasLayer(units, state)
        self._cols_to_vars: dict[Any, list[Any]] = {}

    def cols_to_vars(self) -> dict[Any, list[Any]]:
        """The variables of each column, and those of "bias"."""
        return self._cols_to_vars

    def __call__(self, features: dict[str, Any]) -> Tensor:
        """The predictions, float32 [records, units]."""
        with name_scope(self.name), variable_scope(self.name):
            for column in self._columns:
                if not isinstance(column, (DenseColumn, CategoricalColumn)):
                    raise ValueError(
                        f"Items of feature_columns must be either a _DenseColumn or _CategoricalColumn. Given: {column}"
                    )
            cache = FeatureTransformationCache(features, "_FeatureColumn")
            sums, ordered = [], []
            for layer in sorted(self._layers, key=lambda layer: layer.name):
                ordered.append(layer.column)
                sums.append(layer(cache))
                self._cols_to_vars[layer.column] = variables_below(layer.scope_name)
            check_batch_sizes(sums, ordered)
            total = ops.add_n(sums, name="weighted_sum_no_bias")
            bias = self._bias_layer(cache, scope=get_variable_scope())
            predictions = ops.bias_add(total, bias, name="weighted_sum")
            self._cols_to_vars["bias"] = parts_of(self._bias_layer.bias)
        return predictions


@export("feature_column.linear_model")
def linear_model(
    features: dict[str, Any],
    feature_columns: Any,
    units: int = 1,
    sparse_combiner: str = "sum",
    weight_collections: Sequence[str] | None = None,
    trainable: bool = True,
    cols_to_vars: dict | None = None,
) -> Tensor:
    """A linear model: the sum of a bias and of what columns make of features, times weights.

    Args:
      features: dict from keys to Tensors, SparseTensors or what becomes one, [records, ...].
      feature_columns: dense and categorical columns.
      units: how many predictions a record has.
      sparse_combiner: how the weights of a record's ids are combined: "sum", "mean" or "sqrtn".
      weight_collections: collections of new variables, beside GLOBAL_VARIABLES and MODEL_VARIABLES.
      trainable: whether training changes them.
      cols_to_vars: a dict that gets the list of variables of each column, and that of "bias".

    Returns:
      float32 [records, units].

    Raises:
      ValueError: no column, one of another kind, two of one name, a feature that is missing or has no records, or columns with
        other numbers of records.

    Example:
      >>> price = tf.feature_column.numeric_column("price")
      >>> model = tf.feature_column.linear_model({"price": [[1.0], [2.0]]}, [price])
      >>> [(variable.name, variable.shape.as_list()) for variable in tf.global_variables()]
      [('linear_model/price/weights:0', [1, 1]), ('linear_model/bias_weights:0', [1])]
    """
    with variable_scope(None, "linear_model") as scope:
        name = scope.name.rsplit("/", 1)[-1]
    model = _LinearModel(feature_columns, units, sparse_combiner, weight_collections, trainable, name)
    predictions = model(features)
    if cols_to_vars is not None:
        cols_to_vars.update(model.cols_to_vars())
    return predictions
