"""The code that is shown for a file reads that file."""

from __future__ import annotations

import pathlib

import pytest

import headrace as tf
from headrace.formats import tables, tfrecord
from headrace.formats.tables.code import feature_spec, reading_program

SAMPLES = pathlib.Path(__file__).parents[3] / "sample_data"
ROWS = [
    {"label": 1, "box": [0.5, 1.5], "words": ["a", "b"], 'odd "name", too': 2, "weight": 0.5, "pair": [1, 2]},
    {"label": 2, "box": [2.5, 3.5], "words": ["c"], 'odd "name", too': 3},
]


@pytest.fixture
def path(tmp_path):
    tfrecord.write(tmp_path / "f.tfrecord", ROWS)
    return tmp_path / "f.tfrecord"


def test_a_spec_parses_the_examples_that_it_was_made_for(path):
    schema = tables.KINDS["tfrecord"].infer(path)
    names = {"tf": tf}
    exec(feature_spec(schema), names)
    records = [record for block in tfrecord.read(path) for record in block]
    with tf.Session() as sess:
        parsed = [sess.run(tf.parse_single_example(tf.constant(record), names["features"])) for record in records]
    assert [row["label"] for row in parsed] == [1, 2]
    assert [row["box"].tolist() for row in parsed] == [[0.5, 1.5], [2.5, 3.5]]
    assert [row["words"].values.tolist() for row in parsed] == [[b"a", b"b"], [b"c"]]
    assert [row['odd "name", too'] for row in parsed] == [2, 3]
    assert [row["weight"] for row in parsed] == [0.5, 0.0]
    assert [row["pair"].tolist() for row in parsed] == [[1, 2], [0, 0]]


def test_a_spec_for_people():
    schema = tables.Schema.parse("label:int64, box:float32[2,2], words:string[*], name:string?, sizes:uint8[2]?")
    assert feature_spec(schema) == (
        "features={\n"
        "    'label': tf.FixedLenFeature([], tf.int64),\n"
        "    'box': tf.FixedLenFeature([2, 2], tf.float32),\n"
        "    'words': tf.VarLenFeature(tf.string),\n"
        "    'name': tf.FixedLenFeature([], tf.string, default_value=\"\"),\n"
        "    'sizes': tf.FixedLenFeature([2], tf.int64, default_value=[0] * 2),\n"
        "}"
    )
    assert feature_spec(tables.Schema()) == "features={}"


@pytest.mark.parametrize(
    "file", ["iris-00000-of-00003.csv", "data_batch_1.bin", "cifar-00000-of-00003.tfrecord", "digits/t10k-images-idx3-ubyte.gz"]
)
def test_a_program_reads_the_file_that_it_was_made_for(file):
    kind = tables.kind_of(SAMPLES / file)
    names: dict = {}
    exec(reading_program(SAMPLES / file, kind, kind.infer(SAMPLES / file)) + "    last = batch\n", names)
    assert names["last"].count > 0
    assert len(list(names["last"].rows())) == names["last"].count


def test_a_program_says_the_options_and_a_long_schema(path, tmp_path):
    (tmp_path / "f.csv").write_text("".join(f"{n};{n}\n" for n in range(3)))
    kind = tables.KINDS["csv"].with_options(delimiter=";", header=False)
    program = reading_program(tmp_path / "f.csv", kind, kind.infer(tmp_path / "f.csv"))
    assert ".with_options(delimiter=';', header=False)" in program
    long = tables.Schema.parse(", ".join(f"{name * 12}:string[*]" for name in "abcdefgh") + ', "x, y":int64')
    names: dict = {}
    exec(reading_program(path, tables.KINDS["tfrecord"], long).split("for ")[0], names)
    assert names["schema"] == long
