"""Monitors as hooks of a session."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.variables.global_step import get_global_step

from ....estimators.calls import arguments_of
from ....sessions.run_hooks import SessionRunArgs, SessionRunContext, SessionRunHook, SessionRunValues


@export("contrib.learn.monitors.RunHookAdapterForMonitors")
class RunHookAdapterForMonitors(SessionRunHook):
    """Monitors as a hook.

    Args:
      monitors: the monitors.

    Raises:
      ValueError: (in a step) a monitor asks for no list.
    """

    def __init__(self, monitors: Sequence[Any]) -> None:
        self._monitors = monitors

    def begin(self) -> None:
        self._last_step: int | None = None
        self._global_step_tensor: Any = get_global_step()
        for monitor in self._monitors:
            monitor.begin(max_steps=None)

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        if self._last_step is None:
            self._last_step = run_context.session.run(self._global_step_tensor) + 1
        fetched: dict[Any, Any] = {}
        for monitor in self._monitors:
            fetched.update({one: _element_of(one) for one in _listed(monitor.step_begin(self._last_step))})
        return SessionRunArgs([self._global_step_tensor, fetched])

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        step, values = run_values.results
        ends = [monitor.step_end(self._last_step, values) for monitor in self._monitors]
        if any(ends):
            run_context.request_stop()
        for monitor in self._monitors:
            monitor.post_step(self._last_step, run_context.session)
        self._last_step = step + 1

    def end(self, session: Any) -> None:
        self._last_step = None
        for monitor in self._monitors:
            monitor.end(**({"session": session} if "session" in arguments_of(monitor.end) else {}))


@export("contrib.learn.monitors.replace_monitors_with_hooks")
def replace_monitors_with_hooks(monitors_or_hooks: Iterable[Any] | None, estimator: Any) -> list[SessionRunHook]:
    """Hooks, those of monitors among them.

    Args:
      monitors_or_hooks: SessionRunHooks and monitors; None for none.
      estimator: the model that is trained.

    Returns:
      a list of SessionRunHooks.
    """
    given = list(monitors_or_hooks or ())
    hooks = [one for one in given if isinstance(one, SessionRunHook)]
    monitors = [one for one in given if not isinstance(one, SessionRunHook)]
    if not estimator.config.is_chief:
        monitors = [monitor for monitor in monitors if monitor.run_on_all_workers]
    for monitor in monitors:
        monitor.set_estimator(estimator)
    return [*hooks, RunHookAdapterForMonitors(monitors)] if monitors else hooks


def _listed(asked: Any) -> list[Any]:
    if asked and not isinstance(asked, list):
        raise ValueError("Monitor.step_begin should return a list.")
    return asked or []


def _element_of(asked: Any) -> Any:
    graph = get_default_graph()
    if not isinstance(asked, str):
        if getattr(asked, "graph", None) is not graph:
            raise ValueError(f"Passed {asked} should have graph attribute that is equal to current graph {graph}.")
        return asked
    if ":" in asked:
        return graph.as_graph_element(asked)
    found = graph.as_graph_element(f"{asked}:0")
    if len(found.op.outputs) > 1:
        raise ValueError(f"Name {asked} is ambiguous, as this `Operation` has multiple outputs (at least 2).")
    return found
