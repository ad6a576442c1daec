"""Each kind of file: how it is recognised, its schema, its rows, and what is wrong with those that are none."""

from __future__ import annotations

import gzip
import pathlib
import zlib

import numpy as np
import pytest
from support.formats.tables import copy, rows, skipped

from headrace.formats import tables, tfrecord
from headrace.formats.errors import (
    DataLossError,
    InvalidArgumentError,
    NotFoundError,
    OpError,
    UnimplementedError,
)
from headrace.formats.example.rows import example_from_row
from headrace.formats.proto.example_pb2 import SequenceExample
from headrace.formats.tables import Schema

SAMPLES = pathlib.Path(__file__).parents[3] / "sample_data"
KINDS = tables.KINDS


# -- what a file is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "kind", "schema", "count"),
    [
        ("iris-00000-of-00003.csv", "csv", "c0:float64, c1:float64, c2:float64, c3:float64, c4:string", 50),
        ("iris-00001-of-00003.tfrecord", "tfrecord", "features:float32[4], label:int64, species:string", 50),
        ("data_batch_1.bin", "cifar10", "label:uint8, image:uint8[32,32,3]", 100),
        ("digits/train-images-idx3-ubyte.gz", "idx", "image:uint8[8,8], label:uint8", 1500),
        ("digits/train-labels-idx1-ubyte.gz", "idx", "label:uint8", 1500),
    ],
)
def test_sample_data(file, kind, schema, count):
    found = tables.kind_of(SAMPLES / file)
    assert (found.name, str(found.infer(SAMPLES / file))) == (kind, schema)
    assert found.count(SAMPLES / file) == count
    done = []
    batches = list(found.read(SAMPLES / file, progress=lambda records, data: done.append((records, data))))
    assert sum(batch.count for batch in batches) == sum(records for records, _ in done) == count
    assert sum(data for _, data in done) > 0


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "zlib"])
@pytest.mark.parametrize(
    "file", ["iris-00000-of-00003.csv", "iris-00000-of-00003.tfrecord", "digits/t10k-labels-idx1-ubyte.gz"]
)
def test_compression_is_found_by_content(tmp_path, file, pack):
    content = (SAMPLES / file).read_bytes()
    plain = gzip.decompress(content) if file.endswith(".gz") else content
    (tmp_path / "packed").write_bytes(pack(plain))
    kind = tables.kind_of(SAMPLES / file)
    named = None if kind.name != "csv" else "csv"
    assert rows(tables.kind_of(tmp_path / "packed", named), tmp_path / "packed") == rows(kind, SAMPLES / file)


def test_what_is_of_no_kind(tmp_path):
    (tmp_path / "noise").write_bytes(b"\x07\x08\x09")
    with pytest.raises(InvalidArgumentError, match=r"noise: of what kind is it\? It begins with .*there are tfrecord, parquet"):
        tables.kind_of(tmp_path / "noise")
    with pytest.raises(InvalidArgumentError, match="no kind of file 'xls'"):
        tables.kind_of(tmp_path / "noise", "xls")
    with pytest.raises(NotFoundError):
        tables.kind_of(tmp_path / "absent.csv")
    with pytest.raises(InvalidArgumentError, match="no option 'colour'; its options are delimiter, header"):
        KINDS["csv"].with_options(colour=1)
    assert tables.kind_by_suffix("a/b.JSONL.gz") is KINDS["jsonl"]
    assert tables.kind_by_suffix("a/b") is None


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("content", [b"", b"a", b"a,b\n1,2,3\n", b'{"a": 1}\n[]\n', bytes(range(256)) * 40, b"\0\0\x08\x03"])
def test_a_file_of_another_kind_is_an_error_with_its_name_or_no_rows(tmp_path, kind, content):
    path = tmp_path / "wrong"
    path.write_bytes(content)
    for schema in (None, Schema.parse("a:int64, image:float32[2]")):
        try:
            rows(kind, path, schema)
        except OpError as error:
            if "wrong" not in str(error):
                raise


