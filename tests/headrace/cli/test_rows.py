"""`headrace count`, `head`, `cat`, `schema` and `stats`."""

from __future__ import annotations

import io
import json

import pytest
from support.cli import run, start
from support.house import ROOT

from headrace.formats import jsonl, tables, tfrecord
from headrace.formats.records import Records
from headrace.formats.tables import Schema

SAMPLES = ROOT / "sample_data"
IRIS = [SAMPLES / f"iris-0000{shard}-of-00003.tfrecord" for shard in range(3)]
CSV = SAMPLES / "iris-00000-of-00003.csv"


def test_each_file_is_counted_and_all():
    assert [line.split() for line in run("count", *IRIS).stdout.splitlines()] == [
        ["records", "file"],
        *(["50", str(path)] for path in IRIS),
        ["150", "in", "all"],
    ]
    assert run("count", CSV).stdout.split() == ["records", "file", "50", str(CSV)]
    found = json.loads(run("count", *IRIS, CSV, "--json").stdout)
    assert found["records"] == 200
    assert found["files"][3] == {"file": str(CSV), "kind": "csv", "records": 50}


def test_patterns_are_ours_too():
    assert run("count", SAMPLES / "iris-*.tfrecord").stdout.splitlines()[-1] == "    150  in all"


def test_what_cannot_be_counted_does_not_stop_the_rest(tmp_path):
    damaged = bytearray(IRIS[0].read_bytes())
    damaged[0] ^= 1
    (tmp_path / "x.tfrecord").write_bytes(damaged)
    found = run("count", tmp_path / "x.tfrecord", tmp_path / "absent", IRIS[1])
    assert found.exit_code == 2
    assert [line.split()[0] for line in found.stdout.splitlines()] == ["records", "50", "50"]
    assert len(found.stderr.splitlines()) == 2
    assert all(line.startswith("headrace: ") for line in found.stderr.splitlines())
    assert run("count", tmp_path / "x.tfrecord").exit_code == 1


def test_urls_are_files():
    from headrace.formats import files

    with files.replace("memory://look/a.jsonl") as file:
        file.write(b'{"a": 1}\n{"a": 2}\n')
    assert run("count", "memory://look/a.jsonl").stdout.splitlines()[1] == "      2  memory://look/a.jsonl"
    assert run("cat", "memory://look/a.jsonl", "--json").stdout == '{"a": 1}\n{"a": 2}\n'
    assert json.loads(run("stats", "memory://look/a.jsonl", "--json").stdout)["features"]["a"]["mean"] == 1.5


def test_the_first_records_feature_by_feature():
    assert run("head", "-n", "1", IRIS[0]).stdout == (
        "record 0\n  features  float32 [4]: 5.8, 2.8, 5.1, 2.4\n  label     2\n  species   'virginica'\n"
    )
    assert run("head", IRIS[0]).stdout.count("record ") == 5
    assert run("head", "-n", "0", IRIS[0]).stdout == ""


def test_records_from_a_number_on():
    every = run("cat", IRIS[0], "--json").stdout.splitlines()
    assert run("head", "-n", "2", "--from", "31", IRIS[0], "--json").stdout.splitlines() == every[31:33]
    assert run("head", "--from", "48", IRIS[0], "--json").stdout.splitlines() == every[48:]
    assert run("head", "-n", "1", "--from", "31", IRIS[0]).stdout.startswith("record 31\n")
    raw = run("head", "--raw", IRIS[0], "-n", "50", "--json").stdout.splitlines()
    assert run("head", "--raw", "-n", "2", "--from", "31", IRIS[0], "--json").stdout.splitlines() == raw[31:33]


@pytest.mark.parametrize("options", [[], ["--raw"]])
def test_a_record_that_a_file_has_not(options):
    found = run("head", "--from", "50", IRIS[0], *options)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == f"headrace: {IRIS[0]} has no record 50; it has 50, counted from 0\n"
    assert run("head", "-n", "0", "--from", "50", IRIS[0], *options).exit_code == 0


def test_the_type_of_a_feature_is_that_of_the_records_shown(tmp_path):
    (tmp_path / "late.jsonl").write_text('{"a": 1}\n' * 9 + '{"a": 1.5, "b": 2}\n')
    assert run("head", "-n", "1", "--from", "9", tmp_path / "late.jsonl", "--json").stdout == '{"a": 1.5, "b": 2}\n'


def test_a_record_a_line_as_json():
    lines = run("cat", *IRIS, "--json", "--field", "species").stdout.splitlines()
    assert len(lines) == 150
    assert json.loads(lines[0]) == {"species": "virginica"}
    assert json.loads(run("head", "-n", "1", IRIS[0], "--json").stdout)["features"] == [5.8, 2.8, 5.1, 2.4]


def test_files_are_told_apart():
    assert [line for line in run("head", "-n", "1", *IRIS[:2]).stdout.splitlines() if line.startswith("==>")] == [
        f"==> {path} <==" for path in IRIS[:2]
    ]


@pytest.fixture
def damaged(tmp_path):
    """A file whose 31st record is damaged."""
    content = bytearray(IRIS[0].read_bytes())
    offset = [number for block in tfrecord.read(IRIS[0]) for number in block.numbers][30]
    content[offset + 20] ^= 1
    (tmp_path / "damaged.tfrecord").write_bytes(content)
    return tmp_path / "damaged.tfrecord"


def test_what_stands_before_damage_is_shown(damaged):
    found = run("cat", damaged, "--json")
    assert len(found.stdout.splitlines()) == 30
    assert found.exit_code == 1
    assert "record 30" in found.stderr
    assert run("head", damaged).exit_code == 0


