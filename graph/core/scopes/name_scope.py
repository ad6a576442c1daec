"""name_scope: a prefix for the names of the operations made inside."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from headrace.formats.exports import export

from ..defaults import get_default_graph, graph_of


@export("name_scope")
class name_scope:
    """Put a prefix before the names of the operations made inside; yields the scope with its `/`.

    Args:
      name: the scope; None takes `default_name`.
      default_name: the scope where the caller of a library function gave none.
      values: tensors whose graph the operations are added to.

    Raises:
      TypeError: `name` is neither text nor None.
      ValueError: neither name was given (unless there are no `values` either), or `values` are of different graphs.

    Example:
      >>> with tf.name_scope("layer") as scope:
      ...     a = tf.constant(1.0, name="a")
      >>> a.name, scope
      ('layer/a:0', 'layer/')
    """

    def __init__(self, name: str | None, default_name: str | None = None, values: Sequence[Any] | None = None) -> None:
        if name is not None and not isinstance(name, (str, bytes)):
            raise TypeError(f"name must be a string, but got {type(name)}")
        self._name = default_name if name is None else name
        if self._name is None and values is not None:
            raise ValueError(f"At least one of name ({name}) and default_name ({default_name}) must be provided.")
        self._values = values or ()
        self._entered: contextlib.ExitStack | None = None

    @property
    def name(self) -> str | None:
        """The name that was asked for."""
        return self._name

    def __enter__(self) -> str:
        stack = contextlib.ExitStack()
        graph = graph_of(self._values)
        if graph is not get_default_graph():
            stack.enter_context(graph.as_default())
        try:
            scope = stack.enter_context(graph.name_scope(self._name))
        except BaseException:
            stack.close()
            raise
        self._entered = stack
        return scope

    def __exit__(self, *exc_info: Any) -> None:
        stack, self._entered = self._entered, None
        if stack is not None:
            stack.__exit__(*exc_info)


@export("op_scope")
@contextlib.contextmanager
def op_scope(values: Sequence[Any], name: str | None, default_name: str | None = None) -> Iterator[str]:
    """`name_scope` as it was called before TensorFlow 1.0, the values first.

    Args:
      values, name, default_name: as of `name_scope`.

    Returns:
      A context manager that gives the scope, with its slash.
    """
    with name_scope(name, default_name, values) as scope:
        yield scope
