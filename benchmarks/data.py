"""The benchmarks' files, made once and kept: CIFAR-10 binaries, CSV lines, TFRecords of Examples with and without a picture."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable

import numpy as np

CACHE = pathlib.Path.home() / ".cache" / "headrace-bench"
SHARDS = 4
RECORDS = {"cifar": 10_000, "csv": 250_000, "image": 10_000, "small": 50_000}  # in each file
QUICK = {"cifar": 200, "csv": 1_000, "image": 200, "small": 500}
SPECIES = ["setosa", "versicolor", "virginica"]


def make(kind: str, folder: pathlib.Path, quick: bool = False) -> tuple[list[str], int]:
    """The files of a kind, written unless they are there already, and how many records they hold together."""
    count = (QUICK if quick else RECORDS)[kind]
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{kind}-{count}-{shard}" for shard in range(SHARDS)]
    for shard, path in enumerate(paths):
        if not path.exists():
            unfinished = path.with_name(f"{path.name}.unfinished")
            _WRITERS[kind](unfinished, count, np.random.default_rng(shard))
            unfinished.replace(path)
    return [str(path) for path in paths], SHARDS * count


def _cifar(path: pathlib.Path, count: int, draw: np.random.Generator) -> None:
    records = draw.integers(0, 256, (count, 3073), np.uint8)
    records[:, 0] %= 10
    path.write_bytes(records.tobytes())


def _csv(path: pathlib.Path, count: int, draw: np.random.Generator) -> None:
    rows = draw.integers(1, 80, (count, 5)).tolist()
    path.write_text("".join(f"{a / 10},{b / 10},{c / 10},{d / 10},{SPECIES[e % 3]}\n" for a, b, c, d, e in rows))


def _image(path: pathlib.Path, count: int, draw: np.random.Generator) -> None:
    _write_examples(path, ({"image_raw": draw.bytes(3072), "label": i % 10} for i in range(count)))


def _small(path: pathlib.Path, count: int, draw: np.random.Generator) -> None:
    _write_examples(path, ({"features": draw.random(4).tolist(), "label": i % 3} for i in range(count)))


_WRITERS = {"cifar": _cifar, "csv": _csv, "image": _image, "small": _small}


def _write_examples(path: pathlib.Path, rows: Iterable[dict]) -> None:
    import headrace as tf

    def feature(value):
        if isinstance(value, bytes):
            return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))
        if isinstance(value, int):
            return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))
        return tf.train.Feature(float_list=tf.train.FloatList(value=value))

    with tf.python_io.TFRecordWriter(str(path)) as writer:
        for row in rows:
            features = tf.train.Features(feature={name: feature(value) for name, value in row.items()})
            writer.write(tf.train.Example(features=features).SerializeToString())