def test_rows_of_a_file_of_any_kind(tmp_path):
    (tmp_path / "a").write_text('{"x": 1, "y": "a"}\n{"x": 300, "y": "b"}\n')
    assert [row["x"] for batch in tables.read(tmp_path / "a") for row in batch.rows()] == [1, 300]
    bad = []
    (batch,) = tables.read(tmp_path / "a", "x:uint8", on_damage=bad.append)
    assert batch.columns["x"].values.tolist() == [1]
    assert [one.record for one in bad] == [2]


# -- CSV -----------------------------------------------------------------------------------------------------------------


def csv_of(tmp_path, text):
    (tmp_path / "f.csv").write_text(text)
    return tmp_path / "f.csv"


@pytest.mark.parametrize(
    ("fields", "dtype"),
    [
        ("1 -2 +3 0", "int64"),
        ("1 2.5", "float64"),
        ("1e3 .5 nan -inf", "float64"),
        ("true False TRUE", "bool"),
        ("true 1", "string"),
        ("007 1", "string"),  # would not come back
        ("9223372036854775807", "int64"),
        ("9223372036854775808 1", "float64"),
        ("9223372036854775809 1", "string"),  # would come back as another
        ("9007199254740993 0.5", "string"),
        ("9007199254740992 0.5", "float64"),
        ("0x10 1", "string"),
        ("1_000 1", "string"),
        ("a 1", "string"),
    ],
)
def test_types_of_texts(tmp_path, fields, dtype):
    path = csv_of(tmp_path, "x\n" + "\n".join(fields.split()) + "\n")
    assert str(KINDS["csv"].infer(path)) == f"x:{dtype}"
    assert len(rows(KINDS["csv"], path)) == len(fields.split())


def test_missing_fields(tmp_path):
    path = csv_of(tmp_path, 'a,b,c,d\n1,x,,true\n,"",2.5,\n\n3,,1,false\n')
    assert str(KINDS["csv"].infer(path)) == "a:int64?, b:string?, c:float64?, d:bool?"
    assert rows(KINDS["csv"], path) == [
        {"a": 1, "b": b"x", "d": True},
        {"b": b"", "c": 2.5},
        {"a": 3, "c": 1.0, "d": False},
    ]
    assert rows(KINDS["csv"], path, "b:string") == [{"b": b"x"}, {"b": b""}, {"b": b""}]
    with pytest.raises(InvalidArgumentError, match=r"'a' must be int64, found nothing; .*f.csv:3, column 1"):
        rows(KINDS["csv"], path, "d:bool?, a:int64")


def test_headers_and_delimiters(tmp_path):
    path = csv_of(tmp_path, "a;b\n1;x\n")
    assert rows(KINDS["csv"], path) == [{"a": 1, "b": b"x"}]
    assert rows(KINDS["csv"].with_options(header=False), path) == [{"c0": b"a", "c1": b"b"}, {"c0": b"1", "c1": b"x"}]
    path = csv_of(tmp_path, '"a,b";"c,d,e"\n1;2\n')
    assert rows(KINDS["csv"], path) == [{"a,b": 1, "c,d,e": 2}]
    path = csv_of(tmp_path, "2020,1\n2,3\n")
    assert rows(KINDS["csv"], path) == [{"c0": 2020, "c1": 1}, {"c0": 2, "c1": 3}]
    assert rows(KINDS["csv"].with_options(header=True), path) == [{"2020": 2, "1": 3}]
    with pytest.raises(InvalidArgumentError, match="has 'a' twice"):
        KINDS["csv"].infer(csv_of(tmp_path, "a,a\n1,2\n"))


