"""Which public names stand on which page of the reference.

A thing with several names has one entry, under the name that programs use most. This imports nothing of headrace.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
NAMES: dict[str, dict[str, str]] = runpy.run_path(str(ROOT / "headrace/_names/table.py"))["NAMES"]
OLD: dict[str, Any] = runpy.run_path(str(ROOT / "headrace/_names/old.py"))["OLD"]
GROUPS: dict[str, str] = runpy.run_path(str(ROOT / "headrace/_names/generate.py"))["GROUPS"]

TOP = {
    "tf": ("tf: graphs and sessions", "graphs, sessions, control flow, gradients, collections, types", ""),
    "tf-variables": ("tf: variables", "variables, their scopes, initializers and partitions", "graph.variables"),
    "tf-arrays": (
        "tf: arrays",
        "making, slicing, joining and gathering",
        "graph.ops.arrays graph.ops.sequences graph.types.shapes",
    ),
    "tf-math": (
        "tf: mathematics",
        "arithmetic, comparisons, reductions, matrices, segments, random values",
        "graph.ops.math graph.ops.linalg graph.ops.segments graph.ops.random training.metrics",
    ),
    "tf-data": (
        "tf: texts and parsing",
        "strings, CSV, JSON, Examples, sparse tensors",
        "graph.ops.strings graph.ops.parsing graph.ops.sparse formats.example",
    ),
    "tf-queues": ("tf: queues and readers", "what holds records and what reads them", "pipeline"),
}
"""The pages of the names of `tf` itself: titles, what is on them, and where that is defined; the first has all others."""

WHOLE = ("contrib.learn", "contrib.slim", "examples")
"""Groups that have one page with the groups in them."""

DESCRIBED = {
    "tf.contrib.learn": "MNIST from local files",
    "tf.examples": "MNIST from local files, and a model for it",
    "tf.python": "what has no name but inside of TensorFlow",
}

LAYERS = {
    "formats.tfrecord": "TFRecord files: read, write, index, verify, mend",
    "formats.example": "Examples and SequenceExamples as arrays",
    "formats.csv": "CSV as columns and as records",
    "formats.jsonl": "JSON lines",
    "formats.lines": "lines of text",
    "formats.fixed_length": "records of one length",
    "formats.whole_file": "whole files as records",
    "formats.idx": "the files of MNIST",
    "formats.image": "pictures as arrays",
    "formats.records": "blocks of records, what readers give",
    "formats.tables": "rows and columns of files of any kind",
    "formats.conversion": "from one kind of file to another",
    "formats.shards": "splitting, merging, shuffling and sampling files",
    "formats.quarantine": "what becomes of bad records",
    "formats.checkpoint": "checkpoints without a graph",
    "formats.events": "event files",
    "formats.reading_speed": "how fast a file can be read",
    "pipeline": "queues and threads without a graph",
}
"""What can be used with no graph at all: the modules of the lower layers that say what is theirs (`__all__`)."""


class Thing(NamedTuple):
    """What has names: the group and the name that its entry stands under, its place, all names (dotted), old ones apart."""

    group: str
    name: str
    place: str
    names: tuple[str, ...]

    @property
    def path(self) -> str:
        return dotted(self.group, self.name)

    @property
    def identifier(self) -> str:
        return f"headrace.{self.path}"


def dotted(group: str, name: str) -> str:
    return f"{group}.{name}".lstrip(".")


def things() -> list[Thing]:
    """Everything with a public name that is no group, by its place."""
    found: dict[str, list[tuple[str, str]]] = {}
    for group, names in NAMES.items():
        for name, place in names.items():
            if ":" in place and dotted(group, name) not in OLD:
                found.setdefault(place, []).append((group, name))
    made = []
    for place, names in found.items():
        names.sort(key=_by_use)
        made.append(Thing(*names[0], place, tuple(dotted(*name) for name in names)))
    return made


def _by_use(name: tuple[str, str]) -> tuple[object, ...]:
    """What programs say most comes first: `tf.add` before `tf.math.add`, `tf.nn.relu` before `tf.contrib.layers.relu`."""
    group, own = name
    words = group.split(".") if group else []
    return "python" in words, "contrib" in words or "examples" in words, len(words), words in (["math"], ["io"]), group, own


def page_of(group: str, place: str) -> str:
    """The page, without its suffix, of what is defined at a place and has its entry in a group."""
    if "python" in group.split("."):
        return "tf.python"
    if group:
        whole = [outer for outer in WHOLE if f"{group}.".startswith(f"{outer}.")]
        return f"tf.{whole[0] if whole else group}"
    inner = place.removeprefix("headrace.")
    return next(
        (page for page, (*_, rooms) in TOP.items() if any(inner.startswith(f"{room}.") for room in rooms.split())), "tf"
    )


def titles() -> dict[str, str]:
    """The pages of the groups and their titles, in the order of the index."""
    groups = {group for thing in things() for group in (name.rpartition(".")[0] for name in thing.names) if group}
    pages = {page_of(group, "") for group in groups}
    in_order = sorted(pages, key=lambda page: ("contrib" in page or page in ("tf.examples", "tf.python"), page))
    return {page: title for page, (title, *_) in TOP.items()} | {page: page for page in in_order}
