"""Who makes the variables of columns and keeps them: a layer, or the variable scope in which a column is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.likes import Initializer, ShapeLike
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.scope import get_variable


class StateManager:
    """The variables of columns by column and name, which a layer keeps.

    Args:
      layer: what has `_keep_variable(variable, trainable)`.
      trainable: whether training changes them.
    """

    def __init__(self, layer: Any, trainable: bool) -> None:
        self._layer = layer
        self._trainable = trainable
        self._variables: dict[Any, dict[str, Any]] = defaultdict(dict)
        self._resources: dict[Any, dict[str, Any]] = defaultdict(dict)

    def create_variable(
        self,
        feature_column: Any,
        name: str,
        shape: ShapeLike,
        dtype: DType | None = None,
        trainable: bool = True,
        use_resource: bool = True,
        initializer: Initializer | None = None,
    ) -> Any:
        """A variable of a column, made by `tf.get_variable`.

        Raises:
          ValueError: the column has one of that name.
        """
        if name in self._variables[feature_column]:
            raise ValueError("Variable already exists.")
        trained = self._trainable and trainable
        variable = get_variable(name, shape, dtype or dtypes.float32, initializer, trainable=trained, use_resource=use_resource)
        self._layer._keep_variable(variable, trained)
        self._variables[feature_column][name] = variable
        return variable

    def get_variable(self, feature_column: Any, name: str) -> Any:
        """The variable of a column. Raises ValueError where it has none of that name."""
        if name not in self._variables[feature_column]:
            raise ValueError("Variable does not exist.")
        return self._variables[feature_column][name]

    def add_resource(self, feature_column: Any, name: str, resource: Any) -> None:
        """Keep a table of a column."""
        self._resources[feature_column][name] = resource

    def get_resource(self, feature_column: Any, name: str) -> Any:
        """The table of a column. Raises ValueError where it has none of that name."""
        if name not in self._resources[feature_column]:
            raise ValueError("Resource does not exist.")
        return self._resources[feature_column][name]


class ScopedVariables:
    """The variables of columns are those of the current variable scope, made where they are first asked for.

    Args:
      weight_collections: the collections of new variables.
      trainable: whether training changes them.
    """

    def __init__(self, weight_collections: Sequence[str] | None, trainable: bool) -> None:
        self.weight_collections = weight_collections
        self.trainable = trainable
        self._made: Any = None

    def create_variable(
        self,
        feature_column: Any,
        name: str,
        shape: ShapeLike,
        dtype: DType | None = None,
        trainable: bool = True,
        use_resource: bool = True,
        initializer: Initializer | None = None,
    ) -> Any:
        """A variable made or found by `tf.get_variable`."""
        self._made = get_variable(
            name,
            shape,
            dtype or dtypes.float32,
            initializer,
            trainable=self.trainable and trainable,
            collections=self.weight_collections,
        )
        return self._made

    def get_variable(self, feature_column: Any, name: str) -> Any:
        """The variable of a column."""
        feature_column.create_state(self)
        return self._made

    def add_resource(self, feature_column: Any, name: str, resource: Any) -> None:
        """Tables stay with the graph."""


def collections_with_defaults(weight_collections: Sequence[str] | None) -> list[str]:
    """The collections of weights: those given, GLOBAL_VARIABLES and MODEL_VARIABLES."""
    found = list(weight_collections or [])
    return found + [key for key in (GraphKeys.GLOBAL_VARIABLES, GraphKeys.MODEL_VARIABLES) if key not in found]


def add_to_collections(variable: Any, weight_collections: Sequence[str]) -> None:
    """Put a variable, or all its parts, into collections; where all variables are it is already."""
    for key in weight_collections:
        for part in parts_of(variable) if key != GraphKeys.GLOBAL_VARIABLES else ():
            get_default_graph().add_to_collection(key, part)


def parts_of(variable: Any) -> list[Any]:
    """The parts of a partitioned variable, a list; of another one the variable itself."""
    return list(variable) if isinstance(variable, PartitionedVariable) else [variable]
