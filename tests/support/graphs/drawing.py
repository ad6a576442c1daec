"""Random programs: specs of steps and runs, plain data that JSON can hold, made from a seed.

A spec is drawn while its graph is built, so that what is drawn fits: {"seed", "steps": [...], "runs": [...]}.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

import headrace as tf

from .arrays import KINDS
from .recipes import RECIPES
from .site import Ref, Site, Step, Unbuilt, kind_of, rank_of

SHAPES = ((), (3,), (2, 3), (2, 3), (2, 3), (2, 1), (1, 3), (2, 2, 3), (4,), (3, 2), (3, 3), (0,), (2, 0), (1,), (1, 1))
_COMMON = ("float32", "float32", "float32", "float64", "int32", "int64")


class Drawing:
    """A program being drawn.

    Attributes:
      rng: what all is drawn from.
      site: the graph as far as it is drawn.
      steps: the steps of the whole, or of the branch that is being drawn.
      visible: what may be used at this place.
    """

    def __init__(self, seed: int, directory: str) -> None:
        self.rng = random.Random(seed)
        self.site = Site(seed, directory)
        self.steps: list[Step] = []
        self.visible: list[Ref] = []
        self.depth = 0
        self._count = 0
        self._names = list(RECIPES)
        self._weights = [RECIPES[name].weight for name in self._names]

    def step(self, name: str, inputs: Iterable[Ref] = (), at: dict[str, Any] | None = None, after: Iterable[Ref] = ()) -> int:
        """Add a step; gives its number. Raises Unbuilt where it cannot be built."""
        self._count += 1
        step = {"id": self._count, "op": name, "in": [list(ref) for ref in inputs], "at": at or {}}
        waits = [list(ref) for ref in after]
        if waits:
            step["after"] = waits
        self.site.add(step)
        self.steps.append(step)
        made = self.site.made[step["id"]]
        self.visible += [[step["id"], position] for position in range(len(made))]
        return step["id"]

    def any_step(self) -> None:
        """Add a step of a random kind, unless what was drawn does not fit."""
        name = self.rng.choices(self._names, self._weights)[0]
        try:
            inputs, at = RECIPES[name].draw(self)
            self.step(name, inputs, at, self._waits())
        except Unbuilt:
            pass

    def any_of(self, *names: str) -> None:
        """Add a step of one of these kinds."""
        name = self.rng.choice(names)
        self.step(name, *RECIPES[name].draw(self))

    def _waits(self) -> list[Ref]:
        if self.rng.random() > 0.3 or not self.visible:
            return []
        waits = self.rng.sample(self.visible, min(len(self.visible), self.rng.choice((1, 1, 2))))
        return [ref for ref in waits if _is_node(self.site.value(ref))]

    def seed(self) -> int:
        return self.rng.randrange(1 << 16)

    def kind(self, kinds: Iterable[str] = KINDS) -> str:
        kinds = list(kinds)
        common = [kind for kind in _COMMON if kind in kinds]
        return self.rng.choice(common if common and self.rng.random() < 0.7 else kinds)

    def tensors(self, fits: Callable[[Any], bool]) -> list[Ref]:
        return [ref for ref in self.visible if isinstance(value := self.site.value(ref), tf.Tensor) and fits(value)]

    def pick(
        self,
        kinds: Iterable[str] | None = None,
        rank: int | tuple[int, ...] | None = None,
        fits: Callable[[Any], bool] = lambda tensor: True,
    ) -> Ref:
        """A tensor of one of these types and ranks; a new constant where there is none."""
        allowed = frozenset(kinds if kinds is not None else KINDS)
        ranks = (rank,) if isinstance(rank, int) else rank
        found = self.tensors(
            lambda tensor: kind_of(tensor) in allowed and (ranks is None or rank_of(tensor) in (None, *ranks)) and fits(tensor)
        )
        if found and self.rng.random() < 0.9:
            return found[-1 - min(int(self.rng.expovariate(0.3)), len(found) - 1)]
        return self.constant(self.kind(sorted(allowed)), ranks)

    def constant(self, kind: str, ranks: tuple[int, ...] | None = None) -> Ref:
        shapes = [shape for shape in SHAPES if ranks is None or len(shape) in ranks]
        shape = list(self.rng.choice(shapes))
        return [self.step("constant", (), {"kind": kind, "shape": shape, "seed": self.seed()}), 0]

    def like(self, ref: Ref) -> Ref:
        """A tensor of the same type, of whatever shape."""
        return self.pick([kind_of(self.site.value(ref))])

    def branch(self, most: int) -> tuple[list[Step], list[Ref]]:
        """Draw steps that stand in a branch: they are not seen outside. Gives them, and what can be seen at their end."""
        outer = self.steps, self.visible
        self.steps, self.visible, self.depth = [], list(self.visible), self.depth + 1
        try:
            for _ in range(self.rng.randrange(most)):
                self.any_step()
            return self.steps, self.visible
        finally:
            self.site.inside.update(step["id"] for step in self.steps)
            self.steps, self.visible = outer
            self.depth -= 1


def _is_node(value: Any) -> bool:
    return isinstance(value, (tf.Tensor, tf.Operation, tf.Variable))


def drawn(seed: int, directory: str) -> dict[str, Any]:
    """The spec of a seed."""
    drawing = Drawing(seed, directory)
    rng = drawing.rng
    with drawing.site.graph.as_default():
        for _ in range(rng.choice((0, 1, 1, 2))):
            drawing.any_of("placeholder", "variable")
        for _ in range(rng.choice((2, 4, 8, 8, 12, 16, 24))):
            drawing.any_step()
    return {"seed": seed, "steps": drawing.steps, "runs": _runs(drawing)}


def _runs(drawing: Drawing) -> list[dict[str, Any]]:
    rng = drawing.rng
    everything = [[step, position] for step, made in drawing.site.made.items() for position in range(len(made))]
    outside = [ref for ref in everything if ref[0] not in drawing.site.inside]
    runs: list[dict[str, Any]] = []
    for _ in range(rng.choice((1, 2, 2, 3, 4))):
        run = {
            "fetch": _fetches(drawing, everything if rng.random() < 0.1 else outside),
            "sizes": {"n": rng.choice((0, 1, 2, 2, 3, 3)), "m": rng.choice((1, 2, 3, 3))},
            "seed": drawing.seed(),
            "spoil": rng.random() < 0.5,
        }
        if rng.random() < 0.1:
            tensors = drawing.tensors(lambda tensor: kind_of(tensor) in KINDS)
            run["given"] = rng.sample(tensors, min(len(tensors), rng.choice((1, 1, 2))))
        if rng.random() < 0.02:
            run["unfed"] = True
        if runs and rng.random() < 0.4:  # the same again: the plan is there already
            run = {**run, **{key: runs[-1][key] for key in ("fetch", "given") if key in runs[-1]}}
        runs.append(run)
    return runs


def _fetches(drawing: Drawing, refs: list[Ref]) -> list[Any]:
    rng = drawing.rng
    if not refs:
        return ["list"]
    chosen = [refs[-1 - min(int(rng.expovariate(0.15)), len(refs) - 1)] for _ in range(rng.choice((1, 2, 3, 5)))]
    leaves: list[Any] = [["op" if rng.random() < 0.15 else "value", *ref] for ref in chosen]
    if rng.random() < 0.2:
        leaves.append(leaves[0])
    if rng.random() < 0.2:
        leaves = [leaves[0], ["dict", {"rest": ["tuple", *leaves[1:]], "first": leaves[0]}]]
    return ["list", *leaves]
