"""Conversions out of and into every kind of file."""

from __future__ import annotations

import io
import os
import tarfile

import numpy as np
import pytest

from headrace.formats import tables
from headrace.formats.conversion import convert
from headrace.formats.errors import AlreadyExistsError, InvalidArgumentError, OpError
from headrace.formats.image.png import encode


def rows_of(path, schema=None):
    kind = tables.kind_of(path)
    return [
        {name: np.asarray(value).tolist() for name, value in row.items()}
        for batch in kind.read(path, schema)
        for row in batch.rows()
    ]


@pytest.fixture(scope="module")
def numbers(tmp_path_factory):
    """A table of numbers that every kind of table can hold."""
    path = tmp_path_factory.mktemp("numbers") / "a.jsonl"
    path.write_text("".join(f'{{"label": {n % 3}, "x": {n / 4}}}\n' for n in range(50)))
    return path


@pytest.mark.parametrize("suffix", ["tfrecord", "csv", "jsonl", "parquet", "npz"])
@pytest.mark.parametrize("options", [{}, {"shards": 3, "shuffle": True}])
def test_tables_come_back(numbers, tmp_path, suffix, options):
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    there = convert(numbers, tmp_path / f"a.{suffix}", **options)
    assert there.rows == 50
    convert([shard.path for shard in there.shards], tmp_path / "back.jsonl")
    assert sorted(rows_of(tmp_path / "back.jsonl"), key=lambda row: row["x"]) == rows_of(numbers)


@pytest.fixture
def pictures(tmp_path):
    """A folder for each of two labels, with five pictures."""
    for number in range(5):
        folder = tmp_path / "pictures" / ("cat" if number < 2 else "dog")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.png").write_bytes(encode(np.full((4, 5, 3), number, np.uint8), 6))
    return tmp_path / "pictures"


def picture_bytes(directory):
    return sorted(path.read_bytes() for path in directory.rglob("*.png"))


def test_folders_of_pictures_become_shards_and_folders_again(pictures, tmp_path):
    report = convert(pictures, tmp_path / "a.tfrecord", shards=2, workers=2)
    assert [shard.rows for shard in report.shards] == [3, 2]
    back = convert([shard.path for shard in report.shards], tmp_path / "back", target_kind="images")
    assert back.rows == 5
    assert picture_bytes(tmp_path / "back") == picture_bytes(pictures)
    assert sorted(path.name for path in (tmp_path / "back").iterdir()) == ["cat", "dog"]
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


def test_a_folder_is_replaced_only_by_force(pictures, tmp_path):
    convert(pictures, tmp_path / "back", target_kind="images")
    with pytest.raises(AlreadyExistsError):
        convert(pictures, tmp_path / "back", target_kind="images")
    (tmp_path / "back" / "other").touch()
    convert(pictures, tmp_path / "back", target_kind="images", force=True)
    assert picture_bytes(tmp_path / "back") == picture_bytes(pictures)
    assert not (tmp_path / "back" / "other").exists()


def test_a_picture_that_is_none_ends_it_or_is_left_out(pictures, tmp_path):
    (pictures / "dog" / "9.png").write_bytes(b"no picture")
    with pytest.raises(OpError, match=r"9\.png is no picture"):
        convert(pictures, tmp_path / "a.tfrecord")
    assert convert(pictures, tmp_path / "a.tfrecord", on_damage=lambda bad: None).rows == 5


def test_a_folder_that_was_changed_is_another_source(pictures, tmp_path):
    seen = []

    def change(rows, data):
        if rows and not seen:
            seen.append((pictures / "dog" / "9.png").write_bytes(encode(np.zeros((4, 5, 3), np.uint8), 6)))

    with pytest.raises(OpError, match="changed while it was converted"):
        convert(pictures, tmp_path / "a.tfrecord", shards=1, progress=change)


def test_cifar_idx_numpy_and_archives_are_read(tmp_path):
    draw = np.random.default_rng(0)
    (tmp_path / "data_batch_1.bin").write_bytes(draw.integers(0, 10, (3, 3073), np.uint8).tobytes())
    np.save(tmp_path / "a.npy", draw.normal(size=(4, 2)).astype(np.float32))
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for name, data in (("0.cls", b"1"), ("0.txt", b"hello"), ("1.cls", b"2"), ("1.txt", b"you")):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    for name, count in (("data_batch_1.bin", 3), ("a.npy", 4), ("a.tar", 2)):
        report = convert(tmp_path / name, tmp_path / f"{name}.tfrecord", shards=2)
        assert report.rows == count
        found = [row for shard in report.shards for row in rows_of(shard.path, report.schema)]
        assert found == rows_of(tmp_path / name, report.schema)


def test_what_the_target_does_not_hold_is_said(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"x": [1, 2], "y": 0.1}\n')
    report = convert(tmp_path / "a.jsonl", tmp_path / "a.tfrecord")
    assert "float32" in report.plan.notes[0]
    with pytest.raises(InvalidArgumentError, match=r"x.*a row of CSV has one value a field"):
        convert(tmp_path / "a.jsonl", tmp_path / "a.csv")
    with pytest.raises(InvalidArgumentError, match="float64"):
        convert(tmp_path / "a.jsonl", tmp_path / "b.tfrecord", schema="y:float64")
