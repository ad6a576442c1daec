"""Measuring how fast files can be read: what is read and how much of it; never how fast."""

from __future__ import annotations

import gzip

import pytest
from support.house import ROOT

from headrace.formats import files, reading_speed, tfrecord
from headrace.formats.errors import DataLossError, InvalidArgumentError, NotFoundError

IRIS = ROOT / "sample_data/iris-00000-of-00003.tfrecord"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(reading_speed, "_LEAST_SECONDS", 0.0)


def names(found: reading_speed.ReadingSpeed) -> list[str]:
    return [stage.name for stage in found.stages]


@pytest.mark.parametrize("name", ["iris-00000-of-00003.tfrecord", "iris-00000-of-00003.csv"])
def test_every_stage_is_measured_over_the_whole_of_a_small_file(name):
    path = ROOT / "sample_data" / name
    found = reading_speed.measure(path)
    assert (found.path, found.bytes, found.records, found.note) == (str(path), path.stat().st_size, 50, "")
    assert names(found) == ["first read", "read", "records", "rows"]
    assert found.limit in names(found)[1:]
    assert all(stage.bytes_per_second > 0 and stage.seconds >= 0 for stage in found.stages)
    assert [bool(stage.records_per_second) for stage in found.stages] == [False, False, True, True]


def test_compressed_files_have_a_stage_more(tmp_path):
    content = IRIS.read_bytes()
    (tmp_path / "x.tfrecord.gz").write_bytes(gzip.compress(content) + gzip.compress(content))
    found = reading_speed.measure(tmp_path / "x.tfrecord.gz")
    assert names(found) == ["first read", "read", "decompress", "records", "rows"]
    assert (found.compression, found.records) == ("GZIP", 100)


def test_of_a_file_that_takes_long_the_first_part_is_read(tmp_path):
    with tfrecord.Writer(tmp_path / "x.tfrecord") as writer:
        for _ in range(50):
            writer.write(IRIS.read_bytes() * 20)
    found = reading_speed.measure(tmp_path / "x.tfrecord", seconds=0.0)
    assert found.bytes == 1 << 20
    assert 0 < found.records < 50


def test_records_that_are_no_examples_are_not_parsed(tmp_path):
    with tfrecord.Writer(tmp_path / "x.tfrecord") as writer:
        writer.write(b"\xff\xff no Example")
    found = reading_speed.measure(tmp_path / "x.tfrecord")
    assert names(found) == ["first read", "read", "records"]
    assert "no Example" in found.note


def test_urls_are_read_too():
    with files.replace("memory://speed/x.tfrecord") as file:
        file.write(IRIS.read_bytes())
    assert reading_speed.measure("memory://speed/x.tfrecord").records == 50


def test_what_cannot_be_measured_is_said(tmp_path):
    (tmp_path / "empty.csv").touch()
    with pytest.raises(InvalidArgumentError, match="empty"):
        reading_speed.measure(tmp_path / "empty.csv")
    with pytest.raises(NotFoundError):
        reading_speed.measure(tmp_path / "absent.csv")
    damaged = bytearray(IRIS.read_bytes())
    damaged[100] ^= 1
    (tmp_path / "x.tfrecord").write_bytes(damaged)
    with pytest.raises(DataLossError):
        reading_speed.measure(tmp_path / "x.tfrecord")
