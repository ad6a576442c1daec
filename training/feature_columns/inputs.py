"""Columns put together: the input of a model, and which features Examples must have for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.scope import get_variable_scope, variable_scope
from headrace.graph.variables.template import make_template

from .base import DenseColumn, FeatureColumn, SequenceDenseColumn
from .states import ScopedVariables, collections_with_defaults
from .transformations import FeatureTransformationCache, by_name, check_batch_sizes, normalized_columns


@export("feature_column.input_layer")
def input_layer(
    features: dict[str, Any],
    feature_columns: Any,
    weight_collections: Sequence[str] | None = None,
    trainable: bool = True,
    cols_to_vars: dict | None = None,
    cols_to_output_tensors: dict | None = None,
) -> Tensor:
    """The input of a model: what dense columns make of features, side by side in the order of the columns' names.

    Args:
      features: dict from keys to Tensors, SparseTensors or what becomes one, [records, ...].
      feature_columns: dense columns.
      weight_collections: collections of new variables, beside GLOBAL_VARIABLES and MODEL_VARIABLES.
      trainable: whether training changes them.
      cols_to_vars: a dict that gets the list of variables of each column.
      cols_to_output_tensors: a dict that gets what each column made.

    Returns:
      float32 [records, numbers of all columns].

    Raises:
      ValueError: no column, one that is not dense, two of one name, a feature that is missing or has no records, or columns
        with other numbers of records.

    Example:
      >>> columns = [tf.feature_column.numeric_column(key) for key in ("width", "height")]
      >>> with tf.Session() as sess:
      ...     sess.run(tf.feature_column.input_layer({"width": [1.0, 2.0], "height": [3.0, 4.0]}, columns)).tolist()
      [[3.0, 1.0], [4.0, 2.0]]
    """
    columns = _dense_columns(feature_columns)
    with variable_scope(None, default_name="input_layer", values=list(features.values())):
        return _side_by_side(features, columns, weight_collections, trainable, cols_to_vars, cols_to_output_tensors)


def _dense_columns(feature_columns: Any) -> list[Any]:
    columns = normalized_columns(feature_columns, "_FeatureColumn")
    for column in columns:
        if not isinstance(column, DenseColumn):
            raise ValueError(
                "Items of feature_columns must be a _DenseColumn. You can wrap a categorical column with an embedding_column "
                f"or indicator_column. Given: {column}"
            )
    return columns


def _side_by_side(
    features: dict[str, Any],
    columns: list[Any],
    weight_collections: Sequence[str] | None,
    trainable: bool,
    cols_to_vars: dict | None = None,
    cols_to_output_tensors: dict | None = None,
) -> Tensor:
    state = ScopedVariables(collections_with_defaults(weight_collections), trainable)
    cache = FeatureTransformationCache(features, "_FeatureColumn")
    outputs = []
    ordered = sorted(columns, key=by_name)
    for column in ordered:
        with variable_scope(None, default_name=column.var_scope_name):
            tensor = column.get_dense_tensor(cache, state)
            size = column.variable_shape.num_elements()
            output = ops.reshape(tensor, (ops.shape(tensor)[0], size))
            outputs.append(output)
            if cols_to_vars is not None:
                cols_to_vars[column] = variables_below(get_variable_scope().name)
            if cols_to_output_tensors is not None:
                cols_to_output_tensors[column] = output
    check_batch_sizes(outputs, ordered)
    return ops.concat(outputs, 1)


def variables_below(scope: str) -> list[Any]:
    """The variables whose names begin with that of a scope."""
    return get_default_graph().get_collection(GraphKeys.GLOBAL_VARIABLES, scope)


@export("contrib.slim.InputLayer")
class InputLayer:
    """`input_layer` whose calls share their variables.

    Args:
      feature_columns, weight_collections, trainable: as of `input_layer`.
      cols_to_vars: accepted, of no effect.
      name: of the variable scope.
      create_scope_now: whether the scope is opened now, or in the first call.
    """

    def __init__(
        self,
        feature_columns: Any,
        weight_collections: Sequence[str] | None = None,
        trainable: bool = True,
        cols_to_vars: dict | None = None,
        name: str = "feature_column_input_layer",
        create_scope_now: bool = True,
    ) -> None:
        self._settings = feature_columns, weight_collections, trainable
        self.name = name
        self._template = make_template(name, self._made, create_scope_now_=create_scope_now)

    def _made(self, features: dict[str, Any]) -> Tensor:
        columns, weight_collections, trainable = self._settings
        return _side_by_side(features, _dense_columns(columns), weight_collections, trainable)

    def __call__(self, features: dict[str, Any]) -> Tensor:
        """The input for features, float32 [records, numbers of all columns]."""
        return self._template(features)

    @property
    def variables(self) -> list[Any]:
        """Its variables."""
        return self._template.variables

    weights = variables

    @property
    def trainable_variables(self) -> list[Any]:
        """Those that training changes."""
        return self._template.trainable_variables

    trainable_weights = trainable_variables

    @property
    def non_trainable_variables(self) -> list[Any]:
        """The others."""
        return self._template.non_trainable_variables

    non_trainable_weights = non_trainable_variables


@export("feature_column.make_parse_example_spec")
def make_parse_example_spec(feature_columns: Iterable[FeatureColumn]) -> dict[str, Any]:
    """Which features Examples must have for columns, for `tf.parse_example`.

    Args:
      feature_columns: columns.

    Returns:
      dict from keys to FixedLenFeatures and VarLenFeatures.

    Raises:
      ValueError: something else than a column, or two columns that need one feature in other forms.

    Example:
      >>> price = tf.feature_column.numeric_column("price")
      >>> tf.feature_column.make_parse_example_spec([price])
      {'price': FixedLenFeature(shape=(1,), dtype=tf.float32, default_value=None)}
    """
    result: dict[str, Any] = {}
    for column in feature_columns:
        if not isinstance(column, FeatureColumn):
            raise ValueError(f"All feature_columns must be _FeatureColumn instances. Given: {column}")
        for key, value in column.parse_example_spec.items():
            if value != result.setdefault(key, value):
                raise ValueError(f"feature_columns contain different parse_spec for key {key}. Given {value} and {result[key]}")
    return result


@export("contrib.feature_column.sequence_input_layer")
def sequence_input_layer(
    features: dict[str, Any],
    feature_columns: Any,
    weight_collections: Sequence[str] | None = None,
    trainable: bool = True,
) -> tuple[Tensor, Tensor]:
    """The input of a model of sequences: what sequence columns make of features, side by side in the order of their names.

    Args:
      features: dict from keys to SparseTensors [records, steps, ...].
      feature_columns: sequence columns: embeddings and indicators of `sequence_categorical_column_*`,
        `sequence_numeric_column`.
      weight_collections: collections of new variables.
      trainable: whether training changes them.

    Returns:
      float32 [records, steps, numbers of all columns], and int64 [records]: how many steps there are.

    Raises:
      ValueError: no column, one of no sequence, two of one name, a feature that is missing.
      InvalidArgumentError: (when run) columns whose sequences are not of the same lengths.
    """
    columns = normalized_columns(feature_columns, "_FeatureColumn")
    for column in columns:
        if not isinstance(column, SequenceDenseColumn):
            raise ValueError(
                "All feature_columns must be of type _SequenceDenseColumn. You can wrap a sequence_categorical_column with an "
                f"embedding_column or indicator_column. Given (type {type(column)}): {column}"
            )
    with variable_scope(None, default_name="sequence_input_layer", values=list(features.values())):
        state = ScopedVariables(weight_collections, trainable)
        cache = FeatureTransformationCache(features, "_FeatureColumn")
        outputs, lengths = [], []
        ordered = sorted(columns, key=by_name)
        for column in ordered:
            with variable_scope(None, default_name=column.var_scope_name):
                tensor, length = column.get_sequence_dense_tensor(cache, state)
                shape = ops.shape(tensor)
                outputs.append(ops.reshape(tensor, [shape[0], shape[1], column.variable_shape.num_elements()]))
                lengths.append(length)
        check_batch_sizes(outputs, ordered)
        check_batch_sizes(lengths, ordered)
        length = all_equal(lengths)
        return ops.concat(outputs, -1), length


def all_equal(tensors: list[Tensor]) -> Tensor:
    """The first of some tensors, which fails when it is run if another one is not equal to it."""
    with name_scope(None, "assert_all_equal", values=tensors):
        if len(tensors) == 1:
            return tensors[0]
        with get_default_graph().control_dependencies([ops.assert_equal(tensors[0], tensor) for tensor in tensors[1:]]):
            return ops.identity(tensors[0])
