"""tf.gfile: files and directories, local and remote, with TensorFlow's errors."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headrace as tf

gfile = tf.gfile
TEXT = "abc\ndéf\nx"


@pytest.fixture(params=["local", "memory"])
def directory(request, tmp_path):
    """The path of an empty directory, in this machine's file system and in another one."""
    if request.param == "local":
        yield str(tmp_path)
        return
    fsspec = pytest.importorskip("fsspec")
    file_system = fsspec.filesystem("memory")
    file_system.mkdir("/top")
    yield "memory://top"
    file_system.store.clear()
    file_system.pseudo_dirs[:] = [""]


def write(path, text=TEXT):
    with gfile.GFile(path, "w") as file:
        file.write(text)
    return path


def test_a_file_is_written_and_read(directory):
    path = write(f"{directory}/f")
    with gfile.GFile(path) as file:
        assert (file.name, file.mode, file.size()) == (path, "r", 10)
        assert [file.read(2), file.tell(), file.readline(), file.readline(), file.readline(), file.readline()] == [
            "ab",
            2,
            "c\n",
            "déf\n",
            "x",
            "",
        ]
        file.seek(1)
        assert file.read() == TEXT[1:]
        file.seek(-1, 2)
        assert file.read() == "x"
    assert gfile.FastGFile(path, "rb").read() == TEXT.encode()
    assert list(gfile.Open(path)) == gfile.Open(path).readlines() == ["abc\n", "déf\n", "x"]


def test_bytes_and_text_are_written_and_appended(directory):
    path = f"{directory}/f"
    with gfile.GFile(path, "wb") as file:
        file.write(b"\xff")
        assert file.tell() == 1
        file.write("é")
        assert file.tell() == 3
    with gfile.GFile(path, "ab") as file:
        file.write(b"!")
    assert gfile.GFile(path, "rb").read() == b"\xff\xc3\xa9!"


@settings(deadline=None)
@given(st.text(), st.lists(st.integers(0, 9)))
def test_text_is_read_by_characters_and_told_and_sought_by_bytes(tmp_path_factory, text, sizes):
    path = f"{tmp_path_factory.mktemp('text')}/f"
    write(path, text)
    with gfile.GFile(path) as file:
        done = 0
        for size in sizes:
            here = file.tell()
            assert here == len(text[:done].encode())
            assert file.read(size) == text[done : done + size]
            file.seek(here)
            assert file.read(size) == text[done : done + size]
            done = min(done + size, len(text))
        assert file.readline() + file.read() == text[done:]
        assert (file.read(), file.read(3), file.readline()) == ("", "", "")


@pytest.mark.parametrize(
    ("data", "offset", "read"),
    [
        (b"ab\xff", 2, lambda file: file.read()),
        (b"ab\n\xc3\n", 3, lambda file: [file.readline(), file.readline()]),
        (b"ab\xe2\x82", 2, lambda file: [file.read(2), file.read(1)]),
        (b"\x80abc", 0, lambda file: file.read(2)),
    ],
)
def test_bytes_that_are_no_text_are_named_with_their_place(data, offset, read, directory):
    path = f"{directory}/f"
    with gfile.GFile(path, "wb") as file:
        file.write(data)
    with pytest.raises(tf.errors.InvalidArgumentError, match="utf-8") as caught, gfile.GFile(path) as file:
        read(file)
    assert isinstance(caught.value, UnicodeDecodeError)
    assert (caught.value.path, caught.value.offset) == (path, offset)
    assert f"{path}, at byte {offset}" in str(caught.value)
    assert gfile.GFile(path, "rb").read(99) == data


def test_what_is_written_can_be_read_from_the_same_file(tmp_path):
    with gfile.GFile(f"{tmp_path}/f", "w+") as file:
        file.write("hello")
        file.flush()
        assert file.read() == "hello"
        file.seek(0)
        assert file.read() == "hello"


def test_a_file_is_made_by_the_first_writing(tmp_path):
    gfile.GFile(f"{tmp_path}/f", "w").close()
    assert os.listdir(tmp_path) == []


def refused(call, kind):
    with pytest.raises(kind) as caught:
        call()
    assert isinstance(caught.value, tf.errors.OpError)
    return caught.value.message


def test_files_that_cannot_be_opened(tmp_path):
    missing, there = f"{tmp_path}/missing", write(f"{tmp_path}/f")
    assert refused(gfile.GFile(missing).read, tf.errors.NotFoundError) == f"{missing}; No such file or directory"
    assert refused(gfile.GFile(tmp_path).read, tf.errors.FailedPreconditionError) == f"{tmp_path}; Is a directory"
    deep = f"{missing}/x"
    assert refused(lambda: write(deep), tf.errors.NotFoundError) == f"{deep}; No such file or directory"
    modes = "mode is not 'r' or 'w' or 'a' or 'r+' or 'w+' or 'a+'"
    assert refused(lambda: gfile.GFile(there, "x"), tf.errors.InvalidArgumentError) == f"{modes}; 'x' for {there}"
    unread = refused(gfile.GFile(there, "w").read, tf.errors.PermissionDeniedError)
    assert unread == f"File isn't open for reading; {there}"
    unwritten = refused(lambda: gfile.GFile(there).write("x"), tf.errors.PermissionDeniedError)
    assert unwritten == f"File isn't open for writing; {there}"
    assert gfile.GFile(there).read() == TEXT
    beyond = refused(lambda: gfile.GFile(there).seek(99), tf.errors.OutOfRangeError)
    assert beyond == f"reached end of file; {there}, byte 99 of 10"


