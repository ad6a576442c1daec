"""Fetches: any nesting of lists, tuples and dicts, taken apart into graph elements and put together from their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, NamedTuple

from ..core.graph import Graph
from ..core.op import Op
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..types.errors import InaccessibleTensorError
from ..types.quantized import integers_of

Rebuild = Callable[[Sequence[Any]], Any]


class Composite(NamedTuple):
    """How values made of several tensors (SparseTensor, IndexedSlices) are fetched and fed."""

    kind: type
    expand: Callable[[Any], list[Tensor]]
    contract: Callable[[Sequence[Any]], Any]
    expand_fed: Callable[[Any], Sequence[Any]]


COMPOSITES: list[Composite] = []


def register_composite(
    kind: type,
    expand: Callable[[Any], list[Tensor]],
    contract: Callable[[Sequence[Any]], Any],
    expand_fed: Callable[[Any], Sequence[Any]],
) -> None:
    """Let sessions fetch and feed values of `kind`.

    Args:
      expand: the tensors of such a value.
      contract: what the caller gets, from the tensors' values.
      expand_fed: the tensors' values, from what the caller feeds.
    """
    COMPOSITES.append(Composite(kind, expand, contract, expand_fed))


def composite_of(value: Any) -> Composite | None:
    return next((composite for composite in COMPOSITES if isinstance(value, composite.kind)), None)


_FETCHED: dict[Op, Callable[[Any, Tensor, Any], Any]] = {}


def register_fetched(op: Op, made: Callable[[Any, Tensor, Any], Any]) -> None:
    """Let sessions make something of the value of an op's output before they give it to the caller.

    Args:
      made: gets the value, the tensor and the session.
    """
    _FETCHED[op] = made


def freeze(fetches: Any) -> Hashable:
    """A key under which a plan for these fetches can be found again."""
    kind = type(fetches)
    if kind is list or kind is tuple:
        return (kind, *map(freeze, fetches))
    if isinstance(fetches, dict):
        return (kind, *((key, freeze(value)) for key, value in fetches.items()))
    if isinstance(fetches, tuple):
        return (kind, *map(freeze, fetches))
    return fetches


class Elements:
    """The distinct tensors and operations of a request, and which position each tensor's value has."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._graph: Graph = session.graph
        self._positions: dict[Tensor, int] = {}
        self._operations: dict[Operation, None] = {}

    @property
    def targets(self) -> list[Tensor | Operation]:
        return [*self._positions, *self._operations]

    def rebuilder(self, fetches: Any) -> Rebuild:
        """Enter what `fetches` asks for; gives the function from the targets' values to the caller's structure.

        Raises:
          TypeError: something that cannot be fetched.
          ValueError: a name or element that the graph does not have.
        """
        if fetches is None:
            raise TypeError(f'Argument `fetch` = {fetches} has invalid type "{type(fetches).__name__}". Cannot be None')
        if isinstance(fetches, (list, tuple)):
            return self._sequence(fetches)
        if isinstance(fetches, dict):
            parts = {key: self.rebuilder(value) for key, value in fetches.items()}
            build: Any = type(fetches)
            if isinstance(fetches, defaultdict):
                build = partial(build, fetches.default_factory)
            return lambda values: build((key, part(values)) for key, part in parts.items())
        composite = composite_of(fetches)
        if composite is not None:
            inner = [self._element(tensor) for tensor in composite.expand(fetches)]
            contract = composite.contract
            return lambda values: contract([part(values) for part in inner])
        return self._element(fetches)

    def _sequence(self, fetches: Any) -> Rebuild:
        parts = [self.rebuilder(item) for item in fetches]
        if hasattr(fetches, "_fields"):
            kind = type(fetches)
            return lambda values: kind(*[part(values) for part in parts])
        if isinstance(fetches, tuple):
            return lambda values: tuple([part(values) for part in parts])
        return lambda values: [part(values) for part in parts]

    def _element(self, fetch: Any) -> Rebuild:
        try:
            element = self._graph.as_graph_element(fetch)
        except TypeError as error:
            raise TypeError(
                f'Argument `fetch` = {fetch} has invalid type "{type(fetch).__name__}" must be a string or Tensor. ({error})'
            ) from error
        except (ValueError, KeyError) as error:
            raise ValueError(f"Argument `fetch` = {fetch} cannot be interpreted as a Tensor. ({error})") from error
        if not self._graph.is_fetchable(element):
            name = element.op.name if isinstance(element, Tensor) else element.name
            raise InaccessibleTensorError(
                f"Operation {name!r} has been marked as not fetchable. Typically this happens when it is defined in another "
                "function or code block. Use return values,explicit Python locals or TensorFlow collections to access it."
            )
        if isinstance(element, Operation):
            self._operations[element] = None
            return lambda values: None
        position = self._positions.setdefault(element, len(self._positions))
        made = _FETCHED.get(element.op.definition)
        if made is not None:
            session = self._session
            return lambda values: made(values[position], element, session)
        if element.dtype.is_quantized:
            return lambda values: integers_of(values[position])
        return lambda values: values[position]
