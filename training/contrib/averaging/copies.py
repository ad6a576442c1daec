"""What the optimizers share that keep copies of variables: how copies are made, when they are brought together."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.assign import assign_add
from headrace.graph.variables.collections import global_variables_initializer, local_variables_initializer
from headrace.graph.variables.scope import get_variable

from ...optimizers.optimizer import Optimizer
from ...sessions.run_hooks import SessionRunHook

CENTER = "global_center_variable"


class CopyingGetter:
    """A custom getter that makes a worker's own variable of each trainable one, and copies beside it.

    Args:
      worker_device: the device of what is the worker's own.
    """

    _own_copy: str
    """The name of the copy that is the worker's own."""

    def __init__(self, worker_device: Any) -> None:
        self._worker_device = worker_device
        self._global_map: dict[Any, Any] = {}
        self._own_map: dict[Any, Any] = {}

    def __call__(
        self, getter: Callable[..., Any], name: str, trainable: bool, collections: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """The variable of a name; see `tf.variable_scope`, `custom_getter`.

        Args:
          getter: makes or finds a variable.
          name, trainable, collections, args, kwargs: as of `tf.get_variable`.
        """
        if not trainable:
            return self._untrained(getter, name, collections, *args, trainable=trainable, **kwargs)

        def made(name: str, collection: str, trainable: bool = False) -> Any:
            return getter(name, *args, trainable=trainable, collections=[collection], **kwargs)

        with self._on_worker():
            local = made(name, GraphKeys.LOCAL_VARIABLES, True)
        if kwargs.get("reuse") is True:
            return local
        center = made(f"{CENTER}/{name}", GraphKeys.GLOBAL_VARIABLES)
        with self._on_worker():
            own = made(f"{self._own_copy}/{name}", GraphKeys.LOCAL_VARIABLES)
        if kwargs.get("partitioner") is None:
            local_parts, center_parts, own_parts = [local], [center], [own]
        else:
            local_parts, center_parts, own_parts = list(local), list(center), list(own)
        self._global_map.update(zip(local_parts, center_parts, strict=True))
        self._own_map.update(zip(local_parts, own_parts, strict=True))
        return local

    def _on_worker(self) -> contextlib.AbstractContextManager[Any]:
        return get_default_graph().device(self._worker_device)

    def _untrained(self, getter: Callable[..., Any], name: str, collections: Any, *args: Any, **kwargs: Any) -> Any:
        own = GraphKeys.LOCAL_VARIABLES in (collections or ())
        with self._on_worker() if own else contextlib.nullcontext():
            return getter(name, *args, collections=collections, **kwargs)


class PeriodicOptimizer(Optimizer):
    """An optimizer around another, which does something more every so many steps."""

    def __init__(self, optimizer: Optimizer, num_worker: int, period: Any, use_locking: bool, name: str) -> None:
        super().__init__(use_locking, name)
        self._opt = optimizer
        self._num_worker = num_worker
        self._period = period
        self._local_step = get_variable(
            initializer=0, trainable=False, collections=[GraphKeys.LOCAL_VARIABLES], name="local_step"
        )
        self._opt._prepare()

    def _counted(self) -> Operation:
        return assign_add(self._local_step, 1, name="local_step_update").op

    def _is_time(self) -> Tensor:
        return ops.equal(ops.floormod(self._local_step, self._period), 0)

    def _now_and_then(self, is_time: Tensor, together: Callable[[], Operation]) -> Any:
        return cond(is_time, together, ops.no_op)


def made_local(known: set[str]) -> None:
    """Move the variables that have come since into the collection of local ones.

    Args:
      known: the names of the global variables before.
    """
    graph = get_default_graph()
    variables = graph.get_collection_ref(GraphKeys.GLOBAL_VARIABLES)
    moved = [one for one in variables if one.op.name not in known]
    variables[:] = [one for one in variables if one.op.name in known]
    for one in moved:
        graph.add_to_collection(GraphKeys.LOCAL_VARIABLES, one)


def names_of(variables: Sequence[Any]) -> set[str]:
    """The names of variables."""
    return {one.op.name for one in variables}


class StartingHook(SessionRunHook):
    """A hook that gives a worker's variables their first values when a session is made."""

    def __init__(self, init_op: Callable[[], Operation], is_chief: bool) -> None:
        self._init_op = init_op
        self._is_chief = is_chief
        self._start: Operation | None = None

    @documented_by(SessionRunHook.begin)
    def begin(self) -> None:
        local_variables_initializer()
        if self._is_chief:
            global_variables_initializer()
        self._start = self._init_op()

    @documented_by(SessionRunHook.after_create_session)
    def after_create_session(self, session: Any, coord: Any) -> None:
        session.run(self._start)
