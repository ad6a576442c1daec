"""Make the files of this folder again.

    python sample_data/make.py                 the TFRecords, from the CSV files and the binaries; needs headrace
    python sample_data/make.py --sources       first the CSV files, the binaries and the digits; needs scikit-learn,
                                               scikit-image
    python sample_data/make.py --to FOLDER     into another folder

The same versions of the libraries give the same bytes; another decoder of JPEG can change pixels by a unit or two.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from pathlib import Path

import numpy as np

import headrace as tf
from headrace.formats import idx

HERE = Path(__file__).resolve().parent
SHARDS = 3
SPECIES = ("setosa", "versicolor", "virginica")
SIDE, CHANNELS = 32, 3
CROPS = 30  # of each picture
TEST_DIGITS = 297


def iris_lines() -> list[str]:
    """Four lengths in centimetres and the species: the 150 flowers in the order of `RandomState(0)`."""
    from sklearn.datasets import load_iris

    iris = load_iris()
    lines = [
        ",".join([*(f"{value:.1f}" for value in row), iris.target_names[kind]]) + "\n"
        for row, kind in zip(iris.data, iris.target, strict=True)
    ]
    return [lines[i] for i in np.random.RandomState(0).permutation(len(lines))]


def pictures() -> list[np.ndarray]:
    """uint8 [height, width, 3] each; the label of a crop is its picture's place here."""
    from skimage import data
    from sklearn.datasets import load_sample_image

    return [
        load_sample_image("china.jpg"),
        load_sample_image("flower.jpg"),
        data.coffee(),
        data.chelsea(),
        data.rocket(),
        data.hubble_deep_field(),
        data.retina(),
        data.immunohistochemistry(),
        data.stereo_motorcycle()[0],
        data.colorwheel(),
    ]


def cifar_records() -> list[bytes]:
    """One label byte, then 32x32 reds, greens and blues: every other pixel of a 64x64 window, in random order."""
    random = np.random.RandomState(3)
    records = []
    for label, picture in enumerate(pictures()):
        height, width, _ = picture.shape
        for _ in range(CROPS):
            top, left = random.randint(height - 2 * SIDE), random.randint(width - 2 * SIDE)
            crop = picture[top : top + 2 * SIDE : 2, left : left + 2 * SIDE : 2]
            records.append(bytes([label]) + crop.transpose(2, 0, 1).tobytes())
    return [records[i] for i in random.permutation(len(records))]


def digits() -> dict[str, np.ndarray]:
    """1,797 handwritten digits of 8x8 pixels and their values, in the files that MNIST has; 16 shades become 0 to 255."""
    from sklearn.datasets import load_digits

    found = load_digits()
    order = np.random.RandomState(0).permutation(len(found.target))
    images = np.round(found.images[order] * (255 / 16)).astype(np.uint8)
    labels = found.target[order].astype(np.uint8)
    return {
        "train-images-idx3-ubyte.gz": images[:-TEST_DIGITS],
        "train-labels-idx1-ubyte.gz": labels[:-TEST_DIGITS],
        "t10k-images-idx3-ubyte.gz": images[-TEST_DIGITS:],
        "t10k-labels-idx1-ubyte.gz": labels[-TEST_DIGITS:],
    }


def make_sources(target: Path) -> None:
    (target / "digits").mkdir(exist_ok=True)
    for name, array in digits().items():
        (target / "digits" / name).write_bytes(gzip.compress(idx.dump(array), mtime=0))
    lines, records = iris_lines(), cifar_records()
    for shard in range(SHARDS):
        (target / f"iris-{shard:05}-of-{SHARDS:05}.csv").write_text("".join(shard_of(lines, shard)), newline="\n")
        (target / f"data_batch_{shard + 1}.bin").write_bytes(b"".join(shard_of(records, shard)))


def shard_of(items: list, shard: int) -> list:
    size = len(items) // SHARDS
    return items[shard * size : (shard + 1) * size]


def make_tfrecords(source: Path, target: Path) -> None:
    """Each CSV file and each binary as a file of `tf.train.Example`s, record by record."""
    for shard in range(SHARDS):
        name = f"iris-{shard:05}-of-{SHARDS:05}"
        with open(source / f"{name}.csv", newline="") as lines:
            write_examples(target / f"{name}.tfrecord", (iris_example(row) for row in csv.reader(lines)))
        records = (source / f"data_batch_{shard + 1}.bin").read_bytes()
        size = 1 + SIDE * SIDE * CHANNELS
        write_examples(
            target / f"cifar-{shard:05}-of-{SHARDS:05}.tfrecord",
            (cifar_example(records[start : start + size]) for start in range(0, len(records), size)),
        )


def write_examples(path: Path, examples) -> None:
    with tf.python_io.TFRecordWriter(str(path)) as writer:
        for example in examples:
            writer.write(example.SerializeToString(deterministic=True))


def iris_example(row: list[str]):
    *lengths, species = row
    return example(
        features=floats([float(length) for length in lengths]),
        label=integer(SPECIES.index(species)),
        species=text(species.encode()),
    )


def cifar_example(record: bytes):
    image = np.frombuffer(record, np.uint8)[1:].reshape(CHANNELS, SIDE, SIDE).transpose(1, 2, 0)
    return example(
        height=integer(SIDE),
        width=integer(SIDE),
        depth=integer(CHANNELS),
        label=integer(record[0]),
        image_raw=text(image.tobytes()),
    )


def example(**features):
    return tf.train.Example(features=tf.train.Features(feature=features))


def floats(values: list[float]):
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def integer(value: int):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))


def text(value: bytes):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Make the sample data again.")
    parser.add_argument("--sources", action="store_true", help="the CSV files, the binaries and the digits too")
    parser.add_argument("--to", type=Path, default=HERE, metavar="FOLDER", help="where to write (default: this folder)")
    options = parser.parse_args(arguments)
    options.to.mkdir(parents=True, exist_ok=True)
    if options.sources:
        make_sources(options.to)
    make_tfrecords(options.to if options.sources else HERE, options.to)


if __name__ == "__main__":
    main()
