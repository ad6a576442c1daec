"""Columns put together by objects that keep their variables: DenseFeatures, SequenceFeatures, LinearModel."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.pure_scope import pure_variable_scope
from headrace.graph.variables.scope import get_variable

from ..layers.base import Layer
from .base import CategoricalColumn, DenseColumn, SequenceDenseColumn
from .inputs import all_equal
from .linear import inputs_of_weights, weighted_sum
from .states import StateManager
from .transformations import FeatureTransformationCache, by_name, check_batch_sizes, normalized_columns


def _own_name(base: str) -> str:
    """`base`, `base_1`, ... in a graph."""
    counts: dict[str, int] = get_default_graph().shared("keras layer names", dict)
    number = counts[base] = counts.get(base, -1) + 1
    return f"{base}_{number}" if number else base


def _checked(features: Any) -> FeatureTransformationCache:
    if not isinstance(features, dict):
        raise ValueError("We expected a dictionary here. Instead we got: ", features)
    return FeatureTransformationCache(features)


class _OfColumns(Layer):
    """A layer of columns. Its variables are in the scope of its name below the current one, entered for nothing else."""

    base_name = ""

    def __init__(self, feature_columns: Any, trainable: bool = True, name: str | None = None) -> None:
        super().__init__(trainable, name or _own_name(self.base_name))
        self._feature_columns = sorted(normalized_columns(feature_columns), key=by_name)
        self._state_manager = StateManager(self, trainable)
        for column in self._feature_columns:
            self._check(column)

    def _check(self, column: Any) -> None:
        raise NotImplementedError

    def _keep_variable(self, variable: Any, trainable: bool) -> None:
        """Count a variable among those of the layer."""
        (self._trainable_weights if trainable else self._non_trainable_weights).append(variable)

    def build(self, input_shape: Any = None) -> None:
        """Make the variables of all columns."""
        for column in self._feature_columns:
            with pure_variable_scope(self.name), pure_variable_scope(column.name):
                column.create_state(self._state_manager)
        self.built = True

    def __call__(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """What the columns make of features, a dict from keys to tensors."""
        with name_scope(self.name):
            if not self.built:
                self.build()
            return self.call(inputs, *args, **kwargs)


class _InputOfColumns(_OfColumns):
    """Columns side by side."""

    expected: type = DenseColumn

    def _check(self, column: Any) -> None:
        if not isinstance(column, self.expected):
            raise ValueError(
                f"Items of feature_columns must be a {self.expected}. You can wrap a categorical column with an "
                f"embedding_column or indicator_column. Given: {column}"
            )


class DenseFeatures(_InputOfColumns):
    """What dense columns make of features, side by side in the order of their names.

    Args:
      feature_columns: dense columns.
      trainable: whether training changes their variables.
      name: of the layer and of the scope of its variables; `dense_features` by default.

    Raises:
      ValueError: no column, one that is not dense, two of one name.
    """

    base_name = "dense_features"

    def call(self, inputs: Any, cols_to_output_tensors: dict | None = None, **kwargs: Any) -> Tensor:
        """float32 [records, numbers of all columns]; `cols_to_output_tensors` gets what each column made."""
        cache = _checked(inputs)
        outputs = []
        for column in self._feature_columns:
            with name_scope(column.name):
                tensor = column.get_dense_tensor(cache, self._state_manager)
                output = ops.reshape(tensor, (ops.shape(tensor)[0], column.variable_shape.num_elements()))
            if cols_to_output_tensors is not None:
                cols_to_output_tensors[column] = output
            outputs.append(output)
        check_batch_sizes(outputs, self._feature_columns)
        return ops.concat(outputs, -1)


class SequenceFeatures(_InputOfColumns):
    """What sequence columns make of features, side by side in the order of their names.

    Args:
      feature_columns: embeddings and indicators of `sequence_categorical_column_*`, `sequence_numeric_column`.
      trainable: whether training changes their variables.
      name: of the layer and of the scope of its variables; `sequence_features` by default.

    Raises:
      ValueError: no column, one of no sequence, two of one name.
    """

    base_name = "sequence_features"
    expected = SequenceDenseColumn

    def call(self, inputs: Any, *args: Any, **kwargs: Any) -> tuple[Tensor, Tensor]:
        """float32 [records, steps, numbers of all columns], and int64 [records]: how many steps there are."""
        cache = _checked(inputs)
        outputs, lengths = [], []
        for column in self._feature_columns:
            with name_scope(column.name):
                tensor, length = column.get_sequence_dense_tensor(cache, self._state_manager)
                shape = ops.shape(tensor)
                outputs.append(ops.reshape(tensor, (shape[0], shape[1], column.variable_shape.num_elements())))
                lengths.append(length)
        check_batch_sizes(lengths, self._feature_columns)
        length = all_equal(lengths)
        check_batch_sizes(outputs, self._feature_columns)
        return ops.concat(outputs, -1), length


class _LinearModelLayer(_OfColumns):
    """The weights of a linear model of columns, and its bias."""

    base_name = "linear_model_layer"

    def __init__(self, feature_columns: Any, units: int, sparse_combiner: str, trainable: bool, name: str) -> None:
        super().__init__(feature_columns, trainable, name)
        self._units = units
        self._sparse_combiner = sparse_combiner
        self.bias: Any = None

    def _check(self, column: Any) -> None:
        if not isinstance(column, (DenseColumn, CategoricalColumn)):
            raise ValueError(f"Items of feature_columns must be either a DenseColumn or CategoricalColumn. Given: {column}")

    def build(self, input_shape: Any = None) -> None:
        """Make the variables of all columns, their weights and the bias."""
        with pure_variable_scope(self.name):
            for column in self._feature_columns:
                with pure_variable_scope(column.name):
                    column.create_state(self._state_manager)
                    shape = (inputs_of_weights(column), self._units)
                    self._state_manager.create_variable(column, "weights", shape, dtypes.float32, initializer=Zeros())
            self.bias = get_variable("bias_weights", [self._units], dtypes.float32, Zeros(), trainable=self.trainable)
            self._keep_variable(self.bias, self.trainable)
        self.built = True

    def call(self, inputs: Any, *args: Any, **kwargs: Any) -> Tensor:
        """float32 [records, units]."""
        if not isinstance(inputs, dict):
            raise ValueError(f"We expected a dictionary here. Instead we got: {inputs}")
        with name_scope(self.name):
            cache = FeatureTransformationCache(inputs)
            sums = []
            for column in self._feature_columns:
                with name_scope(column.name):
                    weights = self._state_manager.get_variable(column, "weights")
                    sums.append(weighted_sum(column, cache, self._state_manager, self._sparse_combiner, weights))
            check_batch_sizes(sums, self._feature_columns)
            return ops.bias_add(ops.add_n(sums, name="weighted_sum_no_bias"), self.bias, name="weighted_sum")


class LinearModel:
    """A linear model of columns: the sum of a bias and of what columns make of features, times weights.

    Args:
      feature_columns: dense and categorical columns.
      units: how many predictions a record has.
      sparse_combiner: how the weights of a record's ids are combined: "sum", "mean" or "sqrtn".
      trainable: whether training changes the variables.
      name: of the model and of the scope of its variables; `linear_model` by default.

    Raises:
      ValueError: no column, one of another kind, two of one name.
    """

    def __init__(
        self,
        feature_columns: Any,
        units: int = 1,
        sparse_combiner: str = "sum",
        trainable: bool = True,
        name: str | None = None,
    ) -> None:
        self.name = name or _own_name("linear_model")
        self.layer = _LinearModelLayer(feature_columns, units, sparse_combiner, trainable, self.name)

    def __call__(self, features: dict[str, Any]) -> Tensor:
        """The predictions, float32 [records, units]."""
        with name_scope(self.name):
            return self.layer(features)

    @property
    def bias(self) -> Any:
        """The variable of the bias."""
        return self.layer.bias

    @property
    def variables(self) -> list[Any]:
        """Its variables, those that training changes first."""
        return self.layer.variables

    @property
    def trainable_variables(self) -> list[Any]:
        """Those that training changes."""
        return self.layer.trainable_variables
