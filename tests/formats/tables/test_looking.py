"""Looking at files of rows of any kind: schemas joined, rows one file after the other, records as they stand."""

from __future__ import annotations

import pytest
from support.formats.frames import framed
from support.house import ROOT

from headrace.formats import tables, tfrecord
from headrace.formats.errors import DataLossError, InvalidArgumentError, NotFoundError
from headrace.formats.proto.example_pb2 import Example
from headrace.formats.tables import looking
from headrace.formats.tables.looking import Table

SAMPLES = ROOT / "sample_data"


def csv(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    return Table.of(tmp_path / name)


def test_the_kind_is_told_by_content_or_by_name(tmp_path):
    assert Table.of(SAMPLES / "iris-00000-of-00003.tfrecord").kind.name == "tfrecord"
    (tmp_path / "data").write_text("a,b\n1,2\n")
    assert Table.of(tmp_path / "data", "csv").kind.name == "csv"
    with pytest.raises(InvalidArgumentError):
        Table.of(tmp_path / "data")
    with pytest.raises(NotFoundError):
        Table.of(tmp_path / "absent.csv")


def test_schemas_of_several_files_are_joined(tmp_path):
    both = [csv(tmp_path, "a.csv", "x,y\n1,a\n"), csv(tmp_path, "b.csv", "x,z\n2,0.5\n")]
    assert str(looking.schema_of(both)) == "x:int64, y:string?, z:float64?"
    with pytest.raises(InvalidArgumentError, match=r"'x' is int64 in .*a.csv and string in .*c.csv"):
        looking.schema_of([both[0], csv(tmp_path, "c.csv", "x\nz\n")])


def test_files_without_rows_say_nothing(tmp_path):
    with tfrecord.Writer(tmp_path / "empty.tfrecord"):
        pass
    assert str(looking.schema_of([Table(str(tmp_path / "empty.tfrecord"), tables.KINDS["tfrecord"])])) == ""


def test_features_are_chosen_by_name():
    schema = tables.Schema.parse("a:int64, b:string, c:float32")
    assert str(looking.chosen(schema, ["c", "a"])) == "c:float32, a:int64"
    with pytest.raises(InvalidArgumentError, match="no feature 'd'; there are a, b, c"):
        looking.chosen(schema, ["d"])


def test_batches_follow_each_other():
    both = [Table.of(SAMPLES / f"iris-0000{shard}-of-00003.tfrecord") for shard in range(3)]
    schema = looking.schema_of(both)
    rows = [row for batch in looking.batches(both, schema) for row in batch.rows()]
    alone = [row for table in both for batch in table.kind.read(table.path, schema) for row in batch.rows()]
    assert len(rows) == 150
    assert [str(row) for row in rows] == [str(row) for row in alone]
    assert looking.statistics(both, schema).rows == 150


def test_records_stand_there_as_they_are(tmp_path):
    with tfrecord.Writer(tmp_path / "any.tfrecord") as writer:
        for record in (b"no Example", b"", b"\xff"):
            writer.write(record)
    table = Table.of(tmp_path / "any.tfrecord")
    assert list(looking.raw_records(table)) == [
        (f"{tmp_path}/any.tfrecord:0", b"no Example"),
        (f"{tmp_path}/any.tfrecord:26", b""),
        (f"{tmp_path}/any.tfrecord:42", b"\xff"),
    ]
    assert len(list(looking.raw_records(table, 2))) == 2
    assert list(looking.raw_records(table, 0)) == []
    lines = looking.raw_records(csv(tmp_path, "a.csv", "x,y\n1,a\n2,b\n"))
    assert list(lines) == [(f"{tmp_path}/a.csv:2", b"1,a"), (f"{tmp_path}/a.csv:3", b"2,b")]


@pytest.mark.parametrize("good", [0, 1, 3])
def test_of_a_damaged_file_the_rows_before_the_damage_tell_the_schema(tmp_path, good):
    path = tmp_path / "rows.tfrecord"
    example = Example()
    example.features.feature["x"].int64_list.value.append(1)
    data = bytearray(framed([example.SerializeToString()] * (good + 1)))
    data[-1] ^= 1  # the checksum of the last record
    path.write_bytes(data)
    table = Table.of(path)
    if good:
        assert [feature.name for feature in looking.schema_of([table])] == ["x"]
    else:
        with pytest.raises(DataLossError):
            looking.schema_of([table])
