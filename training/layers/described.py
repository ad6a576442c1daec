"""Layers that can be made again from their configuration: numbers, texts, and dicts of them."""

from __future__ import annotations

import inspect
from typing import Any

from headrace.graph import ops
from headrace.graph.core.structures import flat
from headrace.graph.variables.initializers import plain, scaled

_ACTIVATIONS = (
    *("elu", "leaky_relu", "relu", "relu6", "selu", "sigmoid", "softmax", "softplus", "softsign", "tanh", "identity", "exp"),
)
_INITIALIZERS = {
    name: kind
    for module in (plain, scaled)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, plain.Initializer)
}


def activation_of(value: Any) -> Any:
    """The function that an activation stands for: a function, or the name of one; None for `linear`.

    Raises:
      ValueError: a name that is not known.
    """
    if not isinstance(value, str):
        return value
    if value == "linear":
        return None
    if value not in _ACTIVATIONS:
        raise ValueError(f"Unknown activation function:{value}")
    return getattr(ops, value)


def initializer_of(value: Any) -> Any:
    """What an initializer stands for: a function, or the name of its class, alone or with its configuration.

    Raises:
      ValueError: a name that is not known.
    """
    if isinstance(value, str):
        value = {"class_name": value, "config": {}}
    if not isinstance(value, dict):
        return value
    name = value["class_name"]
    kind = _INITIALIZERS.get(name) or _INITIALIZERS.get("".join(part.capitalize() for part in name.split("_")))
    if kind is None:
        raise ValueError(f"Unknown initializer: {name}")
    return kind.from_config(value["config"])


def regularizer_of(value: Any) -> Any:
    """A regularizer as it is. Raises ValueError for a name: none is known."""
    return _no_name("regularizer", value)


def constraint_of(value: Any) -> Any:
    """A constraint as it is. Raises ValueError for a name: none is known."""
    return _no_name("constraint", value)


def _no_name(role: str, value: Any) -> Any:
    if isinstance(value, (str, dict)):
        raise ValueError(f"Unknown {role}:{value if isinstance(value, str) else value.get('class_name')}")
    return value


class Configured:
    """The part of a Layer that says how it is made again, and what it can do."""

    name: Any
    trainable: bool
    dtype: Any

    @property
    def dynamic(self) -> bool:
        """Whether it can only run step by step, outside of a graph: never."""
        return False

    supports_masking = False

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        """The mask of the outputs: that of the inputs.

        Args:
          inputs: what the layer is called with.
          mask: of each of them; None for none.

        Returns:
          `mask`.

        Raises:
          TypeError: the layer takes no masks, and there is one.
        """
        if not self.supports_masking and any(item is not None for item in flat(mask)):
            raise TypeError(f"Layer {self.name} does not support masking, but was passed an input_mask: {mask}")
        return mask

    def get_config(self) -> dict[str, Any]:
        """The arguments that make such a layer, a dict by name.

        Raises:
          NotImplementedError: the class has other arguments, and does not say them.
        """
        known = {"self", "name", "trainable", "dtype", "kwargs"}
        if set(inspect.signature(type(self).__init__).parameters) - known:
            raise NotImplementedError("Layers with arguments in `__init__` must override `get_config`.")
        return {"name": self.name, "trainable": self.trainable, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """The layer whose configuration this is; it has variables of its own.

        Args:
          config: what `get_config` gives.

        Returns:
          a new layer of this class.
        """
        return cls(**config)


class Described(Configured):
    """A layer whose arguments are its attributes: it is made again from them."""

    def get_config(self) -> dict[str, Any]:
        """The arguments that make such a layer, a dict by name; functions by name, initializers by class and configuration."""
        return {
            "name": self.name,
            "trainable": self.trainable,
            "dtype": self.dtype,
            **{name: _plain(name, self._setting(name)) for name in _arguments(type(self))},
        }

    def _setting(self, name: str) -> Any:
        """The value of an argument."""
        return getattr(self, name)


def _arguments(kind: type) -> list[str]:
    """The arguments of a class of this project that are its attributes; those of a program's class are its own affair."""
    layer = (__package__ or "").rpartition(".")[0]
    own = next(base for base in kind.__mro__ if base.__module__.startswith(layer))
    parameters = inspect.signature(own.__init__).parameters  # type: ignore[misc]
    return [
        name
        for name, parameter in parameters.items()
        if name not in ("self", "trainable", "name", *_NOT_KEPT) and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]


_NOT_KEPT = ("renorm", "renorm_clipping", "renorm_momentum", "fused", "virtual_batch_size", "adjustment")
"""Arguments of BatchNormalization that are no part of a configuration in TensorFlow either."""


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return "linear" if name == "activation" else None
    if hasattr(value, "get_config"):
        return {"class_name": type(value).__name__, "config": value.get_config()}
    return value.__name__ if callable(value) else value
