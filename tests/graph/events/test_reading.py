"""What event files hold, tag by tag: those of TensorFlow, those of two plugins, and those that are damaged."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from support import golden

from headrace.formats import events, tfrecord
from headrace.formats.errors import DataLossError, NotFoundError
from headrace.formats.proto import event_pb2, summary_pb2, tensor_pb2
from headrace.graph.events import reading

Value = summary_pb2.Summary.Value


def written(directory, *values, steps=None, suffix=""):
    with events.EventWriter(directory, suffix) as writer:
        for step, value in enumerate(values):
            summary = summary_pb2.Summary(value=[value])
            writer.write(event_pb2.Event(wall_time=1000.0 + step, step=steps[step] if steps else step, summary=summary))
    return writer.path


def test_scalars_are_those_that_tensorflow_wrote():
    (run,) = reading.runs([golden.DIRECTORY / "events/scalars.tfevents"])
    loss = run.series["loss"]
    assert loss.kind == "scalar"
    assert list(loss.steps) == list(range(100))
    assert [np.float32(value) for value in loss.values] == [np.float32(1) / np.float32(1 + step) for step in range(100)]
    assert not run.failures


def test_every_kind_is_described(tmp_path):
    scalars = summary_pb2.SummaryMetadata(plugin_data={"plugin_name": "scalars"})
    text = summary_pb2.SummaryMetadata(plugin_data={"plugin_name": "text"})
    tensor = tensor_pb2.TensorProto
    histogram = summary_pb2.HistogramProto(min=1, max=3, num=2, sum=4)
    written(
        tmp_path,
        Value(tag="new scalar", metadata=scalars, tensor=tensor(dtype="DT_FLOAT", float_val=[2.5])),
        Value(tag="new scalar", tensor=tensor(dtype="DT_FLOAT", float_val=[3.5])),  # the plugin is said once
        Value(tag="words", metadata=text, tensor=tensor(dtype="DT_STRING", string_val=[b"hello"])),
        Value(tag="histogram", histo=histogram),
        Value(tag="picture", image={"height": 2, "width": 3, "colorspace": 1, "encoded_image_string": b"12345"}),
        Value(tag="sound", audio={"sample_rate": 8000, "num_channels": 1, "length_frames": 7, "encoded_audio_string": b"1"}),
        Value(tag="matrix", tensor=tensor(dtype="DT_FLOAT", tensor_shape={"dim": [{"size": 2}, {"size": 2}]})),
    )
    (run,) = reading.runs([tmp_path])
    found = {tag: (series.kind, list(series.values)) for tag, series in run.series.items()}
    assert found == {
        "new scalar": ("scalar", [2.5, 3.5]),
        "words": ("text", [{"text": ["hello"]}]),
        "histogram": ("histogram", [{"min": 1.0, "max": 3.0, "mean": 2.0, "number": 2.0}]),
        "picture": ("image", [{"height": 2, "width": 3, "channels": 1, "bytes": 5}]),
        "sound": ("audio", [{"rate": 8000.0, "channels": 1, "frames": 7, "bytes": 1}]),
        "matrix": ("tensor", [{"shape": [2, 2]}]),
    }


def test_a_directory_is_a_run_for_each_directory_in_it_and_the_files_of_one_follow_each_other(tmp_path):
    for name in ("train", "eval"):
        written(tmp_path / name, Value(tag="loss", simple_value=1.0))
    written(tmp_path / "train", Value(tag="loss", simple_value=0.5), steps=[7], suffix=".v2")
    runs = reading.runs([tmp_path])
    assert [run.name for run in runs] == [str(tmp_path / "eval"), str(tmp_path / "train")]
    assert list(runs[1].series["loss"].steps) == [0, 7]
    rows = list(reading.rows(runs[1], ["loss"]))
    assert rows[1] == {"run": runs[1].name, "tag": "loss", "kind": "scalar", "step": 7, "wall_time": 1000.0, "value": 0.5}


def test_what_came_before_the_damage_is_there(tmp_path):
    path = written(tmp_path, *(Value(tag="loss", simple_value=value) for value in (1.0, math.nan, 0.5)))
    content = bytearray(Path(path).read_bytes())
    content[-6] ^= 1
    Path(path).write_bytes(content)
    (run,) = reading.runs([path])
    assert len(run.series["loss"]) == 2
    assert isinstance(run.failures[0], DataLossError)


def test_graphs_are_counted():
    (run,) = reading.runs([golden.DIRECTORY / "saved_model/graph.tfevents"])
    assert run.graphs == 2  # the GraphDef, and the MetaGraphDef that holds it


def test_a_directory_without_event_files_is_said(tmp_path):
    with tfrecord.Writer(tmp_path / "other.tfrecord") as writer:
        writer.write(b"1")
    with pytest.raises(NotFoundError, match="no event file is in it"):
        reading.runs([tmp_path])
    with pytest.raises(NotFoundError):
        reading.runs([tmp_path / "absent"])
