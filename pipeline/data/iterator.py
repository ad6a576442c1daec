"""Iterators: a pass over a dataset, whose next element is what `get_next` gives in each run."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_stacks import get_default_session
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import assert_same_structure
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from ..bad_records.policy import in_force_at
from . import nest
from .handle import DatasetBase, described, made_of, of_this_graph
from .ops.iterators import BAD_RECORDS, FROM_STRING, GET_NEXT, ITERATOR, MAKE_ITERATOR, TO_STRING, iterator_behind
from .structure import classes_of, from_tensors, shapes_of, specs_from, types_of

_MANY_CALLS = 32
"""So often `get_next` may be called before a program is told that once is meant."""


@export("data.Iterator")
class Iterator:
    """A pass over a dataset. `Dataset.make_one_shot_iterator` and its like make it, and the class methods.

    Args:
      iterator_resource: the tensor that stands for it.
      initializer: the Operation that begins a pass; None where there is none.
      output_types, output_shapes, output_classes: the structure of elements.
    """

    def __init__(
        self,
        iterator_resource: Tensor,
        initializer: Operation | None,
        output_types: Any,
        output_shapes: Any,
        output_classes: Any,
    ) -> None:
        self._build(iterator_resource, initializer, specs_from(output_types, output_shapes, output_classes))

    def _build(self, resource: Tensor, initializer: Operation | None, specs: Any) -> None:
        self._iterator_resource = resource
        self._initializer = initializer
        self._specs = specs
        get_default_graph().add_to_collection("iterators", resource)
        self._string_handle = TO_STRING(resource)
        self._calls = 0
        self._counts_bad = False

    @classmethod
    def _of(cls, resource: Tensor, initializer: Operation | None, specs: Any) -> Iterator:
        made = cls.__new__(cls)
        made._build(resource, initializer, specs)
        return made

    def _counting_bad(self, dataset: DatasetBase) -> Iterator:
        """Itself, with a scalar summary of how many elements it leaves out, if `bad_records` is in force in the dataset."""
        if not self._counts_bad and any(map(in_force_at, made_of(dataset))):
            self._counts_bad = True
            scalar("bad_records", ops.cast(BAD_RECORDS(self._iterator_resource), dtypes.float32))
        return self

    @classmethod
    @door
    def from_structure(
        cls, output_types: Any, output_shapes: Any = None, shared_name: str | None = None, output_classes: Any = None
    ) -> Iterator:
        """An iterator that no dataset belongs to: `make_initializer` says which one it begins.

        Args:
          output_types: the structure of elements, with the type of each component.
          output_shapes: the same with shapes; by default any.
          shared_name: iterators of one session that have it are one.
          output_classes: the same with classes; by default Tensors.

        Returns:
          An Iterator.

        Raises:
          TypeError: an element of a structure is no type, or none that is known.
        """
        specs = specs_from(output_types, output_shapes, output_classes)
        resource = ITERATOR(container="", shared_name=shared_name or "", **described(specs))
        return cls._of(resource, None, specs)

    @classmethod
    @door
    def from_string_handle(
        cls, string_handle: TensorLike, output_types: Any, output_shapes: Any = None, output_classes: Any = None
    ) -> Iterator:
        """The iterator that a handle says, another one in each run if it is fed.

        Args:
          string_handle: a scalar string, a value of `Iterator.string_handle`.
          output_types: the structure of elements, with the type of each component.
          output_shapes: the same with shapes; by default any.
          output_classes: the same with classes; by default Tensors.

        Returns:
          An Iterator.

        Raises:
          InvalidArgumentError: (when run) no such iterator, or one with other elements.
        """
        specs = specs_from(output_types, output_shapes, output_classes)
        handle = convert_to_tensor(string_handle, dtypes.string)
        resource = FROM_STRING(handle, **described(specs))
        return cls._of(resource, None, specs)

    @property
    @door
    def initializer(self) -> Operation:
        """The operation that begins a pass. Raises ValueError where there is none."""
        if self._initializer is None:
            raise ValueError("Iterator does not have an initializer.")
        return self._initializer

    @door
    def make_initializer(self, dataset: DatasetBase, name: str | None = None) -> Operation:
        """The operation that begins a pass over `dataset`.

        Args:
          dataset: a dataset of such elements.
          name: of the operation.

        Returns:
          An Operation.

        Raises:
          TypeError: the dataset has elements of other types, shapes or classes.
          ValueError: of another structure, or it is of another graph.
        """
        with name_scope(name, "make_initializer") as scope:
            own, others = self._legacy, (dataset.output_types, dataset.output_shapes, dataset.output_classes)
            for mine, other in zip(own, others, strict=True):
                assert_same_structure(mine, other)
            words = ("types", "shapes", "classes")
            for word, mine, other in zip(words, own, others, strict=True):
                pairs = zip(nest.flatten(mine), nest.flatten(other), strict=True)
                if not all(a == b or (word == "shapes" and a.is_compatible_with(b)) for a, b in pairs):
                    compatible = "compatible with " if word == "shapes" else ""
                    raise TypeError(
                        f"Expected output {word} {compatible}{mine!r} but got dataset with output {word} {other!r}."
                    )
            of_this_graph(dataset)
            made = MAKE_ITERATOR(dataset._variant_tensor, self._iterator_resource, name=scope)
        self._counting_bad(dataset)
        return made

    @property
    def _legacy(self) -> tuple[Any, Any, Any]:
        return self.output_types, self.output_shapes, self.output_classes

    @door
    def get_next(self, name: str | None = None) -> Any:
        """The next element, another one in each run.

        Args:
          name: of the operation.

        Returns:
          An element: tensors in the structure of elements.

        Raises:
          OutOfRangeError: (when run) the pass is over.
          FailedPreconditionError: (when run) none was begun.
        """
        self._calls += 1
        if self._calls > _MANY_CALLS:
            logging.warning(
                "An unusually high number of `Iterator.get_next()` calls was detected. This often indicates that "
                "`Iterator.get_next()` is being called inside a training loop, which will cause gradual slowdown and "
                "eventual resource exhaustion. If this is the case, restructure your code to call "
                "`next_element = iterator.get_next()` once outside the loop, and use `next_element` as the input to some "
                "computation that is invoked inside the loop."
            )
        tensors = GET_NEXT(self._iterator_resource, name=name, **described(self._specs))
        return from_tensors(self._specs, tensors)

    @door
    def peek(self, n: int = 1, session: Any = None) -> list[Any]:
        """Copies of the next `n` elements in a session, without taking them: no op, but values.

        Waits until they are computed, which a `py_func` notices; a pass that begins by itself is begun.

        Args:
          n: how many, >= 0.
          session: the default session if None.

        Returns:
          a list of elements, as runs of `get_next` will give them. Fewer than `n` where the pass ends before, or where one
          fails, whose error `get_next` will raise.

        Raises:
          InvalidArgumentError: n is negative.
          FailedPreconditionError: no pass was begun.
          ValueError: there is no session, or only a run decides which iterator it is (`from_string_handle`).
        """
        return self._seen(n, session)

    @door
    def snapshot(self, session: Any = None) -> list[Any]:
        """Copies of the next elements that are computed already in a session, ahead of `get_next`; otherwise as `peek`.

        Args:
          session: the default session if None.

        Returns:
          a list of elements; empty where each is computed when it is asked for.

        Raises:
          FailedPreconditionError, ValueError: as `peek`.
        """
        return self._seen(None, session)

    def _seen(self, n: int | None, session: Any) -> list[Any]:
        session = get_default_session() if session is None else getattr(session, "watched", session)
        if session is None:
            raise ValueError("no session is given, and there is no default session")
        state = iterator_behind(self._iterator_resource, session)
        if state is None:
            raise ValueError(f"only a run decides which iterator {self._iterator_resource.op.name!r} is")
        return [nest.pack(self._specs, element) for element in state.peek(session.context, n)]

    @door
    def string_handle(self, name: str | None = None) -> Tensor:
        """The handle by which `from_string_handle` knows it.

        Args:
          name: of the operation.

        Returns:
          A scalar string tensor.
        """
        return self._string_handle if name is None else TO_STRING(self._iterator_resource, name=name)

    @property
    def element_spec(self) -> Any:
        """The structure of elements, with what is known of each component."""
        return self._specs

    @property
    def output_types(self) -> Any:
        """The structure of elements, with the type of each component."""
        return types_of(self._specs)

    @property
    def output_shapes(self) -> Any:
        """The structure of elements, with the shape of each component."""
        return shapes_of(self._specs)

    @property
    def output_classes(self) -> Any:
        """The structure of elements, with the class of each component."""
        return classes_of(self._specs)


def initializable(dataset: DatasetBase, shared_name: str | None) -> Iterator:
    """An iterator of a dataset whose passes its `initializer` begins."""
    of_this_graph(dataset)
    variant = dataset._with_options_applied()
    resource = ITERATOR(container="", shared_name=shared_name or "", **dataset._flat_structure)
    with get_default_graph().colocate_with(resource):
        initializer = MAKE_ITERATOR(variant, resource)
    return Iterator._of(resource, initializer, dataset.element_spec)._counting_bad(dataset)
