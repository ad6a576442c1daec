"""Opening local and remote files, finding them by pattern, replacing them as a whole."""

from __future__ import annotations

import builtins
import errno
import gzip
import os
import re
import subprocess
import sys
import threading
import time
import types
import warnings
import zlib

import pytest
from support import golden

from headrace.formats import errors, files, fixed_length, lines, tfrecord, whole_file
from headrace.formats.files import directories

READERS = {
    "tfrecord": tfrecord.read,
    "lines": lines.read,
    "fixed_length": lambda path: fixed_length.read(path, record_bytes=2),
    "whole_file": whole_file.read,
}
every_reader = pytest.mark.parametrize("read", READERS.values(), ids=READERS)


def content(path, compression=""):
    with files.open_stream(path, compression) as stream:
        data = bytearray(100)
        return bytes(data[: stream.readinto(memoryview(data))])


@pytest.fixture
def memory():
    """A file system that is not local, and lives in this process."""
    fsspec = pytest.importorskip("fsspec")
    file_system = fsspec.filesystem("memory")
    yield file_system
    file_system.store.clear()
    file_system.pseudo_dirs[:] = [""]


@every_reader
def test_paths_that_cannot_be_read(read, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"x")
    missing = tmp_path / "missing"
    with pytest.raises(errors.NotFoundError, match=f"^{missing}; No such file or directory$") as caught:
        list(read(missing))
    assert caught.value.path == str(missing)
    with pytest.raises(errors.FailedPreconditionError, match=f"^{tmp_path}; Is a directory$"):
        list(read(tmp_path))
    with pytest.raises(errors.FailedPreconditionError, match=r"file/inside; Not a directory$"):
        list(read(tmp_path / "file" / "inside"))
    with pytest.raises(errors.NotFoundError):
        list(read(""))
    with pytest.raises(errors.UnimplementedError, match=r"File system scheme 'foo' not implemented \(file: 'foo://x'\)"):
        list(read("foo://x"))

    def denied(*_):
        raise PermissionError(errno.EACCES, "Permission denied", "x")

    monkeypatch.setattr(files, "io", types.SimpleNamespace(FileIO=denied))
    with pytest.raises(errors.PermissionDeniedError, match=r"file; Permission denied$"):
        list(read(tmp_path / "file"))


@every_reader
def test_a_disk_that_fails_while_it_is_read(read, monkeypatch):
    good = b"12\n" * 2

    class Failing:
        def __init__(self):
            self.left = good

        def readinto(self, view):
            if not self.left:
                raise OSError(errno.EIO, "Input/output error")
            data, self.left = self.left[: len(view)], self.left[len(view) :]
            view[: len(data)] = data
            return len(data)

        def read(self, size=-1):
            raise OSError(errno.EIO, "Input/output error")

        def close(self):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(files, "_open", lambda *_: Failing())
    found = []
    with pytest.raises(errors.OpError, match="f; Input/output error") as caught:
        found.extend(record for block in read("dir/f") for record in block)
    assert caught.value.path == "dir/f"
    expected = {READERS["lines"]: [b"12", b"12"], READERS["fixed_length"]: [b"12", b"\n1", b"2\n"]}
    assert found == expected.get(read, [])


@pytest.mark.parametrize("kind", [str, os.fsencode, os.fspath, lambda path: f"file://{path}"])
def test_paths_of_every_kind(kind, tmp_path):
    (tmp_path / "f").write_bytes(b"abc")
    path = kind(tmp_path / "f")
    assert content(path) == b"abc"
    assert files.read_bytes(path) == b"abc"
    assert next(whole_file.read(path)).keys()[0] == os.fsencode(path)


def test_a_name_that_is_not_utf8(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9"
    with open(path, "wb") as file:
        file.write(b"a\n")
    (block,) = lines.read(path)
    assert block.keys().tolist() == [path + b":1"]
    assert os.fsencode(files.glob(os.fsencode(tmp_path) + b"/c*")[0]) == path


def test_a_pipe_is_read_to_its_end(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"line\n" * 50_000,))
    writer.start()
    try:
        assert sum(len(block) for block in lines.read(path)) == 50_000
    finally:
        writer.join(timeout=10)
    assert not writer.is_alive()


def test_a_file_that_grows_while_it_is_read(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"1\n" * 10)
    blocks = lines.read(path, block_bytes=8)
    found = len(next(blocks))
    with open(path, "ab") as file:
        file.write(b"2\n" * 5_000)
    assert found + sum(map(len, blocks)) == 5_010


@pytest.mark.parametrize("compression", ["gzip", "NONE", "SNAPPY"])
def test_an_unknown_compression_is_read_as_plain_with_a_warning(compression, tmp_path):
    (tmp_path / "f").write_bytes(b"abc")
    with pytest.warns(UserWarning, match=rf"Unsupported compression_type:{compression}\. No compression"):
        assert content(tmp_path / "f", compression) == b"abc"


