"""pure_variable_scope: a variable scope without a name scope.

Source of names, rules and messages: TensorFlow 1.15, where it is private.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export

from ..types import dtypes
from ..types.likes import DTypeLike, Initializer
from .scope_state import VariableScope, current_scopes

_SETTINGS = ("initializer", "regularizer", "caching_device", "partitioner", "dtype", "use_resource")
"""What an inner scope has from the outer one, unless it is given its own."""


@export("python.ops.variable_scope._pure_variable_scope")
class pure_variable_scope:
    """A variable scope without a name scope. May be entered again after it was left.

    Args:
      name_or_scope: a name below the current scope, or a VariableScope to go to.
      old_name_scope: the `original_name_scope` of a scope that is named; by default the name itself.
      dtype: None for that of the outer scope.
      reuse, initializer, regularizer, caching_device, partitioner, custom_getter, use_resource, constraint: as of
        `variable_scope`.
    """

    def __init__(
        self,
        name_or_scope: Any,
        reuse: Any = None,
        initializer: Initializer | None = None,
        regularizer: Callable[..., Any] | None = None,
        caching_device: Any = None,
        partitioner: Callable[..., Any] | None = None,
        custom_getter: Callable[..., Any] | None = None,
        old_name_scope: str | None = None,
        dtype: DTypeLike = dtypes.float32,
        use_resource: bool | None = None,
        constraint: Callable[..., Any] | None = None,
    ) -> None:
        self._name_or_scope = name_or_scope
        self._reuse = reuse
        self._custom_getter = custom_getter
        self._old_name_scope = old_name_scope
        self._constraint = constraint
        given = (initializer, regularizer, caching_device, partitioner, dtype, use_resource)
        self._given = {key: value for key, value in zip(_SETTINGS, given, strict=True) if value is not None}
        self._goes_to = self._made_from(name_or_scope) if isinstance(name_or_scope, VariableScope) else None
        self._left: list[Callable[[], None]] = []

    def _made_from(self, outer: VariableScope) -> VariableScope:
        settings = {key: getattr(outer, key) for key in _SETTINGS} | self._given
        getter = outer.custom_getter
        if self._custom_getter is not None:
            getter = self._custom_getter if getter is None else _around(self._custom_getter, getter)
        return VariableScope(
            self._reuse or outer.reuse,
            outer.name,
            custom_getter=getter,
            name_scope=outer.original_name_scope,
            constraint=self._constraint,
            **settings,
        )

    def __enter__(self) -> VariableScope:
        current = current_scopes()
        outer = current.scope
        if self._goes_to is not None:
            scope = self._goes_to
            current.open(scope.name)
            moment = current.moment()
        else:
            scope = self._made_from(outer)
            scope.name = f"{outer.name}/{self._name_or_scope}" if outer.name else self._name_or_scope
            name_scope = self._name_or_scope if self._old_name_scope is None else self._old_name_scope
            scope.original_name_scope = name_scope
            # Once it was entered below a scope that reuses, it reuses.
            self._reuse = scope.reuse
            current.open(scope.name)
            moment = None
        current.scope = scope

        def leave() -> None:
            if current.scope is not scope:
                raise RuntimeError("Improper nesting of variable_scope.")
            if moment is None:
                current.forget_below(scope.name)
            else:
                current.return_to(moment)
            current.scope = outer

        self._left.append(leave)
        return scope

    def __exit__(self, *exc_info: Any) -> None:
        self._left.pop()()


def _around(outer: Callable[..., Any], inner: Callable[..., Any]) -> Callable[..., Any]:
    """A custom getter that calls `outer`, to which `inner` is the true getter."""

    def getter_of_both(getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return outer(functools.partial(inner, getter), *args, **kwargs)

    return getter_of_both
