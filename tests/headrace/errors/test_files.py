"""Every public function that touches files fails with one of `tf.errors`, and says which file.

Rows of tables: what is called, with what that is wrong, what it raises. The file is named in each text, and in `path`.
"""

from __future__ import annotations

import io
import os

import pytest
from support.failures import (
    READERS,
    WRITERS,
    fails,
    point_at_m,
    restore,
    run,
    save,
    save_bundle,
    save_v1,
    write_events,
)

import headrace as tf
from headrace.formats import checkpoint, events
from headrace.formats.files import directories

E = tf.errors


NO_FILES = {
    "absent": ("absent", E.NotFoundError),
    "in an absent directory": ("absent/file", E.NotFoundError),
    "under a file": ("file/file", E.FailedPreconditionError),
    "a directory": ("directory", E.FailedPreconditionError),
    "no path": ("a\0b", E.InvalidArgumentError),
    "too long": ("n" * 300, E.InvalidArgumentError),
}
NO_SYSTEM = "unknown://file"


@pytest.mark.parametrize("path", [*NO_FILES, NO_SYSTEM])
@pytest.mark.parametrize("reader", READERS)
def test_what_cannot_be_read(reader, path, place):
    name, kind = NO_FILES.get(path, (path, E.UnimplementedError))
    name = name if "://" in name else f"{place}/{name}"
    error = fails(lambda: list(READERS[reader](name) or ()), kind, name)
    assert error.path == name


NO_PLACES = {
    "under a file": ("file/file", E.FailedPreconditionError),
    "a directory": ("directory", E.FailedPreconditionError),
    "no path": ("a\0b", E.InvalidArgumentError),
    "too long": ("n" * 300, E.InvalidArgumentError),
    "where no directory can be made": ("/proc/absent/file", E.NotFoundError),
}


@pytest.mark.parametrize("path", [*NO_PLACES, NO_SYSTEM])
@pytest.mark.parametrize("writer", WRITERS)
def test_what_cannot_be_written(writer, path, place):
    name, kind = NO_PLACES.get(path, (path, E.UnimplementedError))
    name = os.path.join(place, name) if "://" not in name else name
    fails(lambda: WRITERS[writer](name), kind, "/proc/absent" if name.startswith("/proc") else name)


@pytest.mark.parametrize("writer", [name for name in WRITERS if name not in ("files.create", "files.append", "gfile.Copy")])
def test_a_full_disk(writer):
    fails(lambda: WRITERS[writer]("/dev/full"), E.ResourceExhaustedError, "/dev/full")


@pytest.mark.parametrize("moment", ["write", "flush", "close"])
def test_a_disk_that_fills_while_records_are_written(moment):
    writer = tf.python_io.TFRecordWriter("/dev/full")
    writer.write(b"small")
    call = {"write": lambda: [writer.write(b"x" * 300_000) for _ in range(2)], "flush": writer.flush, "close": writer.close}
    fails(call[moment], E.ResourceExhaustedError, "/dev/full")