@pytest.mark.parametrize(
    ("data", "compression"),
    [
        (b"", ""),
        (b"x", ""),
        (b"\x1f", ""),
        (gzip.compress(b"abc" * 1000), "GZIP"),
        (gzip.compress(b"abc", 9, mtime=3) * 2, "GZIP"),
        *((zlib.compress(b"abc" * 1000, level), "ZLIB") for level in (0, 1, 6, 9)),
        (zlib.compress(os.urandom(3000)), "ZLIB"),
        (b"x^2 + y^2 = z^2, said Pythagoras\n", ""),  # x^ is what a ZLIB header may be
        (b"x\x9c0123456789" * 100, ""),
        (b"5.1,3.5,1.4,0.2,setosa\n", ""),
        ((golden.DIRECTORY / "tfrecord/plain.tfrecord").read_bytes(), ""),
        (bytes([0x78, 0x9C, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]) + bytes(500), ""),  # a TFRecord of 40,056 bytes
    ],
)
def test_compression_is_found_by_content(data, compression, tmp_path):
    path = tmp_path / "f.misleading.gz"
    path.write_bytes(data)
    assert files.detect_compression(path) == compression
    plain = {"GZIP": gzip.decompress, "ZLIB": zlib.decompress, "": bytes}[compression](data)
    assert content(path, "AUTO") == plain[:100]


PATTERNS = {
    # What TensorFlow 2.21's matching_files gives for a directory of these files:
    "g/*": ["g/.hid", "g/B1", "g/a-1", "g/a1", "g/a10", "g/a2", "g/b[1]", "g/c\\*d", "g/sp ace", "g/sub", "g/{a,b}"],
    "g/a?": ["g/a1", "g/a2"],
    "g/**/a*": ["g/sub/a3"],
    "g/*/a*": ["g/sub/a3"],
    "g/[ab]*": ["g/a-1", "g/a1", "g/a10", "g/a2", "g/b[1]"],
    "g/[!a]*": ["g/.hid", "g/B1", "g/b[1]", "g/c\\*d", "g/sp ace", "g/sub", "g/{a,b}"],
    "g/[^a]*": ["g/.hid", "g/B1", "g/b[1]", "g/c\\*d", "g/sp ace", "g/sub", "g/{a,b}"],
    "g/[a-b]1": ["g/a1"],
    "g/.*": ["g/.hid"],
    "./g/a?": ["./g/a1", "./g/a2"],
    "g/./a?": ["g/./a1", "g/./a2"],
    "g/../g/a1": ["g/../g/a1"],
    "g/b[[]1]": ["g/b[1]"],
    "g/b\\[1\\]": ["g/b[1]"],
    "g/c\\*d": [],
    "g/{a,b}*": ["g/{a,b}"],
    "g/{a,b}": ["g/{a,b}"],
    "g": ["g"],
    "g/": ["g/"],
    "g/sub/": ["g/sub/"],
    "g/a1": ["g/a1"],
    "g/nope": [],
    "nope/*": [],
    "*/a1": ["./g/a1"],
    "g*/a1": ["./g/a1"],
    "*": ["./g"],
    "": [],
    "g/[a": [],
    "g/a\\": [],
}
NAMES = ["a1", "a2", ".hid", "b[1]", "sub/a3", "sub/.h", "c\\*d", "{a,b}", "a10", "B1", "sp ace", "a-1"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_match_as_tensorflows_do(pattern, tmp_path, monkeypatch):
    (tmp_path / "g" / "sub").mkdir(parents=True)
    for name in NAMES:
        (tmp_path / "g" / name).write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert files.glob(pattern) == PATTERNS[pattern]
    if pattern.startswith("g/"):
        rooted = [f"{tmp_path}/{name}" for name in PATTERNS[pattern]]
        assert files.glob(f"{tmp_path}/{pattern}") == rooted
        assert files.glob(f"file://{tmp_path}/{pattern}") == [f"file://{name}" for name in rooted]


def test_a_remote_file_is_read_like_a_local_one(memory):
    data = (golden.DIRECTORY / "tfrecord/gzip.tfrecord.gz").read_bytes()
    memory.pipe("/bucket/a.gz", data)
    memory.pipe("/bucket/b.gz", data)
    local = list(next(tfrecord.read(golden.DIRECTORY / "tfrecord/gzip.tfrecord.gz", compression="GZIP")))
    (block,) = tfrecord.read("memory://bucket/a.gz", compression="GZIP")
    assert list(block) == local
    assert block.key(1) == b"memory://bucket/a.gz:27"
    assert files.read_bytes("memory://bucket/a.gz") == data
    assert [name.replace(":///", "://") for name in files.glob("memory://bucket/*.gz")] == [
        "memory://bucket/a.gz",
        "memory://bucket/b.gz",
    ]
    assert files.glob("memory://bucket/none*") == []


@every_reader
def test_a_remote_file_that_is_missing(read, memory):
    with pytest.raises(errors.NotFoundError, match=r"^memory://bucket/missing; No such file or directory$"):
        list(read("memory://bucket/missing"))


@pytest.mark.parametrize("atomic", [False, True])
def test_a_remote_file_is_written(memory, atomic):
    with tfrecord.Writer("memory://bucket/new", atomic=atomic) as writer:
        writer.write(b"abc")
    assert list(next(tfrecord.read("memory://bucket/new"))) == [b"abc"]


def written(path, data):
    with files.replace(path) as writer:
        writer.write(data)


@pytest.mark.parametrize("source", ["local", "memory"])
@pytest.mark.parametrize("target", ["local", "memory"])
def test_a_file_gets_another_name_wherever_it_goes(source, target, memory, tmp_path):
    places = {"local": str(tmp_path), "memory": "memory://moved"}
    old, new = f"{places[source]}/old", f"{places[target]}/new"
    written(old, b"first")
    directories.move(old, new)
    assert not directories.exists(old)
    assert content(new) == b"first"
    written(old, b"second")
    with pytest.raises(errors.AlreadyExistsError, match=re.escape(new)):
        directories.move(old, new)
    with pytest.raises(errors.AlreadyExistsError, match=re.escape(new)):
        directories.copy(old, new)
    assert (content(old), content(new)) == (b"second", b"first")
    directories.copy(old, new, overwrite=True)
    assert (content(old), content(new)) == (b"second", b"second")
    written(old, b"third")
    directories.move(old, new, overwrite=True)
    assert not directories.exists(old)
    assert content(new) == b"third"
    with pytest.raises(errors.NotFoundError):
        directories.move(old, new, overwrite=True)


@pytest.mark.parametrize("place", ["local", "memory"])
def test_when_a_file_was_written(place, memory, tmp_path):
    path = {"local": f"{tmp_path}/f", "memory": "memory://f"}[place]
    before = time.time_ns()
    written(path, b"123")
    found = directories.status(path)
    assert (found.length, found.is_directory) == (3, False)
    assert before - 10**9 <= found.mtime_nsec <= time.time_ns() + 10**9


@pytest.mark.parametrize("place", ["local", "memory"])
def test_a_directory_gets_another_name_with_all_that_is_in_it(place, memory, tmp_path):
    top = {"local": str(tmp_path), "memory": "memory://moved"}[place]
    directories.make_all(f"{top}/old/inner")
    written(f"{top}/old/inner/file", b"x")
    directories.move(f"{top}/old", f"{top}/new")
    assert not directories.exists(f"{top}/old")
    assert content(f"{top}/new/inner/file") == b"x"


def test_without_fsspec_urls_say_what_to_install(monkeypatch):
    importing = builtins.__import__

    def without_fsspec(name, *rest):
        if name.startswith("fsspec"):
            raise ModuleNotFoundError("No module named 'fsspec'")
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_fsspec)
    with pytest.raises(errors.UnimplementedError, match=r"scheme 's3' not implemented .*pip install fsspec"):
        files.read_bytes("s3://bucket/x")


