"""From a spec that fails to the smallest one like it that still does."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from .build import Spec

PLAIN = {"threads": 1, "size": 1, "capacity": 32, "smaller": True, "pad": False}
"""What sinks are where it does not matter."""


def shrunk(spec: Spec, fails: Callable[[Spec], bool], tries: int = 400) -> Spec:
    """The smallest spec found by changing one thing at a time while `fails` stays true."""
    progress = True
    while progress and tries > 0:
        progress = False
        for smaller in _smaller(spec):
            tries -= 1
            if tries < 0:
                break
            if fails(smaller):
                spec, progress = smaller, True
                break
    return spec


def _smaller(spec: Spec) -> Iterator[Spec]:
    """Specs with one thing less, the larger things first. Some of them cannot be built."""
    yield from _fewer_stages(spec)
    yield from _fewer_operations(spec)
    for name in ("stop", "block"):
        if spec.get(name) is not None and spec["source"]["kind"] != "none":
            yield {key: value for key, value in spec.items() if key != name}
    yield from _plainer_source(spec)
    for position, stage in enumerate(spec["stages"]):
        if stage.get("effects"):
            yield _with(spec, position, effects=[])
        first = 1 if stage["outs"] and stage["outs"][0][0] == 0 else 0
        for k in range(first if len(stage["outs"]) > 1 else len(stage["outs"]), len(stage["outs"])):
            yield _with(spec, position, outs=stage["outs"][:k] + stage["outs"][k + 1 :])
        if len(stage["outs"]) > 1:
            yield _with(spec, position, outs=stage["outs"][1:])
        yield from _plainer_sink(spec, position, stage["sink"])
        yield from _fewer_inputs(spec, position, stage)


def _with(spec: Spec, position: int, **changes: Any) -> Spec:
    changed = copy.deepcopy(spec)
    changed["stages"][position] |= changes
    return changed


def _fewer_stages(spec: Spec) -> Iterator[Spec]:
    if len(spec["stages"]) > 1:
        for position in range(len(spec["stages"])):
            yield {**spec, "stages": spec["stages"][:position] + spec["stages"][position + 1 :]}


def _used(stage: Spec) -> set[int]:
    """The operations that something needs."""
    keep = stage["sink"].get("keep")
    wanted = [ref[0] for ref in stage["outs"]] + list(stage.get("effects", ())) + ([keep[0]] if keep else [])
    needs = {op["id"]: [ref[0] for ref in op["in"]] + list(op.get("after", ())) for op in stage["ops"]}
    used: set[int] = set()
    while wanted:
        number = wanted.pop()
        if number not in used:
            used.add(number)
            wanted += needs.get(number, [])
    return used


def _fewer_operations(spec: Spec) -> Iterator[Spec]:
    for position, stage in enumerate(spec["stages"]):
        used = _used(stage)
        if any(op["id"] not in used for op in stage["ops"]):
            yield _with(spec, position, ops=[op for op in stage["ops"] if op["id"] in used])
        for operation in reversed(stage["ops"]):
            yield from _without(spec, position, stage, operation)


def _without(spec: Spec, position: int, stage: Spec, operation: Spec) -> Iterator[Spec]:
    """The spec without an operation: each of its inputs, or a part of the source, stands in for it."""
    number = operation["id"]
    for other in [*operation["in"], [0, 0], [0, 1]]:
        changed = copy.deepcopy(stage)
        changed["ops"] = [op for op in changed["ops"] if op["id"] != number]
        for op in changed["ops"]:
            op["in"] = [other if ref[0] == number else ref for ref in op["in"]]
            if "after" in op:
                op["after"] = [after for after in op["after"] if after != number]
        changed["outs"] = [other if ref[0] == number else ref for ref in changed["outs"]]
        changed["effects"] = [effect for effect in changed.get("effects", ()) if effect != number]
        keep = changed["sink"].get("keep")
        if keep and keep[0] == number:
            changed["sink"]["keep"] = other
        yield {**spec, "stages": [*spec["stages"][:position], changed, *spec["stages"][position + 1 :]]}


def _fewer_inputs(spec: Spec, position: int, stage: Spec) -> Iterator[Spec]:
    for k, operation in enumerate(stage["ops"]):
        if operation.get("after"):
            ops = copy.deepcopy(stage["ops"])
            ops[k]["after"] = ops[k]["after"][1:]
            yield _with(spec, position, ops=ops)


def _plainer_source(spec: Spec) -> Iterator[Spec]:
    source = spec["source"]
    for name, plain in (("files", 1), ("epochs", 1), ("capacity", 32), ("shuffled", False)):
        if source.get(name, plain) != plain:
            yield {**spec, "source": {**source, name: plain}}
    if source.get("fault"):
        yield {**spec, "source": {key: value for key, value in source.items() if key not in ("fault", "bad")}}
        if source["bad"]:
            yield {**spec, "source": {**source, "bad": source["bad"] // 2}}
    for fewer in sorted({1, source["records"] // 2, source["records"] - 1}):
        if 0 < fewer < source["records"] and source.get("bad", -1) < fewer:
            yield {**spec, "source": {**source, "records": fewer}}
    if source["kind"] not in ("range", "none", "lines"):
        yield {**spec, "source": {"kind": "lines", "records": source["records"], "epochs": 1}}


def _plainer_sink(spec: Spec, position: int, sink: Spec) -> Iterator[Spec]:
    if sink["kind"] != "batch":
        plain = {key: value for key, value in sink.items() if key not in ("keep", "queue", "take", "least", "boundaries")}
        yield _with(spec, position, sink={**plain, "kind": "batch"})
    for name, value in PLAIN.items():
        if sink[name] != value:
            yield _with(spec, position, sink={**sink, name: value})
