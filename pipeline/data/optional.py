"""Optional: an element, or that there is none."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.tensor import Tensor

from .handle import described
from .ops.optionals import FROM_VALUE, GET_VALUE, HAS_VALUE, NONE
from .structure import Structure, from_tensors, normalized, specs_of, to_tensors


@export("data.experimental.Optional", "contrib.data.Optional")
class Optional:
    """An element, or that there is none. `get_next_as_optional` makes it, and the static methods."""

    _variant_tensor: Tensor
    _specs: Any

    @property
    def _type_spec(self) -> OptionalSpec:
        return OptionalSpec(self._specs)

    @property
    def value_structure(self) -> Any:
        """The structure of the element, with what is known of each component."""
        return self._specs

    @door
    def has_value(self, name: str | None = None) -> Tensor:
        """Whether there is an element.

        Args:
          name: of the operation.

        Returns:
          A bool scalar.
        """
        return HAS_VALUE(self._variant_tensor, name=name)

    @door
    def get_value(self, name: str | None = None) -> Any:
        """The element.

        Args:
          name: of the operation.

        Returns:
          An element.

        Raises:
          InvalidArgumentError: (when run) there is none.
        """
        return from_tensors(self._specs, GET_VALUE(self._variant_tensor, name=name, **described(self._specs)))

    @staticmethod
    @door
    def from_value(value: Any) -> Optional:
        """An Optional that has an element.

        Args:
          value: a structure of tensors.

        Returns:
          An Optional.
        """
        element = normalized(value)
        specs = specs_of(element)
        return optional_of(FROM_VALUE(to_tensors(specs, element)), specs)

    @staticmethod
    @door
    def none_from_structure(value_structure: Any) -> Optional:
        """An Optional that has no element.

        Args:
          value_structure: the structure that elements would have.

        Returns:
          An Optional.
        """
        return optional_of(NONE(), value_structure)


def optional_of(variant: Tensor, specs: Any) -> Optional:
    """The Optional that a tensor stands for."""
    found = Optional()
    found._variant_tensor, found._specs = variant, specs
    return found


@export("data.experimental.OptionalStructure")
class OptionalSpec(Structure):
    """What is known of an Optional.

    Args:
      value_structure: what is known of its element.
    """

    def __init__(self, value_structure: Any) -> None:
        self._value_structure = value_structure

    @property
    def value_type(self) -> type:
        """Optional."""
        return Optional

    def __repr__(self) -> str:
        return f"OptionalSpec({self._value_structure!r},)"

    def _legacy(self) -> tuple[Any, Any, Any]:
        return self, self, self

    def _batch(self, size: int | None) -> Any:
        raise NotImplementedError("Batching is not supported for OptionalSpec")

    def _unbatch(self) -> Any:
        raise NotImplementedError("Unbatching is not supported for OptionalSpec")

    def _to_tensor(self, value: Optional) -> Tensor:
        return value._variant_tensor

    def _from_tensor(self, tensor: Tensor) -> Optional:
        return optional_of(tensor, self._value_structure)
