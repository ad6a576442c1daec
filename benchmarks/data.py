"""The benchmarks' files, made once: CIFAR-10 binaries, CSV lines narrow and wide, TFRecords of Examples, JPEG files."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

SPECIES = ["setosa", "versicolor", "virginica"]
WIDE = 17  # numbers in each line of the wide CSV file


class Kind(NamedTuple):
    write: Callable[[pathlib.Path, int, np.random.Generator], None]
    files: int
    records: int  # in each file
    quick: int


def make(kind: str, directory: pathlib.Path, quick: bool = False) -> tuple[list[str], int]:
    """The files of a kind, written unless they are there already, and how many records they hold together."""
    write, files, records, few = KINDS[kind]
    count = few if quick else records
    directory.mkdir(parents=True, exist_ok=True)
    paths = [directory / f"{kind}-{count}-{place}" for place in range(files)]
    for place, path in enumerate(paths):
        if not path.exists():
            unfinished = path.with_name(f"{path.name}.unfinished")
            write(unfinished, count, np.random.default_rng(place))
            unfinished.replace(path)
    return [str(path) for path in paths], files * count


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


def _jpegs(path: pathlib.Path, count: int, draw: np.random.Generator) -> None:
    """Photographs, more or less: noise, the finer the fainter, of several sizes."""
    import headrace as tf

    noise = [tf.placeholder(tf.float32, [1, None, None, 3]) for _ in range(6)]
    size = tf.placeholder(tf.int32, [2])
    layers = [tf.image.resize_bicubic(layer, size) * (70.0 / 1.8**k) for k, layer in enumerate(noise)]
    pixels = tf.cast(tf.clip_by_value(tf.add_n(layers) + 128.0, 0, 255), tf.uint8)
    encoded = tf.image.encode_jpeg(pixels[0], quality=90)

    def drawn(session: tf.Session) -> bytes:
        tall, wide = draw.choice([[375, 500], [500, 375], [333, 500], [480, 640]])
        feeds = {noise[k]: draw.standard_normal((1, 4 * 2**k, 5 * 2**k, 3), np.float32) for k in range(len(noise))}
        return session.run(encoded, {size: [tall, wide], **feeds})

    with tf.Session() as session:
        _write_examples(path, ({"jpeg": drawn(session)} for _ in range(count)))


def jpeg_files(records: list[str], directory: pathlib.Path) -> list[str]:
    """The images in TFRecords of `jpegs` as files of their own, written unless they are there."""
    import headrace as tf

    found = []
    for path in records:
        for number, record in enumerate(tf.python_io.tf_record_iterator(path)):
            target = directory / f"{pathlib.Path(path).name}-{number:03}.jpg"
            if not target.exists():
                example = tf.train.Example.FromString(record)
                target.write_bytes(example.features.feature["jpeg"].bytes_list.value[0])
            found.append(str(target))
    return found


def _wide(path: pathlib.Path, count: int, draw: np.random.Generator) -> None:
    line = ",".join(["%.6g"] * WIDE) + "\n"
    block = 10_000
    with open(path, "w") as file:
        for first in range(0, count, block):
            numbers = draw.lognormal(0, 2, (min(block, count - first), WIDE)).tolist()
            file.writelines(line % tuple(row) for row in numbers)


def _table(path: pathlib.Path, count: int, draw: np.random.Generator) -> None:
    line = "%d,%d," + "%.6f," * 8 + "class_%d\n"
    block = 10_000
    with open(path, "w") as file:
        file.write(f"id,label,{','.join(f'x{number}' for number in range(8))},name\n")
        for first in range(0, count, block):
            size = min(block, count - first)
            numbers = draw.normal(size=(size, 8)).tolist()
            labels, names = draw.integers(0, 10, size).tolist(), draw.integers(0, 5000, size).tolist()
            rows = zip(range(first, first + size), labels, numbers, names, strict=True)
            file.writelines(line % (number, label, *values, name) for number, label, values, name in rows)


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


def small_files(kind: str, directory: pathlib.Path, quick: bool = False) -> list[str]:
    """10,000 files of three records each, in a directory of their own; a kind is "lines" or "tfrecords"."""
    count = 100 if quick else 10_000
    place = directory / f"many-{kind}-{count}"
    if not place.exists():
        unfinished = place.with_name(f"{place.name}.unfinished")
        unfinished.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            _write_small_file(unfinished / f"{number:05}", kind, [b"%05d,%d,text" % (number, line) for line in range(3)])
        unfinished.replace(place)
    return [str(place / f"{number:05}") for number in range(count)]


def _write_small_file(path: pathlib.Path, kind: str, records: list[bytes]) -> None:
    if kind == "lines":
        path.write_bytes(b"".join(record + b"\n" for record in records))
        return
    import headrace as tf

    with tf.python_io.TFRecordWriter(str(path)) as writer:
        for record in records:
            writer.write(record)


SMALL_LINE = 13
"""Bytes of each line of small files, with its end."""

KINDS = {
    "cifar": Kind(_cifar, 4, 10_000, 200),
    "csv": Kind(_csv, 4, 250_000, 1_000),
    "image": Kind(_image, 4, 10_000, 200),
    "jpegs": Kind(_jpegs, 4, 64, 8),
    "small": Kind(_small, 4, 50_000, 500),
    "tools": Kind(_table, 1, 2_200_000, 2_000),
    "tools-part": Kind(_table, 1, 110_000, 1_000),
    "wide": Kind(_wide, 1, 1_000_000, 20_000),
    "wide-tenth": Kind(_wide, 1, 100_000, 2_000),
}
