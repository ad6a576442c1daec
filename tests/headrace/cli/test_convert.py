"""`headrace convert`: what its options mean; what conversion does is tested in `tests/formats/conversion`."""

from __future__ import annotations

import json
import os
import signal

import pytest
from support.cli import run, start
from support.house import ROOT

from headrace.formats import tables, tfrecord

IRIS = sorted((ROOT / "sample_data").glob("iris-*.csv"))


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("n,word\n" + "".join(f"{n},w{n}\n" for n in range(20)) + "many,words\n")
    return path


def converted(*arguments):
    done = run("convert", *arguments)
    assert (done.exit_code, done.stdout) == (0, done.stdout), done.stderr
    return done


def test_it_tells_the_schema_and_what_it_has_written(tmp_path):
    done = converted(*IRIS, tmp_path / "iris.tfrecord")
    assert "3 files of csv to tfrecord: --schema '" in done.stderr
    assert done.stdout.startswith(f"{tmp_path}/iris.tfrecord: 150 rows, ")
    assert tables.kind_of(tmp_path / "iris.tfrecord").count(tmp_path / "iris.tfrecord") == 150


def test_the_schema_that_is_told_can_be_given(tmp_path):
    told = converted("--dry-run", *IRIS, tmp_path / "iris.jsonl").stderr
    schema = told.split("--schema '")[1].split("'\n")[0]
    converted(*IRIS, tmp_path / "iris.jsonl")
    converted("--schema", schema, *IRIS, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "iris.jsonl").read_bytes()


def test_a_pattern_means_what_matches_it(tmp_path):
    done = converted("--json", f"{ROOT}/sample_data/iris-*.tfrecord", tmp_path / "iris.tfrecord")
    assert len(json.loads(done.stdout)["sources"]) == 3


def test_a_dry_run_writes_nothing(tmp_path):
    done = converted("--dry-run", "--shards", 2, *IRIS, tmp_path / "iris.tfrecord")
    assert done.stdout.splitlines() == [f"{tmp_path}/iris-0000{n}-of-00002.tfrecord" for n in (0, 1)]
    plan = json.loads(converted("--dry-run", "--json", *IRIS, tmp_path / "iris.tfrecord.gz").stdout)
    assert (plan["kind"], plan["compression"]) == ("tfrecord", "GZIP")
    assert os.listdir(tmp_path) == []


def test_json_says_all_of_it(tmp_path):
    done = converted("--json", "--shards", 2, "--shuffle", "--seed", 3, *IRIS, tmp_path / "iris.tfrecord")
    report = json.loads(done.stdout)
    assert done.stderr == ""
    assert report["rows"] == 150
    assert [shard["rows"] for shard in report["shards"]] == [75, 75]
    assert [os.path.getsize(shard["path"]) for shard in report["shards"]] == [shard["bytes"] for shard in report["shards"]]


def test_kinds_and_compression_may_be_given(tmp_path):
    (tmp_path / "lines").write_text('{"n": 1}\n')
    converted("--from", "jsonl", "--to", "tfrecord", "--compression", "zlib", tmp_path / "lines", tmp_path / "out")
    assert sum(len(block) for block in tfrecord.read(tmp_path / "out", compression="ZLIB")) == 1


def test_a_bad_record_is_one_line_and_exit_code_1(tmp_path, rows):
    done = run("convert", "--infer-rows", 10, rows, tmp_path / "a.tfrecord")
    assert done.exit_code == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("headrace: ")]
    assert "a.csv:22, column 1" in line
    assert "--infer-rows all" in line
    assert os.listdir(tmp_path) == ["a.csv"]


def test_all_rows_may_be_looked_at(tmp_path, rows):
    converted("--infer-rows", "all", rows, tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_text().splitlines()[-1] == '{"n": "many", "word": "words"}'


def test_bad_records_are_skipped(tmp_path, rows):
    done = converted("--infer-rows", 10, "--on-error", "skip", rows, tmp_path / "a.tfrecord")
    assert "1 bad record was left out" in done.stderr
    assert "20 rows" in done.stdout


def test_bad_records_go_to_quarantine(tmp_path, rows):
    done = converted("--infer-rows", 10, "--quarantine", tmp_path / "bad", rows, tmp_path / "a.tfrecord")
    assert f"1 bad record was left out; see {tmp_path}/bad" in done.stderr
    assert json.loads(converted("--json", "--force", tmp_path / "bad", tmp_path / "bad.jsonl").stdout)["rows"] == 1


def test_more_than_may_be_left_out(tmp_path, rows):
    done = run("convert", "--infer-rows", 10, "--on-error", "skip", "--most", 0, rows, tmp_path / "a.tfrecord")
    assert done.exit_code == 1
    assert "no more may be" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["absent.csv", "a.tfrecord"], "absent.csv"),
        (["a*b.csv", "a.tfrecord"], "nothing matches"),
        (["a.csv"], "Missing argument"),
        (["--most", "3", "a.csv", "a.tfrecord"], "--most is for"),
        (["--shards", "0", "a.csv", "a.tfrecord"], "--shards"),
        (["--to", "excel", "a.csv", "a.xls"], "--to"),
        (["--infer-rows", "few", "a.csv", "a.tfrecord"], "--infer-rows"),
        (["--schema", "n:int65", "a.csv", "a.tfrecord"], "dtype must be one of"),
        (["--force", "a.csv", "a.csv"], "is a source"),
        (["a.csv", "there.tfrecord"], "--force"),
    ],
)
def test_a_wrong_call_is_exit_code_2(tmp_path, rows, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.tfrecord").touch()
    done = run("convert", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert (tmp_path / "there.tfrecord").stat().st_size == 0


def test_ctrl_c_ends_it_and_its_workers(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"n": 1, "word": "w"}\n' * 400_000)
    arguments = ["--shards", 40, "--workers", 2, path, tmp_path / "b.tfrecord"]
    process = start("convert", *arguments, cwd=tmp_path, start_new_session=True)
    assert "1 file of jsonl" in process.stderr.readline().decode()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=50)
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    left = sorted(name for name in os.listdir(tmp_path) if name != "a.jsonl")
    assert all(name.startswith(("b-", ".b.tfrecord.unfinished")) for name in left)
    assert all(tables.kind_of(tmp_path / name).count(tmp_path / name) == 10_000 for name in left if name.startswith("b-"))
    assert "400,000 rows" in converted(*arguments).stdout
    assert len(os.listdir(tmp_path)) == 41
