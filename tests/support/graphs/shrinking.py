"""A failing program, smaller: runs and steps are left out as long as it fails in the same way."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Spec = dict[str, Any]


def shrunk(spec: Spec, fails: Callable[[Spec], bool]) -> Spec:
    """The smallest spec on the way from `spec` by leaving out one thing at a time."""
    progress = True
    while progress:
        progress = False
        for smaller in _smaller(spec):
            if fails(smaller):
                spec, progress = smaller, True
                break
    return spec


def _smaller(spec: Spec) -> Iterator[Spec]:
    for size in (8, 4, 2, 1):
        for start in range(0, len(spec["runs"]), size):
            if size == 1 or size < len(spec["runs"]):
                yield _without(spec, lambda one: one["runs"], start, size)
    for run in range(len(spec["runs"])):
        for fetch in range(len(spec["runs"][run]["fetch"]) - 1, 0, -1):
            if len(spec["runs"][run]["fetch"]) > 2:
                yield _without(spec, lambda one, run=run: one["runs"][run]["fetch"], fetch, 1)
        for key in ("given", "unfed"):
            if key in spec["runs"][run]:
                smaller = copy.deepcopy(spec)
                del smaller["runs"][run][key]
                yield smaller
    for size in (8, 4, 2, 1):
        for start in range(len(spec["steps"]) - size, -1, -size):
            yield _without(spec, lambda one: one["steps"], start, size)
    for path in _branches(spec):
        for start in range(len(path(spec)) - 1, -1, -1):
            yield _without(spec, path, start, 1)
    for number, step in enumerate(spec["steps"]):
        if "after" in step:
            smaller = copy.deepcopy(spec)
            del smaller["steps"][number]["after"]
            yield smaller


def _without(spec: Spec, where: Callable[[Spec], list], start: int, count: int) -> Spec:
    smaller = copy.deepcopy(spec)
    del where(smaller)[start : start + count]
    return smaller


def _branches(spec: Spec) -> Iterator[Callable[[Spec], list]]:
    """Ways to the lists of steps of all branches."""

    def inside(way: Callable[[Spec], list]) -> Iterator[Callable[[Spec], list]]:
        for number, step in enumerate(way(spec)):
            for branch in ("then", "else"):
                if branch in step["at"]:
                    deeper = lambda one, number=number, branch=branch: way(one)[number]["at"][branch]  # noqa: E731
                    yield deeper
                    yield from inside(deeper)

    return inside(lambda one: one["steps"])
