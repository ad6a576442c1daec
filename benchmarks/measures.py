"""How the benchmarks measure: in turn, over a given time, after a warm-up."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Found = TypeVar("Found")


def in_turn(repeats: int, measurements: Mapping[Key, Callable[[], Found]]) -> dict[Key, list[Found]]:
    """All measurements one after the other, as often as asked, so that a slow minute of the machine hits all alike."""
    found: dict[Key, list[Found]] = {key: [] for key in measurements}
    for _ in range(repeats):
        for key, measure in measurements.items():
            found[key].append(measure())
    return found


def records_per_second(next_batch: Callable, seconds: float, warm_up: int) -> float:
    """How many records come in the given time, after so many batches."""
    for _ in range(warm_up):
        next_batch()
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        count += len(next_batch()[1])
    return count / (time.perf_counter() - began)


def microseconds(call: Callable[[], object], seconds: float) -> float:
    """How long a call takes, from as many as fill about the given time. The first twentieth warms up and sets the number."""
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds / 20:
        call()
        count += 1
    count *= 19
    began = time.perf_counter()
    for _ in range(count):
        call()
    return (time.perf_counter() - began) / count * 1e6


def peak() -> float:
    """The most memory this process has held, in MiB."""
    kibibyte = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kibibyte / 2**20
