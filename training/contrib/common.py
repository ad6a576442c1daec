"""What the layers of tf.contrib.layers share: names of variables, collections of variables and outputs.

Source of names and collections: tf.contrib.layers, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.graph.core.default_graph_functions import add_to_collections, get_collection
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.partitioned import PartitionedVariable

from .variables import model_variable

Names = str | Sequence[str] | None


def variable_getter(rename: Mapping[str, str] | None = None) -> Callable[..., Any]:
    """A custom getter that makes model variables, under other names where `rename` says so."""

    def renaming(
        getter: Callable[..., Any],
        name: str,
        shape: Any = None,
        dtype: Any = None,
        initializer: Any = None,
        regularizer: Any = None,
        trainable: bool = True,
        collections: Any = None,
        caching_device: Any = None,
        partitioner: Any = None,
        use_resource: bool | None = None,
        **more: Any,
    ) -> Any:
        scope, slash, short = name.rpartition("/")
        name = f"{scope}{slash}{(rename or {}).get(short, short)}"

        def with_the_rest(name: str, **arguments: Any) -> Any:
            return getter(name, **{**more, **arguments})

        return model_variable(
            name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            collections=collections,
            trainable=trainable,
            caching_device=caching_device,
            partitioner=partitioner,
            custom_getter=with_the_rest,
            use_resource=use_resource,
        )

    return renaming


def collections_for(collections: Any, name: str) -> list[str]:
    """The collections of the variable called `name`: `collections` are for all, or say by name which."""
    found = collections.get(name) if isinstance(collections, Mapping) else collections
    return list(found or ())


def list_variable(variable: Any, collections: Any, name: str) -> None:
    """Add a variable of a layer to the collections that the caller asked for."""
    parts = variable if isinstance(variable, PartitionedVariable) else [variable]
    for collection in collections_for(collections, name):
        known = get_collection(collection)
        for part in parts:
            if not any(part is other for other in known):
                add_to_collections([collection], part)


def collected(collections: Names, alias: str, outputs: Tensor) -> Tensor:
    """The outputs, listed under their scope's name where the caller asked for it."""
    if collections:
        outputs.aliases = [*getattr(outputs, "aliases", []), alias.rstrip("/")]
        add_to_collections(collections, outputs)
    return outputs


def convert_collection_to_dict(collection: str, clear_collection: bool = False) -> dict[str, Any]:
    """The outputs that layers listed in a collection, by the names of their scopes."""
    graph = get_default_graph()
    listed = graph.get_collection(collection)
    found = {alias: item for item in listed for alias in getattr(item, "aliases", [item.op.name])}
    if clear_collection:
        graph.clear_collection(collection)
    return found