DIRECTORIES = {
    "gfile.ListDirectory": (tf.gfile.ListDirectory, "absent", E.NotFoundError),
    "gfile.ListDirectory, a file": (tf.gfile.ListDirectory, "file", E.NotFoundError),
    "gfile.Stat": (tf.gfile.Stat, "absent", E.NotFoundError),
    "gfile.Remove": (tf.gfile.Remove, "absent", E.NotFoundError),
    "gfile.Remove, a directory": (tf.gfile.Remove, "directory", E.FailedPreconditionError),
    "gfile.DeleteRecursively": (tf.gfile.DeleteRecursively, "absent", E.NotFoundError),
    "gfile.DeleteRecursively, a file": (tf.gfile.DeleteRecursively, "file", E.FailedPreconditionError),
    "gfile.MkDir": (tf.gfile.MkDir, "absent/directory", E.NotFoundError),
    "gfile.MkDir, no path": (tf.gfile.MkDir, "a\0b", E.InvalidArgumentError),
    "gfile.MakeDirs, under a file": (tf.gfile.MakeDirs, "file/directory", E.FailedPreconditionError),
    "gfile.Rename": (lambda path: tf.gfile.Rename(path, f"{path}2"), "absent", E.NotFoundError),
    "gfile.Rename, taken": (lambda path: tf.gfile.Rename(__file__, path), "file", E.AlreadyExistsError),
    "gfile.Copy, taken": (lambda path: tf.gfile.Copy(__file__, path), "file", E.AlreadyExistsError),
    "GFile.size": (lambda path: tf.gfile.GFile(path).size(), "absent", E.NotFoundError),
    "GFile, unread": (lambda path: tf.gfile.GFile(path, "w").read(), "file", E.PermissionDeniedError),
    "GFile, unwritten": (lambda path: tf.gfile.GFile(path).write("x"), "file", E.PermissionDeniedError),
    "GFile, another mode": (lambda path: tf.gfile.GFile(path, "q"), "file", E.InvalidArgumentError),
    "GFile.seek, behind the end": (lambda path: tf.gfile.GFile(path).seek(9), "file", E.OutOfRangeError),
    "GFile.seek, before the start": (lambda path: tf.gfile.GFile(path).seek(-9), "file", E.InvalidArgumentError),
    "GFile.seek, from nowhere": (lambda path: tf.gfile.GFile(path).seek(0, 9), "file", E.InvalidArgumentError),
    "directories.entries": (directories.entries, "absent", E.NotFoundError),
    "FileWriter, under a file": (write_events, "file/logs", E.FailedPreconditionError),
    "FileWriter, a file": (write_events, "file", E.FailedPreconditionError),
    "FileWriter, no path": (write_events, "a\0b", E.InvalidArgumentError),
    "events.EventWriter": (events.EventWriter, "file/logs", E.FailedPreconditionError),
    "BundleWriter": (lambda directory: save_bundle(f"{directory}/model"), "absent/directory", E.NotFoundError),
    "BundleWriter, under a file": (save_bundle, "file/model", E.FailedPreconditionError),
    "V1Writer": (lambda directory: save_v1(f"{directory}/model"), "absent/directory", E.NotFoundError),
    "V1Writer, a directory": (save_v1, "directory", E.FailedPreconditionError),
    "BundleReader": (checkpoint.BundleReader, "absent", E.NotFoundError),
    "open_checkpoint": (checkpoint.open_checkpoint, "absent", E.NotFoundError),
    "checkpoint.merge": (lambda path: checkpoint.merge([path], f"{path}2"), "absent", E.NotFoundError),
    "NewCheckpointReader": (tf.train.NewCheckpointReader, "absent", E.NotFoundError),
    "load_checkpoint": (tf.train.load_checkpoint, "absent", E.NotFoundError),
    "load_checkpoint, an empty directory": (tf.train.load_checkpoint, "directory", E.NotFoundError),
    "load_variable": (lambda path: tf.train.load_variable(path, "v"), "absent", E.NotFoundError),
    "list_variables": (tf.train.list_variables, "absent", E.NotFoundError),
    "init_from_checkpoint": (lambda path: tf.train.init_from_checkpoint(path, {"/": "/"}), "absent", E.NotFoundError),
    "Saver.save": (save, "absent/directory/model", E.NotFoundError),
    "Saver.save, under a file": (save, "file/model", E.NotFoundError),
    "Saver.save, the graph in the way": (save, "blocked", E.FailedPreconditionError),
    "Saver.restore": (restore, "absent", E.NotFoundError),
    "update_checkpoint_state": (point_at_m, "absent", E.NotFoundError),
    "update_checkpoint_state, a file": (point_at_m, "file", E.FailedPreconditionError),
    "remove_checkpoint": (tf.train.remove_checkpoint, "blocked", E.FailedPreconditionError),
    "matching_files": (lambda path: run(tf.matching_files(path)), "unknown://*", E.UnimplementedError),
    "match_filenames_once": (
        lambda path: run(tf.train.match_filenames_once(path).initializer),
        "unknown://*",
        E.UnimplementedError,
    ),
    "gfile.Glob": (tf.gfile.Glob, "unknown://*", E.UnimplementedError),
    "gfile.Exists": (tf.gfile.Exists, "unknown://file", E.UnimplementedError),
    "gfile.IsDirectory": (tf.gfile.IsDirectory, "unknown://file", E.UnimplementedError),
    "gfile.Walk": (lambda path: list(tf.gfile.Walk(path)), "unknown://file", E.UnimplementedError),
    "checkpoint_exists": (tf.train.checkpoint_exists, "unknown://file", E.UnimplementedError),
    "latest_checkpoint": (tf.train.latest_checkpoint, "unknown://file", E.UnimplementedError),
}


