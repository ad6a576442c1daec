"""Conversions that cannot be done, or not of all records: each says why and where, and leaves what was there."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import tempfile
import zlib

import pytest

from headrace.formats import conversion, quarantine, tables, tfrecord
from headrace.formats.conversion import convert, ledger, writing
from headrace.formats.conversion.tasks import Tasks
from headrace.formats.errors import (
    AbortedError,
    AlreadyExistsError,
    DataLossError,
    FailedPreconditionError,
    InvalidArgumentError,
    NotFoundError,
    OpError,
    PermissionDeniedError,
    ResourceExhaustedError,
)
from headrace.formats.quarantine import Quarantine, Skip
from headrace.formats.workers import Workers

SHARDED = [{}, {"shards": 2}, {"shards": 2, "workers": 2}, {"shards": 2, "shuffle": True}]


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.csv"
    path.write_text("a,b\n1,x\n2,y\n3,z\n")
    return path


def with_bad_rows(path, rows=3000, bad=(1500, 2100)):
    """A CSV file of two integers whose lines of some rows have a word instead, all behind what a schema is inferred from."""
    path.write_text("a,b\n" + "".join(f"{n},{'oops' if n in bad else n}\n" for n in range(rows)))
    return path


def refused(directory, error, words, *arguments, **options):
    """Assert that a conversion fails so, and that the directory is as it was."""
    before = {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}
    with pytest.raises(error, match=words) as raised:
        convert(*arguments, **options)
    assert {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()} == before
    assert sorted(os.listdir(directory)) == sorted(before)
    return raised.value


def test_no_such_source(tmp_path, good):
    error = refused(tmp_path, NotFoundError, "absent.csv", [good, tmp_path / "absent.csv"], tmp_path / "a.tfrecord")
    assert error.path == str(tmp_path / "absent.csv")


def test_a_directory_is_no_csv_file(tmp_path, good):
    (tmp_path / "sub").mkdir()
    with pytest.raises(OpError, match="sub"):
        convert(tmp_path / "sub", tmp_path / "a.tfrecord", kind="csv")


def test_the_wrong_kind_of_file(tmp_path, good):
    refused(tmp_path, DataLossError, "Is this even a TFRecord file", good, tmp_path / "a.jsonl", kind="tfrecord")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)))
    refused(tmp_path, InvalidArgumentError, "of what kind is it", tmp_path / "noise.bin", tmp_path / "a.jsonl")


def test_a_target_whose_name_says_nothing(tmp_path, good):
    refused(tmp_path, InvalidArgumentError, "of what kind is it to be", good, tmp_path / "a")
    convert(good, tmp_path / "a", target_kind="jsonl")


def test_content_tells_the_compression_and_not_the_name(tmp_path, good):
    packed = tmp_path / "packed.csv"
    packed.write_bytes(zlib.compress(good.read_bytes()))
    (tmp_path / "plain.csv.gz").write_bytes(good.read_bytes())
    report = convert([packed, tmp_path / "plain.csv.gz"], tmp_path / "a.tfrecord")
    assert report.rows == 6


def test_a_file_of_the_wrong_compression_is_damaged(tmp_path, good):
    content = bytearray(zlib.compress(os.urandom(5000).hex().encode()))
    content[3000] ^= 1
    (tmp_path / "broken.csv").write_bytes(content)
    refused(tmp_path, DataLossError, r"broken\.csv", tmp_path / "broken.csv", tmp_path / "a.tfrecord")


@pytest.mark.parametrize("name", ["empty.csv", "empty.tfrecord", "empty.jsonl"])
def test_an_empty_file_needs_a_schema(tmp_path, name):
    (tmp_path / name).touch()
    error = refused(tmp_path, InvalidArgumentError, "give a schema", tmp_path / name, tmp_path / "a.csv")
    assert error.path == str(tmp_path / name)


def test_an_empty_file_has_no_rows(tmp_path):
    (tmp_path / "empty.tfrecord").touch()
    assert convert(tmp_path / "empty.tfrecord", tmp_path / "a.csv", schema="a:int64").rows == 0
    assert (tmp_path / "a.csv").read_text() == "a\n"
    assert convert(tmp_path / "empty.tfrecord", tmp_path / "b.tfrecord").rows == 0


@pytest.mark.parametrize("options", SHARDED)
def test_rows_that_do_not_fit_are_named_and_what_to_do(tmp_path, options):
    source = with_bad_rows(tmp_path / "a.csv")
    error = refused(tmp_path, InvalidArgumentError, r"a\.csv:1502, column 2", source, tmp_path / "a.tfrecord", **options)
    assert "oops" in str(error)
    assert "--schema" in str(error)
    assert (error.path, error.record) == (str(source), 1502)
    convert(source, tmp_path / "a.tfrecord", infer_rows=None, **options)


def test_of_a_given_schema_nobody_is_told_that_it_was_inferred(tmp_path):
    source = with_bad_rows(tmp_path / "a.csv")
    error = refused(tmp_path, InvalidArgumentError, "1502", source, tmp_path / "a.tfrecord", schema="a:int64, b:int64")
    assert "inferred" not in str(error)


def test_two_features_of_one_name_and_different_types(tmp_path, good):
    (tmp_path / "other.csv").write_text("a,b\nhello,x\n")
    error = refused(tmp_path, InvalidArgumentError, "'a' is int64", [good, tmp_path / "other.csv"], tmp_path / "a.tfrecord")
    assert str(good) in str(error)
    assert str(tmp_path / "other.csv") in str(error)


def test_a_column_of_one_name_twice(tmp_path):
    (tmp_path / "a.csv").write_text("a,a\nx,y\n")
    refused(tmp_path, InvalidArgumentError, "'a' twice", tmp_path / "a.csv", tmp_path / "a.tfrecord")


def test_a_source_that_lacks_a_column(tmp_path, good):
    refused(tmp_path, InvalidArgumentError, "no feature 'c'", good, tmp_path / "a.tfrecord", schema="c:int64")


@pytest.mark.parametrize("options", SHARDED)
def test_a_damaged_record_stops_with_its_place(tmp_path, options):
    damaged(tmp_path / "a.tfrecord")
    error = refused(tmp_path, DataLossError, "record 1500 at offset", tmp_path / "a.tfrecord", tmp_path / "b.jsonl", **options)
    assert (error.path, error.record) == (str(tmp_path / "a.tfrecord"), 1500)
    assert error.offset > 0


def damaged(path, record=1500, count=3000):
    """A TFRecord file with a byte changed in the data of a record."""
    rows = "".join(f'{{"n": {n}}}\n' for n in range(count))
    path.with_suffix(".jsonl").write_text(rows)
    convert(path.with_suffix(".jsonl"), path)
    path.with_suffix(".jsonl").unlink()
    content = bytearray(path.read_bytes())
    lengths = [length for block in tfrecord.read(path) for length in block.lengths.tolist()]
    content[sum(lengths[:record]) + 16 * record + 13] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("options", SHARDED)
def test_bad_records_are_left_out_counted_and_told(tmp_path, options):
    source = with_bad_rows(tmp_path / "a.csv")
    with Skip() as policy:
        report = convert(source, tmp_path / "a.tfrecord", on_damage=policy, **options)
    assert report.rows == 2998
    assert report.left_out == policy.count == 2
    assert [bad.record for bad in report.first_left_out] == [1502, 2102]
    assert all("oops" in bad.reason for bad in report.first_left_out)
    ids = [
        row["a"]
        for shard in report.shards
        for batch in tables.kind_of(shard.path).read(shard.path, tables.Schema.parse("a:int64, b:int64"))
        for row in batch.rows()
    ]
    assert sorted(ids) == [n for n in range(3000) if n not in (1500, 2100)]
    assert [shard.rows for shard in report.shards] == ([2998] if len(report.shards) == 1 else [1499, 1499])


@pytest.mark.parametrize("record", [1, 5, 700])
def test_a_schema_is_inferred_before_the_first_bad_record_where_such_are_left_out(tmp_path, record):
    damaged(tmp_path / "a.tfrecord", record)
    with pytest.raises(DataLossError):
        convert(tmp_path / "a.tfrecord", tmp_path / "a.jsonl")
    report = convert(tmp_path / "a.tfrecord", tmp_path / "a.jsonl", on_damage=Skip())
    assert (report.rows, report.left_out) == (2999, 1)


@pytest.mark.parametrize("options", SHARDED)
def test_bad_records_go_to_quarantine(tmp_path, options):
    source = with_bad_rows(tmp_path / "a.csv")
    convert(source, tmp_path / "a.tfrecord", on_damage=Quarantine(tmp_path / "bad"), **options)
    found = list(quarantine.read(tmp_path / "bad"))
    assert [(bad.path, bad.record, bad.data) for bad in found] == [
        (str(source), 1502, b"1500,oops"),
        (str(source), 2102, b"2100,oops"),
    ]
    kind = tables.kind_of(tmp_path / "bad")
    assert {"path", "record", "reason", "data"} <= set(kind.infer(tmp_path / "bad").names)


@pytest.mark.parametrize("options", SHARDED)
def test_more_bad_records_than_may_be_left_out(tmp_path, options):
    source = with_bad_rows(tmp_path / "a.csv")
    words = "oops.*; 1 bad records were left out before"
    error = refused(
        tmp_path,
        InvalidArgumentError,
        words,
        source,
        tmp_path / "a.tfrecord",
        on_damage=Quarantine(tmp_path / "bad", most=1),
        **options,
    )
    assert error.record == 2102


def test_the_quarantine_is_not_written_over_a_file(tmp_path, good):
    for path in (good, tmp_path / "a.tfrecord"):
        with pytest.raises(AlreadyExistsError, match=path.name):
            convert(good, tmp_path / "a.tfrecord", on_damage=Quarantine(path))
    (tmp_path / "bad").write_text("before")
    refused(tmp_path, AlreadyExistsError, "bad", good, tmp_path / "a.tfrecord", on_damage=Quarantine(tmp_path / "bad"))
    convert(good, tmp_path / "a.tfrecord", on_damage=Quarantine(tmp_path / "bad"), force=True)


def test_a_target_that_is_there_is_refused_unless_it_may_be_replaced(tmp_path, good):
    target = tmp_path / "a-00001-of-00002.tfrecord"
    target.write_text("precious")
    error = refused(tmp_path, AlreadyExistsError, "--force", good, tmp_path / "a.tfrecord", shards=2)
    assert error.path == str(target)
    assert convert(good, tmp_path / "a.tfrecord", shards=2, force=True).rows == 3


@pytest.mark.parametrize("force", [False, True])
def test_no_source_is_replaced(tmp_path, good, force):
    (tmp_path / "link.csv").symlink_to(good)
    for target in (good, tmp_path / "link.csv", tmp_path / "." / "good.csv"):
        with pytest.raises(AlreadyExistsError, match="is a source"):
            convert(good, target, force=force)
    os.unlink(tmp_path / "link.csv")
    assert os.listdir(tmp_path) == ["good.csv"]


def test_no_such_directory(tmp_path, good):
    refused(tmp_path, NotFoundError, "a.tfrecord", good, tmp_path / "none" / "a.tfrecord")


@contextlib.contextmanager
def as_nobody():
    """A block that may not do what only root may."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="permissions are other ones there")