def test_statistics_go_on_behind_damage(damaged):
    found = run("stats", damaged, "--json")
    assert json.loads(found.stdout)["rows"] == 49
    assert json.loads(found.stdout)["left_out"] == 1
    assert found.exit_code == 1


@pytest.mark.parametrize("name", ["empty.tfrecord", "empty.csv", "empty.jsonl"])
def test_an_empty_file_has_no_records(tmp_path, name):
    (tmp_path / name).touch()
    assert run("count", tmp_path / name).stdout.split()[2] == "0"
    assert run("cat", tmp_path / name).stdout == ""
    assert run("stats", tmp_path / name).stdout.startswith("0 records\n")
    assert run("schema", tmp_path / name, "--text").stdout == "\n"


def test_fields_by_a_name_that_is_not_there():
    found = run("head", IRIS[0], "--field", "lable")
    assert found.exit_code == 2
    assert "there are features, label, species" in found.stderr


def test_cat_shows_features_that_come_late(tmp_path):
    rows = [{"a": 1}] * 2000 + [{"a": 1, "b": 2}]
    jsonl.write(tmp_path / "x.jsonl", rows)
    assert run("cat", tmp_path / "x.jsonl", "--json").stdout.splitlines()[-1] == '{"a": 1, "b": 2}'


def test_any_bytes_are_shown_raw(tmp_path):
    with tfrecord.Writer(tmp_path / "any") as writer:
        writer.write(b"no Example")
        writer.write(b"\xff" * 100)
    assert run("head", tmp_path / "any").exit_code == 1
    shown = repr(b"\xff" * 60)
    assert run("head", "--raw", tmp_path / "any").stdout == (
        f"{tmp_path}/any:0: 10 bytes: 'no Example'\n{tmp_path}/any:26: 100 bytes: {shown}... of 100 bytes\n"
    )
    lines = run("cat", "--raw", "--json", tmp_path / "any").stdout.splitlines()
    assert json.loads(lines[0]) == {"key": f"{tmp_path}/any:0", "bytes": 10, "data": "no Example"}


def test_pictures_are_shown_by_kind_and_size_and_saved(tmp_path):
    pillow = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    pillow.new("RGB", (4, 3)).save(file, "PNG")
    jsonl.write(tmp_path / "x.jsonl", [{"label": 1}])
    batch = tables.Batch(
        {"image": tables.Column(Records.from_list([file.getvalue()]))},
        1,
    )
    with tables.KINDS["tfrecord"].writer(tmp_path / "x.tfrecord", Schema.parse("image:string")) as writer:
        writer.write(batch)
    shown = run("head", tmp_path / "x.tfrecord", "--save-images", tmp_path / "out").stdout
    assert f"image  PNG of 3 x 4, {len(file.getvalue())} bytes" in shown
    assert (tmp_path / "out/x.tfrecord-0-image.png").read_bytes() == file.getvalue()


def test_the_spec_of_a_file():
    assert run("schema", *IRIS).stdout == (
        "# features:float32[4], label:int64, species:string\n"
        "features={\n"
        '    "features": tf.FixedLenFeature([4], tf.float32),\n'
        '    "label": tf.FixedLenFeature([], tf.int64),\n'
        '    "species": tf.FixedLenFeature([], tf.string),\n'
        "}\n"
    )
    text = run("schema", *IRIS, "--text").stdout
    assert str(Schema.parse(text.strip())) == text.strip()
    found = json.loads(run("schema", *IRIS, "--json").stdout)
    assert Schema.from_json(found["features"]) == Schema.parse(found["schema"])
    assert found["kinds"] == ["tfrecord"]


def test_the_program_of_a_file_runs(tmp_path):
    (tmp_path / "read.py").write_text(run("schema", IRIS[0], "--code").stdout)
    process = start(before=f"import runpy; runpy.run_path({str(tmp_path / 'read.py')!r})\nraise SystemExit")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert b"virginica" in out


def test_statistics_of_all_files():
    shown = [line.split() for line in run("stats", *IRIS, "--top", "1").stdout.splitlines()]
    assert shown[0] == ["150", "records"]
    assert ["label", "int64", "0", "1", "0", "1", "2", "3", "0", "(50)"] in shown
    found = json.loads(run("stats", *IRIS, "--json", "--field", "label").stdout)
    assert found["rows"] == 150
    assert found["features"]["label"]["frequent"] == [{"value": value, "count": 50} for value in range(3)]
    assert found["left_out"] == 0


def test_records_that_do_not_fit_are_counted(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\nx,3\n4,5\n")
    found = run("stats", tmp_path / "x.csv", "--schema", "a:int64, b:int64")
    assert found.exit_code == 1
    assert found.stdout.startswith("2 records\n")
    assert "left out: 1 record; the first: Field 0 in record 1 is not a valid int64: x" in found.stderr


def test_what_is_wrong_with_a_schema_is_a_fault_of_the_call():
    assert run("stats", IRIS[0], "--schema", "a:integer").exit_code == 2
    assert run("head", IRIS[0], "--kind", "tfrecrod").exit_code == 2


def test_a_full_disk_is_one_line():
    try:
        full = open("/dev/full", "wb")  # noqa: SIM115
    except OSError:
        pytest.skip("no /dev/full here")
    with full:
        process = start("cat", IRIS[0], "--json", stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.decode().splitlines() == ["headrace: [Errno 28] No space left on device"]