@pytest.mark.parametrize(
    ("text", "schema", "words"),
    [
        ("a,b\n1,x\n2,y\n", "a:int64, b:int64", r"not a valid int64: x; .*f\.csv:2, column 2: 'x'"),
        ("a,b\n1,300\n", "b:uint8", r"'b' must be uint8, which does not hold 300; .*f\.csv:2"),
        ("a,b\n1\n", "a:int64", r"Expect 2 fields but have 1 in record 0; .*f\.csv:2"),
        ("a,b\n1,yes\n", "b:bool", r"'b' must be bool, found 'yes'; .*f\.csv:2, column 2"),
        ("a,b\n1,-5\n", "b:uint64", r"'b' must be uint64, found '-5'; .*f\.csv:2, column 2"),
        ('a,b\n1,"x"y\n', "b:string", r"Quote inside a string has to be escaped by another quote; .*f\.csv:2, column 2"),
        ("a,b\n1,2\n", "c:int64", r"f\.csv has no feature 'c'; it has a, b"),
    ],
)
def test_rows_that_do_not_fit_are_named_by_file_line_and_column(tmp_path, text, schema, words):
    with pytest.raises(InvalidArgumentError, match=words) as raised:
        rows(KINDS["csv"], csv_of(tmp_path, text), schema)
    assert raised.value.path == str(tmp_path / "f.csv")


def test_reading_goes_on_behind_rows_that_do_not_fit(tmp_path):
    lines = [f"{n},{'oops' if n % 500 == 7 else n}\n" for n in range(3000)]
    path = csv_of(tmp_path, "a,b\n" + "".join(lines))
    found, bad = skipped(KINDS["csv"], path, "a:int64, b:int64")
    assert [row["a"] for row in found] == [n for n in range(3000) if n % 500 != 7]
    assert [record for record, _ in bad] == [n + 2 for n in range(3000) if n % 500 == 7]


def test_csv_that_is_written(tmp_path):
    path = tmp_path / "f.csv"
    schema = Schema.parse("n:int64?, x:float32, s:string?, b:bool")
    tfrecord.write(tmp_path / "f.tfrecord", [{"n": 1, "x": 0.1, "s": 'a "b",\n', "b": True}, {"x": 2, "s": "", "b": False}])
    copy(KINDS["tfrecord"], tmp_path / "f.tfrecord", KINDS["csv"], path, schema)
    assert path.read_text() == 'n,x,s,b\n1,0.1,"a ""b"",\n",true\n,2.0,"",false\n'
    with pytest.raises(InvalidArgumentError, match=r"'w' is int64\[\*\], and a row of CSV has one value a field; leave it out"):
        KINDS["csv"].adapted(Schema.parse("w:int64[*]"))
    with (
        pytest.raises(InvalidArgumentError, match=r"f\.csv: feature 'w' is int64\[2\]"),
        KINDS["csv"].writer(path, Schema.parse("w:int64[2]")),
    ):
        pass


# -- JSON lines ----------------------------------------------------------------------------------------------------------


def json_of(tmp_path, *lines):
    (tmp_path / "f.jsonl").write_text("\n".join(lines))
    return tmp_path / "f.jsonl"


def test_the_schema_of_json_lines(tmp_path):
    path = json_of(
        tmp_path,
        '{"a": 1, "b": "x", "c": [1, 2], "d": [[1.5], [2]], "e": [], "g": 18446744073709551615, "h": [1, 2]}',
        '{"a": 2.5, "b": null, "c": [3, 4], "d": [[1], [2]], "e": ["y"], "f": true, "g": 1, "h": [3]}',
    )
    schema = "a:float64, b:string?, c:int64[2], d:float64[2,1], e:string[*], g:uint64, h:int64[*], f:bool?"
    assert str(KINDS["jsonl"].infer(path)) == schema
    assert rows(KINDS["jsonl"], path)[1] == {
        "a": 2.5, "c": [3, 4], "d": [[1.0], [2.0]], "e": [b"y"], "f": True, "g": 1, "h": [3],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (['{"a": 1}', '{"a": "x"}'], r"'a' is int64 in .*f\.jsonl:1 and string in .*f\.jsonl:2"),
        (['{"a": 1}', '{"a": [1]}'], r"'a' has shape \[\] in .*:1 and \[1\] in .*:2"),
        (['{"a": {"b": 1}}'], r"'a' is dict, which is no value of a row"),
        (['{"a": 1}', "[1]"], r"must be a JSON object; found list; .*:2"),
        (['{"a": 1}', '{"a": '], r"must be JSON: .*:2"),
        (['{"a": -1}', '{"a": 9223372036854775808}'], "which no integer type holds"),
        (['{"a": [1, "x"]}'], "'a' is a list of several types: int64, string"),
    ],
)
def test_what_is_no_schema_of_json_lines(tmp_path, lines, words):
    with pytest.raises(InvalidArgumentError, match=words):
        KINDS["jsonl"].infer(json_of(tmp_path, *lines))


