"""False declarations of ops, planted one at a time: what a law of pipelines must find.

    python -m support.pipelines.planted [NAME ...]       looks for programs that find them, in tests/

Prints for each the seed of the first program that contradicts its meaning while it stands, and does not without it: what
`tests/pipeline/laws/test_planted.py` lists. They have to be looked for anew when the generator changes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import headrace as tf
from headrace.graph.core.op import OPS, Op, op_of_type
from headrace.graph.core.rules import batch
from headrace.graph.core.traits import ALLOCATES, FORWARDS, PURE, REARRANGES, Trait

from .build import Spec, build
from .generate import generate
from .laws import faults_of

SHORT = 2.0
"""Seconds that a step may take."""


@contextmanager
def traits(op: Op, found: Trait) -> Iterator[None]:
    with mock.patch.object(op, "traits", found):
        yield


@contextmanager
def rule(op: Op, kind: str, function: Any) -> Iterator[None]:
    with mock.patch.object(getattr(op, kind), "function", function):
        yield


@contextmanager
def more(op: Op, trait: Trait) -> Iterator[None]:
    with traits(op, op.traits | trait):
        yield


def as_it_is(op: Any, batched: Any, kernel: Any) -> Any:
    """The kernel takes a block as it takes a record."""
    return lambda n, *arrays: kernel(*arrays)


def _pure_in_blocks(op: Op) -> Any:
    @contextmanager
    def both() -> Iterator[None]:
        with traits(op, PURE), rule(op, "batch", batch.PER_RECORD):
            yield

    return both()


op_of_type("all modules that declare ops are imported by asking for one that nobody has")

PLANTS: dict[str, tuple[str, Any]] = {
    "random numbers are the same for all": ("RandomUniform", lambda op: traits(op, PURE)),
    "whole numbers drawn are the same for all": ("RandomUniformInt", lambda op: traits(op, PURE)),
    "a Python function is pure": ("PyFunc", lambda op: _pure_in_blocks(op)),
    "a check forwards": ("CheckNumerics", lambda op: more(op, FORWARDS)),
    "a negative is the number": ("Neg", lambda op: more(op, FORWARDS)),
    "the greatest of a block": ("ArgMax", lambda op: rule(op, "batch", as_it_is)),
    "a sum rearranges": ("Sum", lambda op: more(op, REARRANGES)),
    "a transposed array is a new one": ("Transpose", lambda op: more(op, ALLOCATES)),
    "axes of a sum are those of the block": ("Sum", lambda op: rule(op, "batch", as_it_is)),
    "axes of a running sum are those of the block": ("Cumsum", lambda op: rule(op, "batch", as_it_is)),
    "axes of a reversal are those of the block": ("ReverseV2", lambda op: rule(op, "batch", as_it_is)),
}
"""By name: the op's type, and what stands in its block while it is planted."""


@contextmanager
def planted(name: str) -> Iterator[None]:
    type, plant = PLANTS[name]
    with plant(OPS[type]):
        yield


def types_in(spec: Spec) -> set[str]:
    """The types of the ops in a program."""
    with tempfile.TemporaryDirectory() as folder, tf.Graph().as_default() as graph:
        program = build(tf, spec, Path(folder))
        return {op.type for op in getattr(program, "graph", graph).get_operations()}


def program(seed: int) -> Spec:
    """The program of a seed. None of them is stopped at a moment that is left to chance."""
    with tempfile.TemporaryDirectory() as folder:
        spec = generate(seed, Path(folder))
    spec.pop("stop", None)
    return spec


def finds(name: str, spec: Spec) -> bool:
    """Whether a program contradicts its meaning while something is planted, and else does not."""
    with planted(name):
        faults, _ = faults_of(spec, patience=SHORT)
    return bool(faults) and not faults_of(spec, patience=SHORT)[0]


def main() -> None:
    missing = set(sys.argv[1:] or PLANTS)
    for seed in range(20_000):
        spec = program(seed)
        types = types_in(spec)
        for name in [name for name in missing if PLANTS[name][0] in types]:
            if finds(name, spec):
                print(f"    {name!r}: {seed},", flush=True)
                missing.discard(name)
        if not missing:
            return
    print("not found:", *sorted(missing), sep="\n    ")


if __name__ == "__main__":
    main()
