"""Layer: a function of tensors with variables of its own, made when it is first called.

Its variables stand in a variable scope: that of its name if it has one (so that layers of one name share variables where
the scope says `reuse`), else one of the class's name with a number (`dense`, `dense_1`).
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph, graph_of
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import flat, packed
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, Initializer, ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.distribution import VariableSynchronization
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.scope import VariableScope, get_variable, variable_scope

from .additions import Adding, add_once
from .described import Configured
from .input_spec import InputSpec, check_inputs
from .nodes import Connected, Node
from .weights import Weighted


def _snake_case(name: str) -> str:
    found = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    found = re.sub(r"([a-z])([A-Z])", r"\1_\2", found).lower()
    return f"private{found}" if found.startswith("_") else found


def _unique(base: str) -> str:
    """The name of an object among the graph's layers: `dense_1`, `dense_2`."""
    counts: dict[str, int] = get_default_graph().shared("layer names", dict)
    counts[base] = counts.get(base, 0) + 1
    return f"{base}_{counts[base]}"


def _converted(leaf: Any) -> Any:
    """What a layer computes with: numbers and variables become tensors, texts and None stay."""
    is_number = isinstance(leaf, (bool, int, float, complex, np.ndarray, np.generic))
    return convert_to_tensor(leaf) if is_number or hasattr(leaf, "_as_graph_element") else leaf


