"""Random specs. A spec is tried on headrace's own graph as it grows: what cannot be built is not drawn."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import headrace as tf
from headrace.graph.core.static_values import constant_value

from .build import Spec, World, make_operation
from .registry import COMMON, KINDS, Kind, NoFit, Pick, Value
from .sinks import JOINS, copies_of, is_ordered, make_sink, stacks, whole_order
from .sources import FAULTS, SOURCES

REFUSED = (ValueError, TypeError, NoFit, NotImplementedError, tf.errors.OpError)
"""What headrace raises for operations that make no sense when they are made."""


def generate(seed: int, directory: Path, *, beside_tensorflow: bool = False) -> Spec:
    """The spec of a seed.

    Args:
      directory: an empty folder for the files of the programs that are tried.
      beside_tensorflow: only what gives the same in TensorFlow: no random numbers, nothing that it does not have.
    """
    generator = _Generator(Random(seed), directory, beside_tensorflow)
    return generator.spec(seed) if beside_tensorflow or seed % 10 else generator.changing(seed)


class _Generator:
    def __init__(self, random: Random, directory: Path, beside_tensorflow: bool) -> None:
        self._random = random
        self._directory = directory
        self._beside_tensorflow = beside_tensorflow
        self._kinds = [kind for kind in KINDS.values() if not (beside_tensorflow and kind.random)]
        self._weights = [kind.weight for kind in self._kinds]

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def spec(self, seed: int) -> Spec:
        source = self._source()
        spec: Spec = {"seed": seed, "source": source, "stages": []}
        with tf.Graph().as_default():
            world = World(self._directory)
            inputs = SOURCES[source["kind"]](tf, world, source)
            stages = self._random.choice([1, 1, 1, 1, 2, 2, 3])
            ordered = not source.get("shuffled")
            depth = 0
            for position in range(stages):
                stage, inputs = self._stage(world, inputs, source, position, ordered, depth == 0)
                spec["stages"].append(stage)
                ordered = ordered and is_ordered(stage["sink"])
                depth = max(0, depth - stage["sink"]["many"]) + stacks(stage["sink"])
                if any(hasattr(made, "dense_shape") for made in inputs):
                    break
        if source["kind"] == "none":
            spec["stop"] = {"after": self._random.randint(1, 20), "how": self._random.choice(["stop", "close"])}
        elif self._chance(0.15):
            spec["stop"] = {"after": self._random.randint(0, 6), "how": self._random.choice(["stop", "close", "drain"])}
        if self._beside_tensorflow and not whole_order(spec) and source.get("fault") in ("missing", "damage"):
            del source["fault"], source["bad"]  # TensorFlow does not get past them: what else is good is not known
        spec["block"] = self._random.choice([None, None, 1, 2, 3, 7])
        return spec

    def changing(self, seed: int) -> Spec:
        """A program that reads a variable which changes while it runs."""
        source = {"kind": self._random.choice(["range", "lines", "queue"]), "records": 150, "epochs": 1, "capacity": 5}
        spec: Spec = {"seed": seed, "source": source, "change_after": self._random.randint(0, 3)}
        with tf.Graph().as_default():
            world = World(self._directory)
            inputs = SOURCES[source["kind"]](tf, world, source)
            values = _values_of(inputs)
            stage: Spec = {"ops": []}
            made = {0: inputs}
            self._operation(world, stage, values, made, 1, source, False, KINDS["changing"])
            values += 3 * values[-1:]  # is drawn more often
            for number in range(2, 22):  # until something reads it, and a little more
                self._operation(world, stage, values, made, number, source, False)
                beside = [op for op in stage["ops"] if [1, 0] in op["in"] and any(ref[0] != 1 for ref in op["in"])]
                if beside and self._chance(0.5):
                    break
            outs = [value for value in values if value.kind == "tensor" and value.ref[0] > 1][-3:]
            sink = {
                "kind": "batch",
                "size": 1,
                "capacity": self._random.choice([1, 2, 5]),
                "threads": 1,
                "smaller": True,
                "pad": True,
                "many": False,
            }
            stage |= {"outs": [[0, 0], *(value.ref for value in outs if value.rank is not None)], "sink": sink}
        return {**spec, "stages": [stage], "block": self._random.choice([None, 1, 2, 7])}

    def _source(self) -> Spec:
        kind = self._random.choice([*SOURCES, "lines", "range", "queue"])
        source: Spec = {"kind": kind, "records": self._random.choice([1, 2, 5, 9, 9, 17, 17, 30, 30, 30, 100]), "epochs": 1}
        if kind == "whole":
            source["records"] = min(source["records"], 9)
        if kind == "none":
            return source
        if self._chance(0.1):
            source["epochs"] = 2
        if self._chance(0.3):
            source["capacity"] = self._random.choice([1, 2, 5])
        if kind in ("lines", "csv", "words", "fixed", "records", "examples") and self._chance(0.3):
            source["files"] = self._random.randint(2, 3)
        if kind in ("lines", "records", "identity") and self._chance(0.15):
            source["up_to"] = self._random.randint(1, 4)
        if kind in ("range", "slices") and self._chance(0.1):
            source["shuffled"] = True
        if kind in FAULTS and self._chance(0.3):
            source["fault"] = self._random.choice(FAULTS[kind])
            source["bad"] = self._random.randrange(source["records"])
        return source

    def _stage(
        self, world: World, inputs: list[Any], source: Spec, position: int, ordered: bool, single: bool
    ) -> tuple[Spec, list[Any]]:
        values = _values_of(inputs)
        stage: Spec = {"ops": []}
        made = {0: inputs}
        free = ordered or single  # else the elements are batches of records in any order
        sink_threads = self._random.choice([1, 1, 1, 1, 2, 3, 4])
        wanted = self._random.choice([0, 1, 2, 3, 5, 8, 12, 20, 30]) if free else 0
        for number in range(1, wanted + 1):
            self._operation(world, stage, values, made, number, source, ordered and sink_threads == 1)
        return self._with_sink(world, stage, values, made, source, position, sink_threads)

    def _operation(
        self,
        world: World,
        stage: Spec,
        values: list[Value],
        made: dict[int, list[Any]],
        number: int,
        source: Spec,
        ordered: bool,
        wanted: Kind | None = None,
    ) -> None:
        pick = Pick(self._random, values, source["records"])
        for _ in range(20):
            kind = wanted or self._random.choices(self._kinds, self._weights)[0]
            if kind.ordered and not ordered:
                continue
            try:
                inputs, attributes = kind.draw(pick)
                operation = {"id": number, "op": kind.name, "in": [value.ref for value in inputs], "at": attributes}
                if self._chance(0.3):
                    operation["after"] = self._waits(values)
                made[number] = make_operation(tf, world, operation, made)
            except REFUSED:
                continue
            stage["ops"].append(operation)
            waits = [value for value in values if value.ref[0] in operation.get("after", ())]
            values += _made(kind, number, made[number], inputs, attributes, waits)
            return

    def _waits(self, values: list[Value]) -> list[int]:
        """What an operation waits for: mostly checks and counters."""
        effects = [value.ref[0] for value in values if value.kind == "effect"]
        if effects and self._chance(0.8):
            return sorted({self._random.choice(effects) for _ in range(self._random.randint(1, 2))})
        others = [value.ref[0] for value in values]
        return [self._random.choice(others)] if others and self._chance(0.3) else []

    def _with_sink(
        self,
        world: World,
        stage: Spec,
        values: list[Value],
        made: dict[int, list[Any]],
        source: Spec,
        position: int,
        threads: int,
    ) -> tuple[Spec, list[Any]]:
        number = [values[0]] if values and values[0].ref[0] == 0 else []
        tensors = [value for value in values if value.kind != "effect" and value.ref != [0, 0]]
        effects = sorted({value.ref[0] for value in values if value.kind == "effect" and self._chance(0.5)})
        for attempt in range(40):
            several = self._random.randint(0 if number else 1, 3)
            late = tensors[-8:] if self._chance(0.7) else tensors
            chosen = self._random.sample(late, min(several, len(late))) if attempt < 30 else []
            outs = [*number, *chosen]
            if not outs:
                constant = {"id": 90, "op": "constant", "in": [], "at": {"dtype": "int32", "value": [1, 2]}}
                stage["ops"].append(constant)
                made[90] = make_operation(tf, world, constant, made)
                outs = tensors = [Value([90, 0], "tensor", made[90][0])]
            sink = self._sink(position, values, source, threads)
            if not _may_take(sink, outs):
                continue
            stage |= {"outs": [value.ref for value in outs], "sink": sink, "effects": effects}
            keep = sink.get("keep")
            world.effects = [made[ref][0] for ref in effects]
            copies = [[value.tensor for value in outs]] * copies_of(sink)
            try:
                return stage, make_sink(tf, world, copies, sink, keep and made[keep[0]][keep[1]])
            except (*REFUSED, IndexError):
                continue
        raise AssertionError(f"no sink takes {stage}")

    def _sink(self, position: int, values: list[Value], source: Spec, threads: int) -> Spec:
        kinds = ["batch"] * 5 + ["shuffle_batch", "maybe_batch", "queue", "queue", "queue", "bucket", "batch_join"]
        kind = self._random.choice([*kinds, "maybe_shuffle_batch", "shuffle_batch_join"])
        if (kind == "bucket" and self._beside_tensorflow) or (kind in JOINS and (position or source["kind"] == "none")):
            kind = "batch"
        size = self._random.choice([1, 1, 2, 3, 7])
        several = position or source.get("up_to")  # what comes is mostly many elements
        capacity = self._random.choice([1, 2, 3, 5, 8, 32])
        sink: Spec = {
            "kind": kind,
            "size": size,
            "capacity": max(capacity, size),
            "threads": threads,
            "smaller": self._chance(0.7),
            "pad": self._chance(0.4),
            "many": self._chance(0.7 if several else 0.1),
        }
        if kind == "queue":
            sink["queue"] = self._random.choice(
                ["FIFOQueue", "FIFOQueue", "PaddingFIFOQueue", "RandomShuffleQueue", "PriorityQueue"]
            )
            sink["take"] = self._random.choice(["one", "one", "many", "up_to"])
            sink["smaller"] = sink["take"] == "up_to"
            sink["pad"] = sink["queue"] == "PaddingFIFOQueue"
        if "huffle" in kind or sink.get("queue") == "RandomShuffleQueue":
            sink["least"] = self._random.randint(0, sink["capacity"] - 1)
            sink["capacity"] = max(sink["capacity"], sink["least"] + size)
            sink["pad"] = False
        wanted = ("bool",) if "maybe" in kind else ("int32", "int64")
        if "maybe" in kind or kind == "bucket" or sink.get("queue") == "PriorityQueue":
            fitting = [
                value
                for value in values
                if value.kind == "tensor"
                and value.dtype in wanted
                and value.rank == 0
                and constant_value(value.tensor) is None  # what is known to keep nothing never ends
            ]
            if not fitting:
                return {**sink, "kind": "batch"} if kind != "queue" else {**sink, "queue": "FIFOQueue"}
            sink["keep"] = self._random.choice(fitting).ref
            sink["many"] = False
        if kind == "bucket":
            sink["boundaries"] = sorted({self._random.randint(1, 9) for _ in range(2)})
        return sink


def _values_of(inputs: list[Any]) -> list[Value]:
    """The pool that a stage begins with: what its source delivers."""
    return [
        Value([0, k], "sparse" if hasattr(made, "dense_shape") else "tensor", made, bound=1000.0, record=True)
        for k, made in enumerate(inputs)
    ]


def _may_take(sink: Spec, outs: list[Value]) -> bool:
    """Padding queues want known ranks, which they say late; sparse values are not cut into rows here."""
    if sink.get("queue") == "PaddingFIFOQueue" and any(value.rank is None for value in outs if value.kind == "tensor"):
        return False
    return not (sink["many"] and any(value.kind == "sparse" for value in outs))


def _is_known(made: Any) -> bool:
    """Whether something made of records is the same for all of them: their rank, say."""
    if not hasattr(made, "dtype") or hasattr(made, "dense_shape") or made.dtype.base_dtype.name not in COMMON:
        return False
    return constant_value(made) is not None


def _made(
    kind: Kind, number: int, outputs: list[Any], inputs: list[Value], attributes: Spec, waits: list[Value]
) -> list[Value]:
    """What an operation has added to the pool."""
    rough = not kind.exact and (kind.rough or any(value.rough for value in inputs))
    bound = kind.bound_of(inputs, attributes)
    waits_for_record = any(value.record for value in waits)
    of_record = any(value.record for value in inputs)
    return [
        Value(
            [number, k],
            "sparse" if hasattr(made, "dense_shape") else "tensor" if hasattr(made, "dtype") else "effect",
            made,
            bound,
            rough,
            waits_for_record or (of_record and not _is_known(made)),
        )
        for k, made in enumerate(outputs)
    ]
