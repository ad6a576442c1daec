"""Random programs of tf.data as plain data: files with bad records, what becomes of these, and stages."""

from __future__ import annotations

import random
from typing import Any

Spec = dict[str, Any]

_STAGES = (
    ("noise", 2),
    ("check", 2),
    ("filter", 2),
    ("shuffle", 3),
    ("repeat", 2),
    ("prefetch", 3),
    ("cache", 1),
    ("take", 1),
    ("skip", 1),
    ("shard", 1),
    ("scan", 1),
    ("pairs", 1),
    ("group", 1),
    ("batch", 3),
    ("padded", 1),
    ("unbatched", 1),
    ("ignore_errors", 1),
    ("map_and_batch", 1),
    ("zip", 1),
)
_LAST = ("batch", "padded", "group", "map_and_batch")
"""Behind these only stages stand that look into no element."""
_BLIND = ("shuffle", "repeat", "prefetch", "take", "skip", "shard", "cache")


def generate(seed: int) -> Spec:
    """A program."""
    draw = random.Random(seed)
    kind = draw.choice(["lines", "records"])
    files = [_file(draw, kind) for _ in range(draw.choice([1, 1, 2, 3]))]
    missing = draw.randrange(len(files) + 1) if draw.random() < 0.2 else None
    stages = _stages(draw)
    damaged = missing is not None or any(file["damaged"] for file in files)
    return {
        "seed": seed,
        "kind": kind,
        "files": files,
        "missing": missing,
        "read": draw.choice(["one after the other", "interleave", "flat_map"]),
        "cycle": draw.choice([1, 2, 3]),
        "calls": draw.choice([None, None, 1, 3]),
        "one_by_one": draw.random() < 0.2,
        "stages": stages,
        "policies": _policies(draw, damaged or any(stage[0] == "check" for stage in stages)),
        "one_shot": draw.random() < 0.3,
    }


def _file(draw: random.Random, kind: str) -> dict[str, Any]:
    count = draw.choice([0, 3, 8, 14])
    share = draw.choice([0.0, 0.1, 0.4])
    bad = [k for k in range(count) if draw.random() < share]
    damaged = [k for k in range(count) if draw.random() < share / 2] if kind == "records" else []
    return {"count": count, "bad": bad, "damaged": damaged}


def _stages(draw: random.Random) -> list[list[Any]]:
    names, weights = zip(*_STAGES, strict=True)
    found: list[list[Any]] = []
    for _ in range(draw.randrange(1, 6)):
        (name,) = draw.choices(names, weights)
        if any(stage[0] in _LAST for stage in found) and name not in _BLIND:
            continue
        found.append([name, draw.randrange(2, 6), draw.randrange(1, 1000)])
    return found


def _policies(draw: random.Random, fails_in_several: bool) -> list[dict[str, Any]]:
    """What is in force, the outermost first. Limits stand where one stage can fail alone: else threads race for them."""
    found = []
    for number in range(draw.choice([1, 1, 1, 2])):
        policy: dict[str, Any] = {"on_error": draw.choice(["skip", "quarantine", "quarantine"])}
        if policy["on_error"] == "quarantine":
            policy["path"] = f"dead-{number}"
        if draw.random() < 0.3:
            policy["stages"] = draw.choice([["parse"], ["parse", "map"], ["read", "checksum"]])
        if not fails_in_several and draw.random() < 0.3:
            policy |= draw.choice([{"most": 2}, {"in_a_row": 1}, {"rate": 0.3}])
        found.append(policy)
    return found