def test_local_files_do_not_import_fsspec(tmp_path):
    (tmp_path / "f").write_bytes(b"a\n")
    program = f"""
import sys
from headrace.formats import lines, tfrecord
assert [list(block) for block in lines.read({str(tmp_path / "f")!r})] == [[b"a"]]
print("fsspec" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout.strip() == "False", done.stderr


def test_replacing_keeps_the_old_file_until_the_new_one_is_complete(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"old")
    with files.replace(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["f"]


def test_replacing_that_fails_leaves_the_old_file(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), files.replace(path) as file:
        file.write("no bytes")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f"]


def test_a_replaced_file_has_the_rights_of_a_new_one_and_a_link_stays_a_link(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    (tmp_path / "link").symlink_to("real")
    with files.replace(tmp_path / "link") as file:
        file.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"
    assert (tmp_path / "real").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_replacing_a_device_writes_to_it(tmp_path):
    with files.replace("/dev/null") as file:
        file.write(b"x")
    assert not os.path.isfile("/dev/null")


def test_replacing_where_nothing_can_be_written(tmp_path):
    target = tmp_path / "no" / "f"
    with pytest.raises(errors.NotFoundError, match=rf"^{target}; No such file or directory$"), files.replace(target):
        pass
    with pytest.raises(errors.FailedPreconditionError, match=r"; Is a directory$"), files.replace(tmp_path):
        pass


def test_no_warnings_on_good_files(tmp_path):
    (tmp_path / "f").write_bytes(b"ab\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in ("lines", "whole_file"):
            assert sum(map(len, READERS[name](tmp_path / "f"))) == 1
        assert sum(map(len, fixed_length.read(tmp_path / "f", record_bytes=3))) == 1