@pytest.mark.parametrize("case", DIRECTORIES)
def test_directories_and_checkpoints(case, place):
    call, name, kind = DIRECTORIES[case]
    os.makedirs(f"{place}/blocked.meta/inside")
    name = os.path.join(place, name) if "://" not in name else name
    fails(lambda: call(name), kind, name)


# ---- file systems behind URLs


class Refused(RuntimeError):
    """What a file system's library raises, of its own."""


def refuse(*_arguments, **_options):
    raise Refused("the service has said 418")


class BrokenFile(io.BytesIO):
    """It can be opened, and that is all."""

    read = readinto = readline = write = flush = refuse

    def close(self):
        if not self.closed:
            super().close()
            refuse()


@pytest.fixture(params=["nothing works", "files can be opened"])
def broken(request):
    """The URL of a file in a file system whose library raises what it likes."""
    fsspec = pytest.importorskip("fsspec")
    opens = request.param == "files can be opened"

    class Broken(fsspec.AbstractFileSystem):
        protocol = "broken"
        cachable = False
        isdir = info = ls = glob = mkdir = rm = rm_file = mv = refuse
        isfile = exists = (lambda self, path: True) if opens else refuse
        makedirs = (lambda self, path, exist_ok: None) if opens else refuse
        open = (lambda self, path, mode: BrokenFile()) if opens else refuse

    fsspec.register_implementation("broken", Broken, clobber=True)
    return "broken://bucket/opened" if opens else "broken://bucket/file"


REMOTE = {
    **READERS,
    **{name: WRITERS[name] for name in WRITERS if name not in ("files.create", "files.append")},
    "gfile.ListDirectory": tf.gfile.ListDirectory,
    "gfile.Stat": tf.gfile.Stat,
    "gfile.Remove": tf.gfile.Remove,
    "gfile.DeleteRecursively": tf.gfile.DeleteRecursively,
    "gfile.Rename": lambda path: tf.gfile.Rename(path, path + "2", overwrite=True),
    "gfile.Glob": lambda path: tf.gfile.Glob(path + "*"),
    "gfile.IsDirectory": tf.gfile.IsDirectory,
    "gfile.Walk": tf.gfile.Walk,
    "matching_files": lambda path: run(tf.matching_files(path + "*")),
    "NewCheckpointReader": tf.train.NewCheckpointReader,
    "checkpoint.merge": lambda path: checkpoint.merge([path], path + "2"),
    "Saver.save": save,
    "Saver.restore": restore,
    "get_checkpoint_mtimes": lambda path: tf.train.get_checkpoint_mtimes([path]),
    "remove_checkpoint": tf.train.remove_checkpoint,
    "update_checkpoint_state": point_at_m,
    "FileWriter": write_events,
}


@pytest.mark.parametrize("case", REMOTE)
def test_a_file_system_whose_library_fails(case, broken, place):
    if case in ("files.open_bytes", "files.replace") and "opened" in broken:
        pytest.skip("the file it gives is the library's own")
    error = fails(lambda: list(REMOTE[case](broken) or ()), E.UnknownError, "broken://bucket")
    assert "Refused: the service has said 418" in str(error)
