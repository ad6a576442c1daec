"""The law: a Session gives what the operations give that are run one by one.

Held against each other are the values of each run (to the bit), errors (class, words, operation), what Python functions
saw, and the variables at the end. Beside that: fed arrays stay as they are; what a run has returned stays as it is
whatever later runs do; what the caller does with it changes nothing; two arrays share memory only where one tensor was
asked for twice.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import headrace as tf
from headrace.graph.runtime.variable_state import VariableState

from .arrays import array
from .checked import CheckedSession
from .drawing import drawn
from .outcomes import arrays_in, described, described_error, spoil, what_is_shared
from .races import have_a_race, operations_of, run_side_by_side
from .site import Site, Unbuilt, built, kind_of

_NOWHERE = os.path.join(tempfile.gettempdir(), "graphs-without-files")
_SECONDS = 20
_ANY_ERROR = "raised beside operations that wait"
"""Where operations run side by side, the error is that of the first that fails: which one is left open."""


def difference(spec: dict[str, Any]) -> str | None:
    """What of a program's runs in a Session is not what it should be; None where all is."""
    with _directory(spec) as directory:
        site = built(spec, directory)
        with tf.Graph().as_default():  # what is not of the program's graph is an error
            expected = _Runs(site, spec, CheckedSession)
            found = _Runs(site, spec, tf.Session)
    if expected.faults:
        return f"declared otherwise than it is: {expected.faults[0]}"
    for run, (one, other) in enumerate(zip(expected.outcomes, found.outcomes, strict=True)):
        if one != other and not (one[0] == other[0] == _ANY_ERROR):
            return f"run {run}: {_shown(one, other)}"
    for what in () if expected.left_open or found.left_open else ("log", "variables"):
        if (one := getattr(expected, what)) != (other := getattr(found, what)):
            return f"{what}: {_shown(one, other)}"
    return None


def _directory(spec: dict[str, Any]) -> contextlib.AbstractContextManager[str]:
    """A directory for the files of a program, for those that have any: making one takes longer than most programs."""
    uses_files = '"op": "file"' in json.dumps(spec["steps"])
    return tempfile.TemporaryDirectory(prefix="graphs") if uses_files else contextlib.nullcontext(_NOWHERE)


def _shown(expected: Any, found: Any) -> str:
    return f"\n  expected {expected}\n  found    {found}"


class _Runs:
    """The runs of a program in a session of its own.

    Attributes:
      outcomes: what came of each.
      log: what Python functions noted.
      variables: their values at the end.
      faults: what ops declare that did not hold.
      left_open: whether the last run ended so that nobody knows which of its operations have run.
    """

    def __init__(self, site: Site, spec: dict[str, Any], make: Callable[..., Any]) -> None:
        for path in Path(site.directory).glob("*"):
            path.unlink()
        self.outcomes: list[Any] = []
        self.left_open = False
        self._site = site
        self._kept: list[tuple[Any, Any]] = []
        config = tf.ConfigProto(operation_timeout_in_ms=_SECONDS * 1000)
        with make(graph=site.graph, config=config) as session:
            site.session, site.log = session, []
            starts = [variable.initializer for variable, initialized in site.variables if initialized]
            if starts:
                session.run(starts)
            for run in spec["runs"]:
                self._run(session, run)
                if self.left_open:
                    break
            self.outcomes += [["kept"] for value, before in self._kept if described(value) != before]
            self.variables = {
                state.name: described(state.value) for state in session.resources(VariableState) if state.value is not None
            }
            self.faults = getattr(session, "faults", [])
        self.log = sorted(site.log)  # side by side, either may be the first

    def _run(self, session: Any, run: dict[str, Any]) -> None:
        session.shapes_hold = "given" not in run
        try:
            fetches = _fetches(self._site, run["fetch"])
            feeds = _feeds(self._site, run)
        except Unbuilt:
            return
        operations = operations_of(_targets(fetches), feeds)
        side_by_side = run_side_by_side(operations)
        if side_by_side and have_a_race(operations):
            self.left_open = True
            return
        before = [described(value) for value in feeds.values()]
        try:
            value = session.run(fetches, feeds)
        except Exception as error:
            outcome = ["raised", described_error(error)]
            if side_by_side:
                outcome[0], self.left_open = _ANY_ERROR, True
        else:
            outcome = ["returned", described(value), what_is_shared(value)]
            outcome += [["read only"] for array in arrays_in(value) if not array.flags.writeable]
            if run["spoil"]:
                _spoil_writeable(value)
            else:
                self._kept.append((value, described(value)))
        if [described(value) for value in feeds.values()] != before:
            outcome.append("a fed array changed")
        self.outcomes.append(outcome)


def _spoil_writeable(value: Any) -> None:
    for one in arrays_in(value):
        if one.flags.writeable:
            spoil(one)


def _fetches(site: Site, fetch: Any) -> Any:
    kind, *parts = fetch
    if kind in ("list", "tuple"):
        found = []
        for part in parts:
            try:
                found.append(_fetches(site, part))
            except Unbuilt:
                continue
        return found if kind == "list" else tuple(found)
    if kind == "dict":
        return {name: _fetches(site, part) for name, part in parts[0].items()}
    value = site.value(parts)
    return value.op if kind == "op" and not isinstance(value, tf.Operation) else value


def _feeds(site: Site, run: dict[str, Any]) -> dict[Any, Any]:
    feeds: dict[Any, Any] = {}
    if not run.get("unfed"):
        for tensor, at, step in site.placeholders:
            shape = [run["sizes"].get(size, size) for size in at["shape"]]
            feeds[tensor] = array(at["kind"], shape, run["seed"] + step)
        feeds.update((tensor, value.copy()) for tensor, value in site.constant_feeds)
    for ref in run.get("given", ()):
        tensor = site.value(ref)
        if isinstance(tensor, tf.Tensor):
            known = (2, 3) if tensor.static_shape is None else tensor.static_shape
            shape = [run["sizes"]["n"] if size is None else size for size in known]
            feeds[tensor] = array(kind_of(tensor), shape, run["seed"])
    return feeds


def _targets(fetches: Any) -> list[Any]:
    if isinstance(fetches, dict):
        fetches = list(fetches.values())
    if isinstance(fetches, (list, tuple)):
        return [target for part in fetches for target in _targets(part)]
    if isinstance(fetches, (tf.Tensor, tf.Operation)):
        return [fetches]
    if isinstance(fetches, tf.Variable):
        return [fetches.value()]
    parts = (getattr(fetches, name, None) for name in ("values", "indices", "dense_shape"))
    return [part for part in parts if part is not None]


def counterexample(seed: int) -> tuple[dict[str, Any], str] | None:
    """The program of a seed and what is wrong with it, where something is."""
    spec = drawn(seed, _NOWHERE)
    wrong = difference(spec)
    return None if wrong is None else (spec, wrong)