@export("layers.Layer")
class Layer(Connected, Weighted, Adding, Configured):
    """A function of tensors with variables of its own, made when it is first called.

    Subclasses make variables in `build(input_shape)` by `add_weight`, and compute in `call(inputs, ...)`.

    Args:
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      name: of the layer and its variables' scope, a str or a VariableScope; by default that of the class, with a number.
      dtype: of its variables; by default that of the first input.
      kwargs: `activity_regularizer`: a function from the output to a loss; another keyword is a TypeError.
    """

    trainable = True
    input_spec: InputSpec | Sequence[InputSpec] | None = None
    """What is asked of the inputs; None: nothing."""

    def __init__(self, trainable: bool = True, name: str | None = None, dtype: DTypeLike | None = None, **kwargs: Any) -> None:
        Connected.__init__(self)
        Weighted.__init__(self)
        scope = kwargs.pop("_scope", None)
        self._reuse = kwargs.pop("_reuse", None)
        Adding.__init__(self, kwargs.pop("activity_regularizer", None))
        for unknown in kwargs:
            raise TypeError(f"Keyword argument not understood: {unknown}")
        self.trainable = trainable
        self.built = False
        base = _snake_case(type(self).__name__)
        self._name: str = _unique(base) if name is None or isinstance(name, VariableScope) else name
        self._base_name: str = base if name is None else name.name if isinstance(name, VariableScope) else name
        self._dtype = None if dtype is None else dtypes.as_dtype(dtype)
        self._graph: Any = None
        self._scope: VariableScope | None = None
        self._current_scope: VariableScope | None = None
        if scope:
            with variable_scope(scope) as captured:
                self._scope = captured

    # -- what it is ----------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name of the layer."""
        return self._name

    @property
    def dtype(self) -> Any:
        """The name of the type of its variables, None before it is known."""
        return None if self._dtype is None else self._dtype.name

    @property
    def graph(self) -> Any:
        """The graph in which it was called first."""
        return self._graph

    @property
    def scope_name(self) -> str:
        """The name of its variable scope. Raises ValueError before the first call."""
        if self._scope is None:
            raise ValueError(
                f'No name available for layer scope because the layer "{self._name}" has not been used yet. The scope '
                "name  is determined the first time the layer instance is called. You must therefore call the layer "
                "before querying `scope_name`."
            )
        return self._scope.name

    @property
    def submodules(self) -> tuple[Layer, ...]:
        """The layers that are its attributes, or in lists, tuples and dicts that are, and theirs, each once."""
        found: dict[Layer, None] = {}
        for name in sorted(vars(self)):
            for item in flat(vars(self)[name]) if not name.startswith("_") else ():
                if isinstance(item, Layer):
                    found.update(dict.fromkeys((item, *item.submodules)))
        return tuple(found)

    @property
    def name_scope(self) -> name_scope:
        """The scope of the names that its call makes, to be entered again. Raises ValueError before the first call."""
        return name_scope(f"{self.scope_name}/")

    @classmethod
    def with_name_scope(cls, method: Callable[..., Any]) -> Callable[..., Any]:
        """A decorator of a method, which then runs in the layer's name scope.

        Args:
          method: a function of the layer and more.

        Returns:
          a function of the same arguments.
        """

        @functools.wraps(method)
        def inside(self: Layer, *args: Any, **kwargs: Any) -> Any:
            with self.name_scope:
                return method(self, *args, **kwargs)

        return inside

    # -- variables -----------------------------------------------------------------------------------------------------

    def add_weight(
        self,
        name: str,
        shape: ShapeLike,
        dtype: DTypeLike | None = None,
        initializer: Initializer | None = None,
        regularizer: Callable[..., Any] | None = None,
        trainable: bool | None = None,
        constraint: Callable[..., Any] | None = None,
        use_resource: bool | None = None,
        synchronization: Any = None,
        aggregation: Any = None,
        partitioner: Callable[..., Any] | None = None,
    ) -> Any:
        """A variable of the layer, made or found in its scope.

        Args:
          shape: of the variable.
          dtype: by default that of the layer, else float32.
          initializer: by default the scope's, else GlorotUniform.
          regularizer: a function from the variable to a loss. The loss of a new variable goes into
            REGULARIZATION_LOSSES; that of one that is shared is there already.
          trainable: whether training changes it; True by default, but for `synchronization` ON_READ.
          constraint: a function from the variable to what optimizers make of it after each update; None for none.
          use_resource, synchronization, aggregation: accepted; all variables are of one kind.
          partitioner: a function from shape and type to the numbers of parts, as of `tf.get_variable`.

        Returns:
          a Variable, or a PartitionedVariable with a partitioner.

        Raises:
          ValueError: a trainable variable that is ON_READ; as `tf.get_variable`.
        """
        if trainable and synchronization is VariableSynchronization.ON_READ:
            raise ValueError(
                "Synchronization value can be set to VariableSynchronization.ON_READ only for non-trainable variables. You "
                "have specified trainable=True and synchronization=VariableSynchronization.ON_READ."
            )
        self._set_scope(None)
        known = set(map(id, get_default_graph().get_collection(GraphKeys.GLOBAL_VARIABLES)))
        if trainable is None:
            trainable = synchronization is not VariableSynchronization.ON_READ
        reuse = self.built or self._reuse
        kind = dtypes.as_dtype(dtype or self._dtype or dtypes.float32)
        with variable_scope(self._scope, reuse=reuse, auxiliary_name_scope=False) as scope:
            self._current_scope = scope
            with name_scope(scope.original_name_scope):
                variable = get_variable(
                    name,
                    shape=shape,
                    dtype=kind,
                    initializer=scope.initializer if initializer is None else initializer,
                    trainable=trainable and self.trainable,
                    constraint=constraint,
                    partitioner=partitioner,
                )
                parts = list(variable) if isinstance(variable, PartitionedVariable) else [variable]
                for part in parts if regularizer is not None else ():
                    if id(part) not in known:
                        self._regularize(name, part, regularizer)
        kept = self._trainable_weights if trainable else self._non_trainable_weights
        if not any(variable is other for other in kept):
            kept.append(variable)
        return variable

    def _declared_weight(self, name: str, shape: Any, settings: str | None = None, dtype: Any = None) -> Any:
        """`add_weight`, trainable, with what the layer was told of it.

        Args:
          settings: of the attributes `<settings>_initializer`, `<settings>_regularizer` and `<settings>_constraint`; the
            name by default.
          dtype: that of the layer by default.
        """
        settings = name if settings is None else settings
        return self.add_weight(
            name,
            shape=shape,
            dtype=self._dtype if dtype is None else dtype,
            initializer=getattr(self, f"{settings}_initializer"),
            regularizer=getattr(self, f"{settings}_regularizer"),
            trainable=True,
            constraint=getattr(self, f"{settings}_constraint"),
        )

    def add_variable(self, *args: Any, **kwargs: Any) -> Any:
        """`add_weight` under its old name.

        Args:
          args, kwargs: its arguments.

        Returns:
          what it returns.
        """
        return self.add_weight(*args, **kwargs)

    # -- calling -------------------------------------------------------------------------------------------------------

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make the variables for inputs of a shape; subclasses say how.

        Args:
          input_shape: a TensorShape, or a structure of them as the inputs are; None where they have no shapes.
        """
        self.built = True

    def call(self, inputs: TensorLike, *args: Any, **kwargs: Any) -> Any:
        """The outputs; subclasses say which, and what other arguments they take.

        Args:
          inputs: a tensor, or a structure of them.

        Returns:
          a tensor, or a structure of them.
        """
        return inputs

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        """The shape of the output for inputs of a shape; subclasses say which.

        Args:
          input_shape: a TensorShape or what becomes one, or a list of them.

        Returns:
          a TensorShape, or a list of them.

        Raises:
          NotImplementedError: the subclass does not say.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say the shape of its output")

    def compute_output_signature(self, input_signature: Any) -> Any:
        """The TensorSpecs of the outputs for inputs of TensorSpecs, in the same nesting.

        Args:
          input_signature: a TensorSpec, or a list of them.

        Returns:
          a TensorSpec, or a list of them.
        """
        shape = self.compute_output_shape(
            [spec.shape for spec in input_signature] if isinstance(input_signature, list) else input_signature.shape
        )
        kind = self.dtype or flat(input_signature)[0].dtype
        return [TensorSpec(one, kind) for one in shape] if isinstance(shape, list) else TensorSpec(shape, kind)

    def _set_scope(self, scope: Any) -> None:
        if self._scope is not None:
            return
        if self._reuse:
            entered = variable_scope(self._base_name if scope is None else scope)
        else:
            entered = variable_scope(scope, default_name=self._base_name)
        with entered as captured:
            self._scope = captured

    def __call__(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Apply the layer; its variables are made in the first call.

        Args:
          inputs: a tensor, or a nested structure of them: lists, tuples, dicts. `build` is given a structure of shapes.
          args, kwargs: of `call`; `scope` is the variable scope to take where the layer has no name.

        Returns:
          what `call` returns.

        Raises:
          ValueError: inputs of another rank or shape than the layer takes, or as `tf.get_variable` says.
        """
        scope = None if "scope" in inspect.signature(self.call).parameters else kwargs.pop("scope", None)
        graph = graph_of([item for item in flat(inputs) if isinstance(item, Tensor)])
        with graph.as_default():
            self._set_scope(scope)
            reuse = True if self.built else self._reuse
            with variable_scope(self._scope, reuse=reuse, auxiliary_name_scope=False) as current:
                self._current_scope = current
                with name_scope(current.original_name_scope):
                    outputs = self._called(inputs, args, kwargs)
            for update in self.updates:
                add_once(GraphKeys.UPDATE_OPS, update)
            if self._graph is None:
                self._graph = graph
        return outputs

    def _called(self, inputs: Any, args: tuple, kwargs: dict[str, Any]) -> Any:
        leaves = [_converted(leaf) for leaf in flat(inputs)]
        inputs = packed(inputs, iter(leaves))
        tensors = [leaf for leaf in leaves if hasattr(leaf, "dtype")]
        check_inputs(self.input_spec, tensors, self.name)
        if not self.built:
            if self._dtype is None and tensors:
                self._dtype = tensors[0].dtype.base_dtype
            all_have_shapes = len(tensors) == len(leaves)
            self.build(packed(inputs, iter([tensor.shape for tensor in tensors])) if all_have_shapes else None)
            self.built = True
            check_inputs(self.input_spec, tensors, self.name)
        self._inputs_now = tensors
        try:
            outputs = self.call(inputs, *args, **kwargs)
        finally:
            self._inputs_now = []
        self._inbound_nodes.append(Node(self, inputs, outputs, kwargs))
        if self._activity_regularizer is not None:
            self._regularize_activity(inputs, flat(outputs))
        return outputs

    def apply(self, inputs: TensorLike, *args: Any, **kwargs: Any) -> Any:
        """The same as calling the layer.

        Args:
          inputs: a tensor, or a nested structure of them.
          args, kwargs: of `call`.

        Returns:
          what `call` returns.
        """
        return self(inputs, *args, **kwargs)
