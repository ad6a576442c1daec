"""From a spec to a program: made with headrace, or with any module that looks like TensorFlow 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import arrays, images, more, numbers, sparse, state, texts  # noqa: F401 (they register operations)
from .registry import KINDS
from .sinks import copies_of, make_sink
from .sources import SOURCES, text_of

Spec = dict[str, Any]


class World:
    """What the parts of a program share: its files, variables, functions, and what it does before it starts."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.calls: Counter[str] = Counter()
        self.counters: list[Any] = []
        self.variables: list[Any] = []
        self.feeds: list[Callable[[Any], None]] = []
        self.effects: list[Any] = []
        self.fed: list[Any] = []  # tensors that the model feeds: what waits for them would run their operations all the same
        self.change: Any = None  # gives the variable that changes its other value
        self._once: dict[str, Any] = {}
        self._functions = 0

    def path(self, name: str) -> Path:
        return self.directory / name

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What is made for the first copy of a stage and used by all."""
        if name not in self._once:
            self._once[name] = make()
        return self._once[name]

    def variable(self, tf: Any, initial: Callable[[], Any]) -> Any:
        with tf.control_dependencies(None):
            self.variables.append(tf.Variable(initial(), trainable=False))
        return self.variables[-1]

    def counter(self, tf: Any) -> Any:
        with tf.control_dependencies(None):
            self.counters.append(tf.Variable(0, trainable=False, name="counter"))
        return self.counters[-1]

    def new_function(self, kind: str) -> str:
        self._functions += 1
        return f"{kind} {self._functions}"

    def folder_of_labels(self) -> str:
        """A folder with a file for each record number below 40."""
        folder = self.directory / "labels"
        if not folder.exists():
            folder.mkdir()
            for number in range(40):
                (folder / str(number)).write_text(text_of(number))
        return str(folder)


@dataclass
class Stage:
    """One stage as made.

    Attributes:
      inputs: what leaves the sink before it; the source's tensors for the first.
      outputs: the components of the elements.
      keep: what a `maybe_` sink keeps elements by, or another sink needs to know of them.
      effects: operations that the elements wait for.
      sink: its spec.
    """

    inputs: list[Any]
    outputs: list[Any]
    keep: Any
    effects: list[Any]
    sink: Spec


@dataclass
class Program:
    """A spec made with a module.

    Attributes:
      fetches: what a step of the program's loop gets.
      source_runners: how many queue runners the source has; they are the first in the collection.
    """

    tf: Any
    spec: Spec
    graph: Any
    world: World
    stages: list[Stage] = field(default_factory=list)
    fetches: list[Any] = field(default_factory=list)
    source_runners: int = 0


def outputs_of(made: Any) -> list[Any]:
    """The outputs of what a Kind has made, one by one."""
    return list(made) if isinstance(made, (list, tuple)) and not hasattr(made, "dense_shape") else [made]


def make_operation(tf: Any, world: World, operation: Spec, made: dict[int, list[Any]]) -> list[Any]:
    """Make one operation of a stage, after what it waits for."""
    after = [made[number][0] for number in operation.get("after", ())]
    waits = [item.values if hasattr(item, "dense_shape") else item for item in after]
    waits = [tf.identity(item) if any(item is tensor for tensor in world.fed) else item for item in waits]
    inputs = [made[number][output] for number, output in operation["in"]]
    with tf.control_dependencies(waits) if waits else nullcontext():
        return outputs_of(KINDS[operation["op"]].make(tf, world, *inputs, **operation["at"]))


def _make_stage(tf: Any, world: World, stage: Spec, inputs: list[Any]) -> Stage:
    made = {0: inputs}
    for operation in stage["ops"]:
        made[operation["id"]] = make_operation(tf, world, operation, made)
    effects = [made[number][0] for number in stage.get("effects", ())]
    outputs = [made[number][output] for number, output in stage["outs"]]
    if effects and stage["sink"]["kind"] != "queue":
        with tf.control_dependencies(effects):
            outputs = [output if hasattr(output, "dense_shape") else tf.identity(output) for output in outputs]
    keep = stage["sink"].get("keep")
    return Stage(inputs, outputs, keep and made[keep[0]][keep[1]], effects, stage["sink"])


def build(tf: Any, spec: Spec, directory: Path) -> Program:
    """Make the program in a graph of its own, and its files in `directory`."""
    graph = tf.Graph()
    program = Program(tf, spec, graph, World(directory))
    world = program.world
    with graph.as_default():
        tf.set_random_seed(spec["seed"])
        inputs: list[Any] = []
        for position, stage in enumerate(spec["stages"]):
            copies = []
            world.fed = inputs
            for _ in range(copies_of(stage["sink"])):
                if position == 0:
                    inputs = SOURCES[spec["source"]["kind"]](tf, world, spec["source"])
                    program.source_runners = len(graph.get_collection(tf.GraphKeys.QUEUE_RUNNERS))
                copies.append(_make_stage(tf, world, stage, inputs))
            world.effects = copies[0].effects
            program.stages.append(copies[0])
            inputs = make_sink(tf, world, [copy.outputs for copy in copies], stage["sink"], copies[0].keep)
        program.fetches = inputs
    return program
