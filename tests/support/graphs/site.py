"""Where a program is built: its graph, what its steps have made so far, and what Python code in it notes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import headrace as tf

Step = dict[str, Any]
"""One step of a program: {"id", "op": the recipe, "in": references, "at": its settings, "after": references}."""
Ref = Sequence[int]
"""What a step has made: [step, position]."""


class Unbuilt(Exception):
    """A step does not fit what was built before it: it is left out, as is what needs it."""


class Recipe(NamedTuple):
    """A kind of step.

    Attributes:
      draw: from a `Drawing` to the references and settings of a step; raises Unbuilt where nothing fits.
      build: from a Site, the values referred to and the settings to what the step makes.
      weight: how often it is drawn.
    """

    draw: Callable[[Any], tuple[list[Ref], dict[str, Any]]]
    build: Callable[[Site, list[Any], dict[str, Any]], Sequence[Any]]
    weight: float


RECIPES: dict[str, Recipe] = {}


def recipe(name: str, draw: Callable, weight: float = 1.0) -> Callable[[Callable], Callable]:
    """Decorates the function that builds a kind of step."""

    def register(build: Callable) -> Callable:
        RECIPES[name] = Recipe(draw, build, weight)
        return build

    return register


class Site:
    """A program being built, or built.

    Attributes:
      made: what each step has made, by step.
      inside: the steps of branches and loops.
      placeholders: (tensor, settings of its step, step), fed with arrays that differ from run to run.
      constant_feeds: (tensor, array), fed in each run.
      variables: (variable, whether it is initialized before the runs).
      session: the session at work; Python functions of the program may use it.
      log: what Python functions of the program have noted.
      directory: where the program's files are.
    """

    def __init__(self, seed: int, directory: str) -> None:
        self.graph = tf.Graph()
        self.graph.seed = seed
        self.directory = directory
        self.made: dict[int, list[Any]] = {}
        self.inside: set[int] = set()
        self.placeholders: list[tuple[Any, dict[str, Any], int]] = []
        self.constant_feeds: list[tuple[Any, Any]] = []
        self.variables: list[tuple[Any, bool]] = []
        self.session: Any = None
        self.log: list[Any] = []

    def value(self, ref: Ref) -> Any:
        step, position = ref
        made = self.made.get(step)
        if made is None or position >= len(made):
            raise Unbuilt(f"{step} has not made {position}")
        return made[position]

    def add(self, step: Step) -> None:
        """Build one step. Raises Unbuilt where it cannot be."""
        inputs = [self.value(ref) for ref in step["in"]]
        after = [self.value(ref) for ref in step.get("after", ())]
        at = {**step["at"], "step": step["id"]}
        try:
            with tf.control_dependencies([one.op if hasattr(one, "op") else one for one in after]):
                made = RECIPES[step["op"]].build(self, inputs, at)
        except (ValueError, TypeError, LookupError, NotImplementedError, tf.errors.OpError) as error:
            raise Unbuilt(str(error)) from error
        self.made[step["id"]] = list(made)


def kind_of(value: Any) -> str:
    """The name of the type of a tensor or variable."""
    return value.dtype.base_dtype.name


def rank_of(tensor: Any) -> int | None:
    return None if tensor.static_shape is None else len(tensor.static_shape)


def built(spec: dict[str, Any], directory: str) -> Site:
    """The program of a spec; steps that cannot be built are left out."""
    site = Site(spec["seed"], directory)
    random.seed(spec["seed"])
    with site.graph.as_default():
        for step in spec["steps"]:
            try:
                site.add(step)
            except Unbuilt:
                continue
    return site
