"""sample_data/ is what its README says: the files, their checksums, and how they are made again."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

import headrace as tf
from headrace.examples.tutorials.mnist import input_data

DIRECTORY = Path(__file__).resolve().parents[1] / "sample_data"
ROW = re.compile(r"^\| `([\w./-]+)` \| ([\d,]+) \w+ \| ([\d,]+) \| `([0-9a-f]{64})` \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("sample_data_make", DIRECTORY / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_lists_every_file_with_its_size_and_checksum():
    rows = ROW.findall((DIRECTORY / "README.md").read_text())
    listed = {name: (size.replace(",", ""), digest) for name, _, size, digest in rows}
    found = {
        path.relative_to(DIRECTORY).as_posix(): (str(path.stat().st_size), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in DIRECTORY.rglob("*")
        if path.suffix in (".csv", ".bin", ".tfrecord", ".gz")
    }
    assert len(found) == 16
    assert listed == found


def test_the_binaries_hold_thirty_crops_of_each_image():
    records = np.concatenate([np.fromfile(path, np.uint8) for path in sorted(DIRECTORY.glob("data_batch_*.bin"))])
    labels = records.reshape(-1, 3073)[:, 0]
    assert np.bincount(labels).tolist() == [30] * 10


def test_making_the_tfrecords_again_gives_the_same_bytes(make, tmp_path):
    make.main(["--to", str(tmp_path)])
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in DIRECTORY.glob("*.tfrecord")}
    assert sorted(made) == sorted(kept)
    assert [name for name in kept if made[name] != kept[name]] == []


def test_the_examples_hold_what_the_csv_files_and_binaries_hold(make):
    row = (DIRECTORY / "iris-00000-of-00003.csv").read_text().split("\n")[0]
    assert row == "5.8,2.8,5.1,2.4,virginica"
    flower = make.iris_example(row.split(",")).features.feature
    assert np.allclose(flower["features"].float_list.value, [5.8, 2.8, 5.1, 2.4])
    assert (flower["label"].int64_list.value, flower["species"].bytes_list.value) == ([2], [b"virginica"])

    record = (DIRECTORY / "data_batch_1.bin").read_bytes()[:3073]
    image = make.cifar_example(record).features.feature
    assert image["label"].int64_list.value == [record[0]]
    first_pixel = bytes([record[1], record[1 + 1024], record[1 + 2048]])
    assert image["image_raw"].bytes_list.value[0][:3] == first_pixel


def test_the_digits_are_read_as_mnist_is():
    data = input_data.read_data_sets(DIRECTORY / "digits", validation_size=0, dtype=tf.uint8)
    assert (data.train.images.shape, data.test.images.shape) == ((1500, 64), (297, 64))
    counts = np.bincount(data.train.labels) + np.bincount(data.test.labels)
    assert counts.tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]  # as the data set is described
    assert set(data.train.images.ravel()) == {round(shade * 255 / 16) for shade in range(17)}
