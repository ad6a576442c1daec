"""What must hold of every program, however it runs."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import headrace as tf
from headrace.graph.blocks import block_plan
from headrace.graph.execution.interpreted_session import InterpretedSession

from .build import Program, Spec, build
from .model import Element, Meaning, RecordedFault, ShapeFault, leaving_one_by_one
from .run import PATIENCE, Outcome, meaning, run, words_of
from .sinks import stacks, whole_order
from .values import Sparse, key, parts_of, same, to_json

SHORT = 2.0
"""Patience with programs that are known to hang."""
ENDS = ("OutOfRangeError", "CancelledError")


@contextmanager
def most_records(most: int | None) -> Iterator[None]:
    """Blocks of at most so many records."""
    usual = block_plan.MOST_RECORDS
    block_plan.MOST_RECORDS = most or usual
    try:
        yield
    finally:
        block_plan.MOST_RECORDS = usual


def faults_of(spec: Spec, *, interpreted_too: bool = False, patience: float = PATIENCE) -> tuple[list[str], Outcome]:
    """What contradicts the program's meaning when headrace runs it, and what it did.

    Args:
      interpreted_too: the same also for the program run by the interpreter, through its queues.
      patience: seconds that a step may take.
    """
    with tempfile.TemporaryDirectory() as folder:
        program = build(tf, spec, Path(folder))
        meant, counted = meaning(tf, program, InterpretedSession)
        if spec.get("change_after") is not None:
            return _faults_of_change(program, meant, patience)
        with most_records(spec.get("block")):
            outcome = run(tf, program, patience=patience)
        faults = contradictions(program, meant, counted, outcome)
        if interpreted_too:
            by_interpreter = run(tf, program, InterpretedSession, patience)
            faults += [f"the interpreter: {fault}" for fault in contradictions(program, meant, counted, by_interpreter)]
    return faults, outcome


def category(fault: str) -> str:
    """What kind of fault it is, without the values."""
    words = re.sub(r"[\[(].*", "", fault) if not fault.startswith(("join", "ended")) else re.sub(r'[",].*', "", fault)
    return re.sub(r"\d+", "N", words).strip()[:60]


def fails_alike(fault: str) -> Callable[[Spec], bool]:
    """Whether a spec has a fault of the same kind; one that cannot be built has none."""
    kind = category(fault)

    def fails(spec: Spec) -> bool:
        try:
            faults, _ = faults_of(spec, interpreted_too=kind.startswith("the interpreter"), patience=SHORT)
        except Exception:  # whatever building it says
            return False
        return kind in map(category, faults)

    return fails


def _faults_of_change(program: Program, before: Meaning, patience: float) -> tuple[list[str], Outcome]:
    """What a change of a variable does, while the program runs, to the elements made after it: they have the new value.

    Those in queues and on the way have the old one; one element may have read it twice.
    """
    after, _ = meaning(tf, program, InterpretedSession, changed=True)
    with most_records(program.spec.get("block")):
        outcome = run(tf, program, patience=patience)
    if before.faults or after.faults or len(before.delivered) != len(after.delivered):
        return [], outcome
    found = _wrong_end(program, before, outcome)
    if len(outcome.delivered) != len(before.delivered):
        return [*found, f"{len(outcome.delivered)} elements, not {len(before.delivered)}"], outcome
    states = [
        (_same_elements(got, old, False), _same_elements(got, new, False))
        for got, old, new in zip(outcome.delivered, before.delivered, after.delivered, strict=True)
    ]
    mixed = sum(not old and not new for old, new in states)
    if mixed > 1:
        found.append(f"{mixed} elements have neither value of the variable")
    olds = [number for number, (old, new) in enumerate(states) if old and not new]
    news = [number for number, (old, new) in enumerate(states) if new and not old]
    if olds and news and olds[-1] > news[0]:
        found.append(f"element {olds[-1]} has the old value of the variable, element {news[0]} had the new one")
    last = program.spec["change_after"] + waiting(program.spec)
    if olds and olds[-1] > last:
        found.append(f"element {olds[-1]} still has the old value of the variable; it changed {last} elements before")
    return found, outcome


def waiting(spec: Spec) -> int:
    """How many elements at most may be on the way."""
    return sum(2 * (stage["sink"]["capacity"] + stage["sink"]["size"]) + 4 for stage in spec["stages"])


def contradictions(
    program: Program, meant: Meaning, counted: dict[str, int], outcome: Outcome, *, rough: bool = False
) -> list[str]:
    """What of an outcome is not what the program means; empty if all is well."""
    spec, found = program.spec, []
    stop = spec.get("stop")
    if stop is not None and meant.cut and len(meant.delivered) < stop["after"]:
        return []  # it goes on for ever and delivers nothing, as it should
    if outcome.hangs:
        found.append(f"hangs: {outcome.ended}, {outcome.joined}")
    found += _wrong_end(program, meant, outcome)
    if whole_order(spec):
        found += _wrong_in_order(meant, outcome, spec, rough)
    else:
        found += _wrong_in_any_order(program, meant, outcome, stop, rough)
    if stop is None and not meant.faults and not meant.cut and not outcome.hangs and not found:
        for what in ("counter", "function"):
            expected, got = (_total(counts, what) for counts in (counted, outcome.counted))
            if expected != got:
                found.append(f"{what}s have counted {got}, not {expected}")
    return found


def _total(counts: dict[str, int], what: str) -> int:
    return sum(count for name, count in counts.items() if name.startswith(what))


def depth_of(spec: Spec) -> int:
    """How many axes of batches the delivered elements have; what is computed of whole batches counts as one element."""
    depth = 0
    for stage in spec["stages"]:
        if any(ref[0] for ref in stage["outs"]):
            depth = 0
        depth = max(0, depth - stage["sink"]["many"]) + stacks(stage["sink"])
    return depth


def _wrong_end(program: Program, meant: Meaning, outcome: Outcome) -> list[str]:
    stop, found = program.spec.get("stop"), []
    early = stop is not None and len(outcome.delivered) == stop["after"] and stop["how"] != "drain"
    if outcome.ended is None:
        if not early and not meant.cut:
            found.append("the loop ended without an error")
    elif outcome.ended[0] not in ENDS[: 1 if stop is None else 2]:
        found.append(f"ended with {outcome.ended}")
    if stop is not None:
        if stop["how"] != "close" and outcome.joined and not meant.faults:
            found.append(f"join raised {outcome.joined}")
    elif not meant.faults:
        if outcome.joined is not None:
            found.append(f"join raised {outcome.joined}")
    else:
        expected = expected_faults(program, meant)
        alike = [words for kind, words in expected if outcome.joined is not None and outcome.joined[0] == kind]
        if outcome.joined is None or not alike:
            found.append(f"join raised {outcome.joined}, not {expected}")
        elif whole_order(program.spec) and not outcome.joined[1].startswith(tuple(alike)):
            found.append(f"join said {outcome.joined[1]!r}, not {alike}")
    return found


def expected_faults(program: Program, meant: Meaning) -> list[tuple[str, str]]:
    """Class and words of the errors, one of which a program ends with."""
    found = []
    for fault in meant.faults:
        if isinstance(fault, RecordedFault):
            found.append((fault.kind, fault.words))
        elif isinstance(fault, ShapeFault):
            found.append(("InvalidArgumentError", ""))
        else:
            found.append(words_of(fault, program.world.directory))
    return found


def _wrong_in_order(meant: Meaning, outcome: Outcome, spec: Spec, rough: bool) -> list[str]:
    stop = spec.get("stop")
    delivered = outcome.delivered
    if stop and stop["how"] == "drain" and any(stacks(stage["sink"]) and stage["sink"]["smaller"] for stage in spec["stages"]):
        delivered = delivered[:-1]  # what was on the way when the program stopped makes a smaller batch
    for number, (got, expected) in enumerate(zip(delivered, meant.delivered)):  # noqa: B905
        if not _same_elements(got, expected, rough):
            return [f"element {number} is {shown(got)}, not {shown(expected)}"]
    got, expected = len(outcome.delivered), len(meant.delivered)
    if got > expected and not meant.cut:
        return [f"{got} elements, not {expected}; the first too many: {shown(outcome.delivered[expected])}"]
    if got < expected and stop is None:
        return [f"{got} elements, not {expected}; the first that is missing: {shown(meant.delivered[got])}"]
    return []


def _same_elements(got: Element, expected: Element, rough: bool) -> bool:
    return len(got) == len(expected) and all(same(a, b, rough) for a, b in zip(got, expected, strict=True))


def shown(element: Element) -> str:
    return str([to_json(part) for part in element])[:300]


def _wrong_in_any_order(program: Program, meant: Meaning, outcome: Outcome, stop: Any, rough: bool) -> list[str]:
    spec = program.spec
    depth = depth_of(spec)
    last = program.stages[-1]
    padded = any(stage["sink"].get("pad") for stage in spec["stages"])
    got = Counter(_rows(outcome.delivered, depth, padded, rough))
    dropping = [stacks(stage["sink"]) and not stage["sink"]["smaller"] for stage in spec["stages"]]
    dropped_before = any(dropping[:-1])
    in_buckets = any(stage["sink"]["kind"] == "bucket" for stage in spec["stages"])
    if meant.faults and (len(spec["stages"]) > 1 or spec["stages"][0]["sink"]["many"]):
        return []
    if dropped_before:  # which of them are left out is not determined
        return _wrong_number(meant, outcome) if stop is None and not in_buckets else []
    rows = meant.last_rows + [row for row in meant.beyond if row]
    expected = Counter(_rows(leaving_one_by_one(last, rows), depth - stacks(last.sink), padded, rough))
    if meant.cut:  # there is more of it than was looked at
        expected = Counter({row: max(count, got[row]) for row, count in expected.items()})
    if got - expected:
        return [f"delivered what was never put in, or twice: {str(list((got - expected).items())[:3])[:300]}"]
    if stop is None and not meant.faults:
        if not dropping[-1] and expected - got:
            return [f"never delivered: {str(list((expected - got).items())[:3])[:300]}"]
        if not in_buckets:
            return _wrong_number(meant, outcome)
    return []


def _wrong_number(meant: Meaning, outcome: Outcome) -> list[str]:
    if not meant.cut and len(outcome.delivered) != len(meant.delivered):
        return [f"{len(outcome.delivered)} elements, not {len(meant.delivered)}"]
    return []


def _rows(elements: list[Element], depth: int, padded: bool, rough: bool) -> Iterator[Any]:
    """What stands for each record in elements with so many axes of batches."""
    for element in elements:
        if depth <= 0:
            found = tuple(key(part, padded, rough) for part in element if not isinstance(part, Sparse))
            if not padded or any(items for part in found for *_, items in part):  # else it may be padding as a whole
                yield found
        else:
            dense = [part for part in element if not isinstance(part, Sparse)]
            if not dense:
                return
            inside = [[part[k] for part in dense] for k in range(len(parts_of(dense[0])[0]))]
            yield from _rows(inside, depth - 1, padded, rough)
