"""VariableScope: what variables made in it share; and which one a thread is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export

from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..types import dtypes
from ..types.likes import DTypeLike, Initializer, ShapeLike
from .request import VariableRequest
from .store import VariableStore


@export("VariableScope")
class VariableScope:
    """A prefix for names of variables, and what `get_variable` takes where it is not told.

    Args:
      name: the prefix, without the slash.
      reuse: True, False or AUTO_REUSE.
      name_scope: the name scope that was opened together with it, with its slash; the attribute `original_name_scope`.
      initializer, regularizer, caching_device, partitioner, custom_getter, dtype, use_resource, constraint: as of
        `tf.variable_scope`; attributes of the same names.
    """

    def __init__(
        self,
        reuse: Any,
        name: str = "",
        initializer: Initializer | None = None,
        regularizer: Callable[..., Any] | None = None,
        caching_device: Any = None,
        partitioner: Callable[..., Any] | None = None,
        custom_getter: Callable[..., Any] | None = None,
        name_scope: str = "",
        dtype: DTypeLike = dtypes.float32,
        use_resource: bool | None = None,
        constraint: Callable[..., Any] | None = None,
    ) -> None:
        self.name = name
        self.reuse = reuse
        self.original_name_scope = name_scope
        self.initializer = initializer
        self.regularizer = regularizer
        self.caching_device = caching_device
        self.partitioner = partitioner
        self.custom_getter = custom_getter
        self.dtype = dtype
        self.use_resource = use_resource
        self.constraint = constraint

    def reuse_variables(self) -> None:
        """From now on `get_variable` finds variables in this scope and makes none."""
        self.reuse = True

    def set_initializer(self, initializer: Initializer) -> None:
        """Have variables that are given no initializer start with `initializer`."""
        self.initializer = initializer

    def set_regularizer(self, regularizer: Callable[..., Any]) -> None:
        """Set `regularizer`, a function from a variable to its loss; None for no loss."""
        self.regularizer = regularizer

    def set_caching_device(self, caching_device: Any) -> None:
        """Set `caching_device`, the device of the operations that read variables."""
        self.caching_device = caching_device

    def set_partitioner(self, partitioner: Any) -> None:
        """Set `partitioner`, what cuts variables into parts."""
        self.partitioner = partitioner

    def set_custom_getter(self, custom_getter: Callable[..., Any]) -> None:
        """Set `custom_getter`, what is called instead of making or finding a variable."""
        self.custom_getter = custom_getter

    def set_dtype(self, dtype: DTypeLike) -> None:
        """Set `dtype`, the type of variables that are given none."""
        self.dtype = dtype

    def set_use_resource(self, use_resource: bool | None) -> None:
        """Set `use_resource`, for programs that ask for it again; all variables are of one kind."""
        self.use_resource = use_resource

    def get_collection(self, name: str) -> list:
        """What stands in a collection and has a name in this scope."""
        return get_default_graph().get_collection(name, f"{self.name}/" if self.name else "")

    def trainable_variables(self) -> list:
        """Those of TRAINABLE_VARIABLES in this scope."""
        return self.get_collection(GraphKeys.TRAINABLE_VARIABLES)

    def global_variables(self) -> list:
        """Those of GLOBAL_VARIABLES in this scope."""
        return self.get_collection(GraphKeys.GLOBAL_VARIABLES)

    def local_variables(self) -> list:
        """Those of LOCAL_VARIABLES in this scope."""
        return self.get_collection(GraphKeys.LOCAL_VARIABLES)

    def get_variable(
        self,
        var_store: VariableStore,
        name: str,
        shape: ShapeLike | None = None,
        dtype: DTypeLike | None = None,
        initializer: Initializer | None = None,
        regularizer: Callable[..., Any] | None = None,
        reuse: Any = None,
        trainable: bool | None = None,
        collections: Sequence[str] | None = None,
        caching_device: Any = None,
        partitioner: Callable[..., Any] | None = None,
        validate_shape: bool = True,
        use_resource: bool | None = None,
        custom_getter: Callable[..., Any] | None = None,
        constraint: Callable[..., Any] | None = None,
        synchronization: Any = None,
        aggregation: Any = None,
    ) -> Any:
        """The variable `name` of this scope, found or made.

        Args:
          var_store: the store of variables of a graph.
          shape, dtype, initializer, regularizer, reuse, trainable, collections, caching_device, partitioner, validate_shape,
            use_resource, custom_getter, constraint, synchronization, aggregation: as of `tf.get_variable`.
        """
        request = VariableRequest(
            name=name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            reuse=reuse,
            trainable=trainable,
            collections=collections,
            caching_device=caching_device,
            partitioner=partitioner,
            validate_shape=validate_shape,
            use_resource=use_resource,
            constraint=constraint,
            synchronization=synchronization,
            aggregation=aggregation,
        )
        return requested_variable(self, var_store, request, custom_getter)


class CurrentScopes:
    """Where a thread is in a graph: its variable scope, and which it has opened."""

    def __init__(self) -> None:
        self.scope = VariableScope(False)
        self._opened: set[str] = set()
        self._below: dict[str, dict[str, None]] = {}  # those of `_opened` that lie in a scope, in it or deeper
        self._taken: dict[str, int] = {}  # how many numbers after a name are in use without a gap
        self._moments = 0
        self._changes: list[str] = []  # since the first moment that may be returned to: what was opened or forgotten

    def open(self, name: str) -> None:
        if name not in self._opened:
            self._change(name)

    def forget_below(self, name: str) -> None:
        for other in tuple(self._below.get(name, ())):
            self._change(other)

    def moment(self) -> int:
        """This moment, to return to once."""
        self._moments += 1
        return len(self._changes)

    def return_to(self, moment: int) -> None:
        """Have those scopes opened that were opened then."""
        for name in self._changes[moment:][::-1]:
            self._change(name)
        self._moments -= 1
        del self._changes[moment:]

    def unique(self, prefix: str) -> str:
        """`prefix` with a number where a scope of that name was opened inside the current one."""
        name = f"{self.scope.name}/{prefix}" if self.scope.name else prefix
        if name not in self._opened:
            return prefix
        number = self._taken.get(name, 0) + 1
        while f"{name}_{number}" in self._opened:
            number += 1
        self._taken[name] = number - 1
        return f"{prefix}_{number}"

    def _change(self, name: str) -> None:
        """Open a scope that was not, or forget one that was."""
        if self._moments:
            self._changes.append(name)
        parts = name.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts))]
        if name not in self._opened:
            self._opened.add(name)
            for outer in above:
                self._below.setdefault(outer, {})[name] = None
        else:
            self._opened.remove(name)
            self._taken.pop(name.rpartition("_")[0], None)
            for outer in above:
                del self._below[outer][name]


def current_scopes() -> CurrentScopes:
    """Where this thread is in the default graph."""
    return get_default_graph().local("variable scope", CurrentScopes)


@export("get_variable_scope")
def get_variable_scope() -> VariableScope:
    """The current variable scope of this thread in the default graph."""
    return current_scopes().scope


def requested_variable(scope: VariableScope, store: VariableStore, request: VariableRequest, custom_getter: Any = None) -> Any:
    """The variable that is asked for, found or made in a scope; by the scope's custom getter unless another is given.

    Raises:
      ValueError: the initializer is a value of another dtype than the one asked for; or as `scope.get_variable` says.
    """
    # Variables have their names from the variable scope alone.
    with get_default_graph().name_scope(None):
        initializer, dtype = request.initializer, request.dtype
        if dtype is not None and initializer is not None and not callable(initializer):
            own = convert_to_tensor(initializer).dtype.base_dtype
            if own is not dtypes.as_dtype(dtype):
                raise ValueError(f"Initializer type '{own}' and explicit dtype '{dtype}' don't match.")
        return store.get_variable(request.within(scope), scope.custom_getter if custom_getter is None else custom_getter)