def test_no_permission():
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)
        with open(f"{directory}/a.csv", "w") as file:
            file.write("a\n1\n")
        os.mkdir(f"{directory}/closed", mode=0o555)
        with as_nobody(), pytest.raises(PermissionDeniedError, match="closed"):
            convert(f"{directory}/a.csv", f"{directory}/closed/a.tfrecord")
        os.chmod(f"{directory}/a.csv", 0)
        with as_nobody(), pytest.raises(PermissionDeniedError, match=r"a\.csv"):
            convert(f"{directory}/a.csv", f"{directory}/a.tfrecord")
        assert os.listdir(f"{directory}/closed") == []


@pytest.mark.parametrize("options", [{}, {"shards": 2}, {"shuffle": True}])
def test_a_full_disk(tmp_path, options):
    source = with_bad_rows(tmp_path / "a.csv", 20_000, ())
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, limits[1]))
        with pytest.raises(OpError, match="File too large"):
            convert(source, tmp_path / "a.tfrecord", **options)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert os.listdir(tmp_path) == ["a.csv"]


def test_no_space_left(tmp_path, good, monkeypatch):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def write(self, batch):
            raise ResourceExhaustedError(None, None, f"{tmp_path}; No space left on device")

    monkeypatch.setattr(writing.ShardWriter, "_writer", lambda self, path: Full())
    refused(tmp_path, ResourceExhaustedError, "No space left", good, tmp_path / "a.tfrecord")


