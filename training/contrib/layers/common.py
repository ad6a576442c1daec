"""LayerSettings, and what else the layers of tf.contrib.layers share: names of variables, collections, scopes."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.graph.core.default_graph_functions import add_to_collections, get_collection
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.request import VariableRequest
from headrace.graph.variables.scope import VariableScope, variable_scope

from ..variables import model_variable
from .utils import Names, add_outputs_to_collections

_OF_MODEL_VARIABLES = (
    "shape",
    "dtype",
    "initializer",
    "regularizer",
    "trainable",
    "collections",
    "caching_device",
    "partitioner",
    "use_resource",
)
"""The arguments of `tf.get_variable` that `model_variable` passes on."""


def variable_getter(rename: Mapping[str, str] | None = None) -> Callable[..., Any]:
    """A custom getter that makes model variables, under other names where `rename` says so."""

    def renaming(getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        arguments = VariableRequest(*args, **kwargs).as_kwargs()
        scope, slash, short = arguments.pop("name").rpartition("/")
        own = {name: arguments.pop(name) for name in _OF_MODEL_VARIABLES}
        name = f"{scope}{slash}{(rename or {}).get(short, short)}"
        return model_variable(name, custom_getter=functools.partial(getter, **arguments), **own)

    return renaming


def collections_for(collections: Any, name: str) -> list[str]:
    """The collections of the variable called `name`: `collections` are for all, or say by name which."""
    found = collections.get(name) if isinstance(collections, Mapping) else collections
    return list(found or ())


def add_variable_to_collections(variable: Any, collections: Any, name: str) -> None:
    """Add a variable of a layer to the collections that the caller asked for."""
    parts = variable if isinstance(variable, PartitionedVariable) else [variable]
    for collection in collections_for(collections, name):
        known = get_collection(collection)
        for part in parts:
            if not any(part is other for other in known):
                add_to_collections([collection], part)


def activate(outputs: Tensor, activation_fn: Any, collections: Names, scope: VariableScope) -> Tensor:
    """The outputs of a layer, activated and added to collections; None for no activation."""
    if activation_fn is not None:
        outputs = activation_fn(outputs)
    return add_outputs_to_collections(collections, scope.name, outputs)


def keras_format(data_format: str | None) -> str:
    """The layout in the words of tf.layers."""
    return "channels_first" if data_format and data_format.startswith("NC") else "channels_last"


def check_data_format(data_format: str | None, allowed: tuple = ("NHWC", "NCHW")) -> None:
    """Raise ValueError for a layout of images that there is not."""
    if data_format not in allowed:
        raise ValueError("data_format has to be either NCHW or NHWC.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LayerSettings:
    """The arguments that all layers with weights and biases have, as of `fully_connected`."""

    activation_fn: Any
    normalizer_fn: Any
    normalizer_params: Any
    weights_initializer: Any
    weights_regularizer: Any
    biases_initializer: Any
    biases_regularizer: Any
    reuse: bool | None
    variables_collections: Any
    outputs_collections: Names
    trainable: bool
    scope: Any

    @property
    def has_biases(self) -> bool:
        return not self.normalizer_fn and self.biases_initializer is not None

    def scope_of(self, default_name: str, inputs: TensorLike, weights: Mapping[str, str]) -> variable_scope:
        """The scope of the layer; in it the layer's weights have the names that `weights` gives them."""
        getter = variable_getter({"bias": "biases", **weights})
        return variable_scope(self.scope, default_name, [inputs], reuse=self.reuse, custom_getter=getter)

    def of_layer(self, inputs: Tensor, scope: VariableScope) -> dict[str, Any]:
        """What the layer of tf.layers is made with: all but what concerns its weights."""
        return {
            "activation": None,
            "use_bias": self.has_biases,
            "bias_initializer": self.biases_initializer,
            "bias_regularizer": self.biases_regularizer,
            "trainable": self.trainable,
            "name": scope.name,
            "dtype": inputs.dtype.base_dtype,
            "_scope": scope,
            "_reuse": self.reuse,
        }

    def of_kernel(self) -> dict[str, Any]:
        """What a layer is made with whose weights are one variable, `kernel`."""
        return {"kernel_initializer": self.weights_initializer, "kernel_regularizer": self.weights_regularizer}

    def add_variables_to_collections(self, weights: Sequence[Any], biases: TensorLike) -> None:
        for variable in weights:
            add_variable_to_collections(variable, self.variables_collections, "weights")
        if biases is not None:
            add_variable_to_collections(biases, self.variables_collections, "biases")

    def normalize_and_activate(self, outputs: Tensor, scope: VariableScope) -> Tensor:
        """The outputs of the layer, normalized, activated and added to collections."""
        if self.normalizer_fn is not None:
            outputs = self.normalizer_fn(outputs, **(self.normalizer_params or {}))
        return activate(outputs, self.activation_fn, self.outputs_collections, scope)