def test_json_that_cannot_be_written(tmp_path):
    path = tmp_path / "g.jsonl"
    for value, words in [(np.nan, "JSON has no nan"), (b"\xff", "JSON holds text in UTF-8 only")]:
        tfrecord.write(tmp_path / "f.tfrecord", [{"a": value}])
        schema = KINDS["tfrecord"].infer(tmp_path / "f.tfrecord")
        with pytest.raises(InvalidArgumentError, match=words):
            copy(KINDS["tfrecord"], tmp_path / "f.tfrecord", KINDS["jsonl"], path, schema)
        assert not path.exists()


# -- TFRecord ------------------------------------------------------------------------------------------------------------


def test_a_feature_of_two_types_is_named_with_both_places(tmp_path):
    path = tmp_path / "f.tfrecord"
    with tfrecord.Writer(path) as writer:
        writer.write(example_from_row({"a": 1}).SerializeToString())
        writer.write(example_from_row({"a": b"x"}).SerializeToString())
    with pytest.raises(InvalidArgumentError, match=r"'a' is int64 in .*f\.tfrecord:0 and string in .*f\.tfrecord:\d+"):
        KINDS["tfrecord"].infer(path)
    found, bad = skipped(KINDS["tfrecord"], path, "a:int64")
    assert found == [{"a": 1}]
    assert [record for record, _ in bad] == [1]
    assert bad[0][1].startswith("Key: a.  Data types don't match")  # as of one Example: of a batch nobody knows


def test_records_between_damage_are_read(tmp_path):
    path = tmp_path / "f.tfrecord"
    tfrecord.write(path, [{"a": n} for n in range(100)])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)
    with pytest.raises(DataLossError, match=r"f\.tfrecord"):
        rows(KINDS["tfrecord"], path, "a:int64")
    found, bad = skipped(KINDS["tfrecord"], path, "a:int64")
    assert len(found) == 99
    assert len(bad) == 1


def test_sequence_examples_are_told_of(tmp_path):
    example = SequenceExample()
    example.feature_lists.feature_list["a"].feature.add().int64_list.value.append(1)
    with tfrecord.Writer(tmp_path / "f.tfrecord") as writer:
        writer.write(example.SerializeToString())
    with pytest.raises(UnimplementedError, match=r"f\.tfrecord holds SequenceExamples"):
        KINDS["tfrecord"].infer(tmp_path / "f.tfrecord")


def test_bytes_and_integers_of_one_byte_are_the_same_in_two_forms(tmp_path):
    cifar, path = KINDS["cifar10"], tmp_path / "f.tfrecord"
    expected = rows(cifar, SAMPLES / "data_batch_1.bin")
    for text in ("label:int64, image:uint8[32,32,3]", "label:int64, image:string"):
        schema = Schema.parse(text)
        copy(cifar, SAMPLES / "data_batch_1.bin", KINDS["tfrecord"], path, schema)
        assert rows(KINDS["tfrecord"], path, "label:uint8, image:uint8[32,32,3]") == expected
    assert str(KINDS["tfrecord"].infer(path)) == "image:string, label:int64"
    with pytest.raises(InvalidArgumentError, match=r"must be uint8\[32,32\], found a string of 3072 bytes"):
        rows(KINDS["tfrecord"], path, "image:uint8[32,32]")


def test_float64_is_refused_or_rounded_where_that_is_said(tmp_path):
    wide = Schema.parse("a:float64, b:int64")
    words = "'a' is float64, and an Example holds float32; a schema with a:float32 rounds"
    with pytest.raises(InvalidArgumentError, match=words), KINDS["tfrecord"].writer(tmp_path / "f.tfrecord", wide):
        pass
    schema, notes = KINDS["tfrecord"].adapted(wide)
    assert str(schema) == "a:float32, b:int64"
    assert notes == ["float64 is rounded to float32, which is all that an Example holds: a"]
    assert not list(tmp_path.iterdir())