def test_what_is_read_back_must_be_what_was_written(tmp_path, good, monkeypatch):
    monkeypatch.setattr(writing.ShardWriter, "_read_back", lambda self, path: 2)
    refused(tmp_path, DataLossError, "3 rows were written, 2 are read back", good, tmp_path / "a.tfrecord")
    convert(good, tmp_path / "a.tfrecord", verify=False)


def test_a_source_that_is_changed_meanwhile(tmp_path, good):
    def change(rows, data):
        good.write_text("a,b\n1,x\n")

    with pytest.raises(AbortedError, match="changed while it was converted"):
        convert(good, tmp_path / "a.tfrecord", progress=change)
    assert os.listdir(tmp_path) == ["good.csv"]


def test_a_worker_that_dies(tmp_path, good, monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    refused(
        tmp_path, AbortedError, "a worker process ended with exit code 1", good, tmp_path / "a.tfrecord", shards=2, workers=2
    )


def test_two_conversions_to_one_target(tmp_path, good, monkeypatch):
    monkeypatch.setattr(ledger, "_LOCK_SECONDS", 0.01)

    def other(rows, data):
        with pytest.raises(FailedPreconditionError, match="another process is writing it"):
            convert(good, tmp_path / "a.tfrecord")
        seen.append(rows)

    seen = []
    convert(good, tmp_path / "a.tfrecord", progress=other)
    assert seen
    assert sorted(os.listdir(tmp_path)) == ["a.tfrecord", "good.csv"]


@pytest.mark.skipif(ledger.fcntl is None, reason="there are no locks")
def test_processes_hold_the_lock_of_a_conversion_that_is_killed(tmp_path, good, monkeypatch):
    (tmp_path / "more.csv").write_bytes(good.read_bytes())
    sources, target = [good, tmp_path / "more.csv"], tmp_path / "a.tfrecord"
    plan = conversion.plan(sources, target, shards=2)
    killed = ledger.Ledger(plan, force=False)
    with contextlib.closing(Workers(2, killed.lock)) as workers:
        counted = workers.results(Tasks(plan, killed.directory, False), "count", [0, 1], lambda rows, size: None)
        assert [one.rows for one in counted] == [3, 3]
        killed._lock.close()  # as at its end, whatever ends it
        with monkeypatch.context() as patch:
            patch.setattr(ledger, "_LOCK_SECONDS", 0.01)
            with pytest.raises(FailedPreconditionError, match="another process is writing it"):
                convert(sources, target, shards=2)
    assert convert(sources, target, shards=2).rows == 6


def test_the_checksum_of_a_file_is_that_of_all_its_bytes(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"123456789")
    monkeypatch.setattr(ledger, "_PIECE_BYTES", 4)
    assert ledger.written(str(tmp_path / "a"), 7) == ledger.Shard(str(tmp_path / "a"), 7, 9, 0xE3069283)


def test_behind_a_damaged_record_the_next_good_one_is_read(tmp_path):
    damaged(tmp_path / "a.tfrecord")
    with Quarantine(tmp_path / "bad") as policy:
        report = convert(tmp_path / "a.tfrecord", tmp_path / "b.jsonl", on_damage=policy)
        assert report.rows == 2999
    report = convert(tmp_path / "a.tfrecord", tmp_path / "c.tfrecord", on_damage=Skip(), shards=2)
    assert [shard.rows for shard in report.shards] == [1500, 1499]
    (bad,) = quarantine.read(tmp_path / "bad")
    assert (bad.path, bad.record, bad.stage) == (str(tmp_path / "a.tfrecord"), 1500, "checksum")
    begin = bad.offset + 12
    assert bad.data == (tmp_path / "a.tfrecord").read_bytes()[begin : begin + bad.length - 16]