def test_directories_are_made_listed_and_removed(directory):
    assert not gfile.Exists(f"{directory}/a/b")
    gfile.MakeDirs(f"{directory}/a/b")
    gfile.MakeDirs(f"{directory}/a/b")
    gfile.MkDir(f"{directory}/a/c")
    gfile.MkDir(f"{directory}/a/c")
    write(f"{directory}/a/f")
    assert gfile.Exists(f"{directory}/a/b")
    assert gfile.IsDirectory(f"{directory}/a/b")
    assert not gfile.IsDirectory(f"{directory}/a/f")
    assert not gfile.IsDirectory(f"{directory}/a/none")
    assert sorted(gfile.ListDirectory(f"{directory}/a")) == ["b", "c", "f"]
    found = [(path, sorted(directories), files) for path, directories, files in gfile.Walk(f"{directory}/a")]
    assert found[0] == (f"{directory}/a", ["b", "c"], ["f"])
    assert sorted(found[1:]) == [(f"{directory}/a/b", [], []), (f"{directory}/a/c", [], [])]
    assert [path for path, _, _ in gfile.Walk(f"{directory}/a", in_order=False)][-1] == f"{directory}/a"
    assert list(gfile.Walk(f"{directory}/none")) == []
    gfile.DeleteRecursively(f"{directory}/a")
    assert not gfile.Exists(f"{directory}/a")


def test_patterns(tmp_path):
    one, two = (write(f"{tmp_path}/{name}.txt") for name in ("1", "2"))
    assert gfile.Glob(f"{tmp_path}/*.txt") == [one, two]
    assert gfile.Glob([two, f"{tmp_path}/1*", f"{tmp_path}/none*"]) == [two, one]


def test_files_are_moved_copied_and_removed(directory):
    path = write(f"{directory}/f")
    gfile.Copy(path, f"{directory}/g")
    gfile.Rename(path, f"{directory}/h")
    assert not gfile.Exists(path)
    write(path, "new")
    taken = f"file already exists; {directory}"
    assert refused(lambda: gfile.Copy(path, f"{directory}/g"), tf.errors.AlreadyExistsError) == f"{taken}/g"
    assert refused(lambda: gfile.Rename(path, f"{directory}/h"), tf.errors.AlreadyExistsError) == f"{taken}/h"
    assert gfile.GFile(f"{directory}/g").read() == gfile.GFile(f"{directory}/h").read() == TEXT
    gfile.Copy(path, f"{directory}/g", overwrite=True)
    gfile.Rename(path, f"{directory}/h", overwrite=True)
    assert gfile.GFile(f"{directory}/g").read() == gfile.GFile(f"{directory}/h").read() == "new"
    gfile.Remove(f"{directory}/g")
    assert gfile.ListDirectory(directory) == ["h"]


def test_what_is_not_there_or_of_the_wrong_kind(directory):
    missing, path = f"{directory}/missing", write(f"{directory}/f")
    gone = f"{missing}; No such file or directory"
    assert refused(lambda: gfile.Remove(missing), tf.errors.NotFoundError) == gone
    assert refused(lambda: gfile.Stat(missing), tf.errors.NotFoundError) == gone
    assert refused(lambda: gfile.Rename(missing, f"{directory}/x"), tf.errors.NotFoundError) == gone
    assert refused(lambda: gfile.Copy(missing, f"{directory}/x"), tf.errors.NotFoundError) == gone
    unlisted = f"Could not find directory {missing}"
    assert refused(lambda: gfile.ListDirectory(missing), tf.errors.NotFoundError) == unlisted
    assert refused(lambda: gfile.DeleteRecursively(missing), tf.errors.NotFoundError) == f"{missing} not found"
    assert refused(lambda: gfile.DeleteRecursively(path), tf.errors.FailedPreconditionError) == f"{path}; Not a directory"
    assert refused(lambda: gfile.Remove(directory), tf.errors.FailedPreconditionError) == f"{directory}; Is a directory"
    assert gfile.Exists(path)


def test_a_copy_onto_itself_leaves_the_file_whole(tmp_path):
    path = write(f"{tmp_path}/f")
    gfile.Copy(path, path, overwrite=True)
    assert gfile.GFile(path).read() == TEXT


def test_what_is_known_of_a_path(tmp_path):
    path = write(f"{tmp_path}/f")
    os.utime(path, ns=(0, 5_000_000_000))
    found = gfile.Stat(path)
    assert (found.length, found.mtime_nsec, found.is_directory) == (10, 5_000_000_000, False)
    assert gfile.Stat(str(tmp_path)).is_directory


def test_a_file_system_that_nobody_knows():
    text = refused(lambda: gfile.Exists("foo://x"), tf.errors.UnimplementedError)
    assert text.startswith("File system scheme 'foo' not implemented (file: 'foo://x')")
    with pytest.raises(TypeError, match="Expected binary or unicode string, got 3"):
        gfile.Exists(3)
