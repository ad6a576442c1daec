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
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph, graph_of
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import flat, packed
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.core.traversal import reachable_from
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, Initializer, ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.distribution import VariableSynchronization
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.scope import VariableScope, get_variable, variable_scope

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
class Layer(Connected, Weighted, Configured):
    """A function of tensors with variables of its own.

    Subclasses make variables in `build(input_shape)` by `add_weight`, and compute in `call(inputs, ...)`.

    Args:
      trainable: whether its variables go into TRAINABLE_VARIABLES.
      name: of the layer and its variables' scope; by default that of the class, with a number.
      dtype: of its variables; by default that of the first input.
    """

    trainable = True
    input_spec: InputSpec | Sequence[InputSpec] | None = None
    """What is asked of the inputs; None: nothing."""

    def __init__(self, trainable: bool = True, name: str | None = None, dtype: DTypeLike | None = None, **kwargs: Any) -> None:
        Connected.__init__(self)
        Weighted.__init__(self)
        scope = kwargs.pop("_scope", None)
        self._reuse = kwargs.pop("_reuse", None)
        self._activity_regularizer = kwargs.pop("activity_regularizer", None)
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
        self._updates: list[tuple[Any, list[Tensor]]] = []  # and the inputs it may depend on
        self._losses: list[tuple[Tensor, bool]] = []  # and whether it depends on inputs
        self._inputs_now: list[Tensor] = []  # while it is called
        if scope:
            with variable_scope(scope) as captured:
                self._scope = captured

    # -- what it is ----------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
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
    def activity_regularizer(self) -> Any:
        """A function from its output to a loss, or None."""
        return self._activity_regularizer

    @property
    def updates(self) -> list:
        """The operations that training has to run besides, such as those of moving averages."""
        return [update for update, _ in self._updates] if self.trainable else []

    @property
    def losses(self) -> list:
        """The losses of its regularizers."""
        return [loss for loss, _ in self._losses]

    def get_updates_for(self, inputs: TensorLike) -> list:
        """The updates of a call with `inputs`; None: those that depend on no inputs."""
        updates = [(update, update in reachable_from(sources)) for update, sources in self._updates]
        return _of_inputs(updates, inputs)

    def get_losses_for(self, inputs: TensorLike) -> list:
        """The losses of a call with `inputs`; None: those that depend on no inputs."""
        return _of_inputs(self._losses, inputs)

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
        """Decorator of a method that runs in the layer's name scope."""

        @functools.wraps(method)
        def inside(self: Layer, *args: Any, **kwargs: Any) -> Any:
            with self.name_scope:
                return method(self, *args, **kwargs)

        return inside

    # -- variables, losses and updates ---------------------------------------------------------------------------------

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
          initializer: by default the scope's, else GlorotUniform.
          regularizer: a function from the variable to a loss. The loss of a new variable goes into
            REGULARIZATION_LOSSES; that of one that is shared is there already.
          use_resource, synchronization, aggregation: accepted; all variables are of one kind.
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
        """`add_weight` under its old name."""
        return self.add_weight(*args, **kwargs)

    def _regularize(self, name: str, variable: Any, regularizer: Any) -> None:
        with name_scope(f"{name}/Regularizer"):
            loss = regularizer(variable)
        if loss is not None:
            self.add_loss(loss)

    def add_loss(self, losses: Any, inputs: TensorLike | None = None) -> None:
        """Add losses, which go into REGULARIZATION_LOSSES too.

        Args:
          inputs: None for losses of variables only; anything else says that they depend on inputs.
        """
        for loss in flat(losses):
            self._losses.append((loss, inputs is not None))
            _add_once(GraphKeys.REGULARIZATION_LOSSES, loss)

    def add_update(self, updates: TensorLike, inputs: TensorLike | None = None) -> None:
        """Add operations that training has to run besides; a call puts them into UPDATE_OPS.

        Args:
          inputs: accepted; whether they depend on the inputs of a call shows in the graph.
        """
        sources = self._inputs_now or [tensor for node in self._inbound_nodes for tensor in flat(node.input_tensors)]
        for update in flat(updates):
            operation = update if isinstance(update, Operation) or not hasattr(update, "op") else update.op
            self._updates.append((operation, sources))

    # -- calling -------------------------------------------------------------------------------------------------------

    def build(self, input_shape: ShapeLike | None) -> None:
        """Make the variables for inputs of a shape; subclasses say how."""
        self.built = True

    def call(self, inputs: TensorLike, *args: Any, **kwargs: Any) -> Any:
        """The outputs; subclasses say which."""
        return inputs

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        """The shape of the output for inputs of a shape; subclasses say which."""
        raise NotImplementedError(f"{type(self).__name__} does not say the shape of its output")

    def compute_output_signature(self, input_signature: Any) -> Any:
        """The TensorSpecs of the outputs for inputs of TensorSpecs, in the same nesting."""
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
                _add_once(GraphKeys.UPDATE_OPS, update)
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

    def _regularize_activity(self, inputs: Any, outputs: Sequence[Tensor]) -> None:
        with name_scope("ActivityRegularizer"):
            for output in outputs:
                loss: Any = self._activity_regularizer(output)
                batch = ops.cast(ops.shape(output)[0], loss.dtype)
                self.add_loss(loss / batch, inputs)

    def apply(self, inputs: TensorLike, *args: Any, **kwargs: Any) -> Any:
        """The same as calling the layer."""
        return self(inputs, *args, **kwargs)


def _of_inputs(items: Sequence[tuple[Any, bool]], inputs: Any) -> list:
    """Those of a layer's losses or updates that are computed from `inputs`; None: those that depend on no inputs."""
    if inputs is None:
        return [item for item, depends in items if not depends]
    reached = reachable_from(flat(inputs))
    return [item for item, depends in items if depends and item in reached]


def _add_once(collection: str, item: Any) -> None:
    graph = get_default_graph()
    if not any(item is other for other in graph.get_collection_ref(collection)):
        graph.add_to_collection(collection, item)
