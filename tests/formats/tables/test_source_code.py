"""Programs as text: they run, and read the rows that the library reads."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest
from support.house import ROOT

import headrace as tf
from headrace.formats import tables
from headrace.formats.tables import looking, source_code
from headrace.formats.tables.looking import Table

SAMPLES = ROOT / "sample_data"

FILES = {
    "tfrecord": "label:int64, box:float32[2], words:string[*], weight:float32?, pair:int64[2]?",
    "tfrecord.gz": "label:int64, name:string?",
    "csv": "label:int64, name:string, weight:float64?, flag:bool, small:string?",
    "tsv": "label:int64, name:string",
}
ROWS = {
    "label": [1, -2, 1 << 40],
    "box": [[0.5, 1.0], [2.0, 3.0], [4.0, 5.5]],
    "words": [["a", "b"], [], ["c"]],
    "weight": [0.25, None, 0.75],
    "pair": [None, [3, 4], [5, 6]],
    "name": ["a b", "c", "d,e"],
    "flag": [True, False, True],
    "small": ["x", None, "z"],
}


def written(tmp_path, name: str) -> Table:
    schema = tables.Schema.parse(FILES[name])
    path = tmp_path / f"data.{name}"
    source = tmp_path / "data.jsonl"
    tf_rows = [{feature.name: ROWS[feature.name][row] for feature in schema} for row in range(3)]
    from headrace.formats import jsonl

    jsonl.write(source, [{key: value for key, value in row.items() if value is not None} for row in tf_rows])
    kind = tables.kind_by_suffix(path)
    if name == "tsv":
        kind = kind.with_options(delimiter="\t")
    with kind.writer(path, schema, "GZIP" if name.endswith("gz") else "") as writer:
        for batch in tables.KINDS["jsonl"].read(source, schema):
            writer.write(batch)
    return Table.of(path)


def run(program: str) -> list[dict]:
    """What a program reads, batch by batch."""
    seen: list[dict] = []
    program = program.replace("    print(values)\n", "    SEEN.append(values)\n").replace("print(row)", "SEEN.append(row)")
    with tf.Graph().as_default(), contextlib.redirect_stdout(io.StringIO()):
        exec(compile(program, "<program>", "exec"), {"SEEN": seen})
    return seen


def column(batches: list[dict], name: str) -> list:
    found: list = []
    for batch in batches:
        value = batch[name]
        if isinstance(value, tf.SparseTensorValue):
            dense = [[] for _ in range(value.dense_shape[0])]
            for (row, _), one in zip(value.indices, value.values, strict=True):
                dense[row].append(one)
            found += dense
        else:
            found += value.tolist()
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_program_reads_what_was_written(tmp_path, name):
    table = written(tmp_path, name)
    schema = looking.schema_of([table])
    batches = run(source_code.program([table], schema))
    for feature in schema:
        expected = ROWS[feature.name]
        if feature.name == "flag":
            expected = ["true", "false", "true"]
        nothing = {"weight": 0.0, "pair": [0, 0], "small": "", "name": ""}.get(feature.name)
        expected = [nothing if value is None else value for value in expected]
        read = column(batches, feature.name)
        if feature.dtype in ("string", "bool"):
            as_bytes = [[one.encode() for one in value] if isinstance(value, list) else value.encode() for value in expected]
            assert read == as_bytes, feature.name
        else:
            assert read == expected, feature.name


def test_several_files_are_read(tmp_path):
    both = [Table.of(SAMPLES / f"iris-0000{shard}-of-00003.tfrecord") for shard in range(3)]
    batches = run(source_code.program(both, looking.schema_of(both)))
    assert sorted(column(batches, "label")) == [0] * 50 + [1] * 50 + [2] * 50


def test_a_file_without_header_has_no_line_skipped():
    table = Table.of(SAMPLES / "iris-00000-of-00003.csv")
    batches = run(source_code.program([table], looking.schema_of([table])))
    assert len(column(batches, "c0")) == 50
    assert set(column(batches, "c4")) == {b"setosa", b"versicolor", b"virginica"}


def test_kinds_without_a_reader_are_read_as_tables(tmp_path):
    written(tmp_path, "tfrecord")
    table = Table.of(tmp_path / "data.jsonl")
    rows = run(source_code.program([table], looking.schema_of([table])))
    assert [row["label"] for row in rows] == ROWS["label"]


@pytest.mark.skipif("cifar10" not in tables.KINDS, reason="no such kind")
def test_cifar_is_read_with_its_planes_turned():
    table = Table.of(SAMPLES / "data_batch_1.bin")
    schema = looking.schema_of([table])
    batches = run(source_code.program([table], schema))
    rows = [row for batch in looking.batches([table], schema) for row in batch.rows()]
    assert column(batches, "label") == [row["label"] for row in rows]
    assert (np.concatenate([batch["image"] for batch in batches]) == np.stack([row["image"] for row in rows])).all()


def test_a_spec_is_python():
    schema = tables.Schema.parse('"a \\"name\\"":float64[2,3], b:uint8?, c:string[*]')
    spec = eval(source_code.features_spec(schema), {"tf": tf})
    assert spec['a "name"'] == tf.FixedLenFeature([2, 3], tf.float32)
    assert isinstance(spec["c"], tf.VarLenFeature)


@pytest.mark.parametrize(("name", "told"), [("csv", 0), ("tsv", 2)])
def test_the_reader_and_the_decoder_are_told_another_delimiter(tmp_path, name, told):
    table = written(tmp_path, name)
    program = source_code.program([table], tables.Schema.parse(FILES[name]))
    assert program.count("field_delim=") == program.count("field_delim='\\t'") + program.count('field_delim="\\t"') == told
