"""What event files hold, tag by tag.

for run in reading.runs(["logs"]):
    for tag, series in run.series.items():
        print(run.name, tag, series.kind, series.steps, series.values)
"""

from __future__ import annotations

import array
import os
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from headrace.formats import events
from headrace.formats.errors import NotFoundError, OpError
from headrace.formats.files import directories
from headrace.formats.files.paths import Path, path_text

from ..types.tensor_protos import array_of_proto

_MARK = "tfevents"
_SCALARS, _TEXT = "scalars", "text"  # TensorBoard's plugins for tensors


class Series:
    """The values of one tag, in the order in which they were written.

    Attributes:
      kind: "scalar", "histogram", "image", "audio", "text" or "tensor".
      steps: their steps.
      wall_times: seconds since 1970.
      values: a scalar is a float; anything else a dict that says what is there: a histogram's min, max, mean and number,
        an image's height, width, channels and bytes, an audio's rate, channels, frames and bytes, the text, a tensor's shape.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.steps = array.array("q")
        self.wall_times = array.array("d")
        self.values: Any = array.array("d") if kind == "scalar" else []

    def add(self, step: int, wall_time: float, value: Any) -> None:
        self.steps.append(step)
        self.wall_times.append(wall_time)
        self.values.append(value)

    def __len__(self) -> int:
        return len(self.steps)


class Run(NamedTuple):
    """The event files of one directory.

    Attributes:
      name: the directory, or the file where a file was asked for.
      files: in the order in which they were begun.
      series: by tag, in the order in which the tags appeared.
      graphs: how many graphs the files hold.
      failures: why a file could not be read to its end; what came before is in `series`.
    """

    name: str
    files: tuple[str, ...]
    series: dict[str, Series]
    graphs: int
    failures: tuple[OpError, ...]


def runs(paths: Iterable[Path]) -> list[Run]:
    """What is in event files.

    Args:
      paths: event files, and directories, which are searched for those whose name has `tfevents` in it.
    Raises:
      NotFoundError: there is no such file, or none in a directory.
    """
    found: list[Run] = []
    for path in map(path_text, paths):
        if directories.is_directory(path):
            before = len(found)
            for directory, _, names in directories.walk(path):
                files = sorted(os.path.join(directory, name) for name in names if _MARK in name)
                if files:
                    found.append(_run(directory, files))
            if len(found) == before:
                raise NotFoundError(None, None, f"{path}: no event file is in it: none whose name has {_MARK!r}", path=path)
        else:
            found.append(_run(path, [path]))
    return sorted(found, key=lambda run: run.name)


def _run(name: str, files: list[str]) -> Run:
    series: dict[str, Series] = {}
    plugins: dict[str, str] = {}  # said with the first value of a tag alone
    failures: list[OpError] = []
    graphs = 0
    for file in files:
        try:
            for event in events.read(file):
                what = event.WhichOneof("what")
                graphs += what in ("graph_def", "meta_graph_def")
                if what == "summary":
                    for value in event.summary.value:
                        plugin = plugins.setdefault(value.tag, value.metadata.plugin_data.plugin_name)
                        kind, content = _described(value, plugin)
                        one = series.setdefault(value.tag, Series(kind))
                        if one.kind == kind:
                            one.add(event.step, event.wall_time, content)
        except NotFoundError:
            raise
        except OpError as error:
            failures.append(error)
    return Run(name, tuple(files), series, graphs, tuple(failures))


def _described(value: Any, plugin: str) -> tuple[str, Any]:
    """The kind of a value and what `Series.values` holds for it."""
    held = value.WhichOneof("value")
    if held == "simple_value":
        return "scalar", value.simple_value
    if held == "histo":
        histogram = value.histo
        mean = histogram.sum / histogram.num if histogram.num else 0.0
        return "histogram", {"min": histogram.min, "max": histogram.max, "mean": mean, "number": histogram.num}
    if held == "image":
        image = value.image
        size = {"height": image.height, "width": image.width, "channels": image.colorspace}
        return "image", {**size, "bytes": len(image.encoded_image_string)}
    if held == "audio":
        audio = value.audio
        size = {"rate": audio.sample_rate, "channels": audio.num_channels, "frames": audio.length_frames}
        return "audio", {**size, "bytes": len(audio.encoded_audio_string)}
    if held == "tensor":
        return _described_tensor(value.tensor, plugin)
    return "tensor", {"shape": None}


def _described_tensor(tensor: Any, plugin: str) -> tuple[str, Any]:
    if plugin in (_SCALARS, _TEXT):
        try:
            found = array_of_proto(tensor)
            if plugin == _SCALARS:
                return "scalar", float(found.reshape(()))
            return "text", {"text": [text.decode(errors="replace") for text in found.reshape(-1)]}
        except (ValueError, TypeError):
            pass  # whatever wrote it named the wrong plugin: it is a tensor all the same
    return "tensor", {"shape": [dim.size for dim in tensor.tensor_shape.dim]}


def rows(run: Run, tags: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    """Each value of a run as a row {run, tag, kind, step, wall_time, value}, tag by tag; of some tags where they are named."""
    for tag in run.series if tags is None else tags:
        series = run.series[tag]
        for step, wall_time, value in zip(series.steps, series.wall_times, series.values, strict=True):
            yield {"run": run.name, "tag": tag, "kind": series.kind, "step": step, "wall_time": wall_time, "value": value}
