"""Temporary files: a killed program's are removed by the next one, a living one's never."""

from __future__ import annotations

import errno
import fcntl
import gc
import os
import signal
import subprocess
import sys
import threading

import numpy as np
import pytest

from headrace.formats import files, tfrecord
from headrace.formats.checkpoint import BundleWriter, merge, unmerged
from headrace.formats.files import temporaries

WRITERS = {
    "replace": "from headrace.formats import files; c = files.replace({path!r}); file = c.__enter__(); file.write(b'x' * 99)",
    "tfrecord": "from headrace.formats import tfrecord; w = tfrecord.Writer({path!r}, atomic=True); w.write(b'x')",
    "checkpoint": "from headrace.formats.checkpoint import BundleWriter; import numpy; w = BundleWriter({path!r});"
    " w.add('v', 1, numpy.zeros(9, 'f'))",
}


@pytest.fixture(autouse=True)
def process_that_wrote_nothing_yet():
    temporaries._remove_left_over_once.cache_clear()
    unmerged._remove_left_over_once.cache_clear()


@pytest.fixture
def writing(tmp_path):
    """Starts a process that is in the midst of writing `target`; ends it with the test."""
    processes = []

    def start(kind):
        program = WRITERS.get(kind, kind).format(path=f"{tmp_path}/target")
        program += "\nprint(flush=True)\nimport sys; sys.stdin.read()"
        process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        processes.append(process)
        assert process.stdout.readline() == b"\n"
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def write(directory):
    with files.replace(f"{directory}/other") as file:
        file.write(b"whole")


@pytest.mark.parametrize("kind", WRITERS)
def test_what_a_killed_program_left_is_removed_by_the_next_that_writes_there(kind, writing, tmp_path):
    process = writing(kind)
    assert len(os.listdir(tmp_path)) == 1
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(os.listdir(tmp_path)) == 1
    with BundleWriter(f"{tmp_path}/model") as writer:
        writer.add("v", 1, np.float32(1))
        writer.finish()
    assert sorted(os.listdir(tmp_path)) == ["model.data-00000-of-00001", "model.index"]


@pytest.mark.parametrize("kind", WRITERS)
def test_what_a_living_program_writes_stays(kind, writing, tmp_path):
    writing(kind)
    before = os.listdir(tmp_path)
    write(tmp_path)
    assert sorted(os.listdir(tmp_path)) == sorted([*before, "other"])


PARTS = """
from headrace.formats.checkpoint import BundleWriter
import numpy, sys
for part in range(2):
    with BundleWriter({path!r} + f"_temp_{{'0' * 32}}/part-0000{{part}}-of-00002") as writer:
        writer.add(f"v{{part}}", 1, numpy.zeros(9, "f"))
        writer.finish()
"""


def save_parts(directory, number):
    sources = [f"{directory}/model_temp_{number:032x}/part-0000{part}-of-00002" for part in range(2)]
    for source in sources:
        with BundleWriter(source) as writer:
            writer.add(f"v{source}", 1, np.float32(1))
            writer.finish()
    return sources


def test_parts_that_a_killed_program_did_not_merge_are_removed(writing, tmp_path):
    process = writing(PARTS)
    (left,) = os.listdir(tmp_path)
    merge(save_parts(tmp_path, 1), f"{tmp_path}/model")
    assert left in os.listdir(tmp_path)
    process.kill()
    process.wait()
    unmerged._remove_left_over_once.cache_clear()
    merge(save_parts(tmp_path, 2), f"{tmp_path}/model")
    assert sorted(os.listdir(tmp_path)) == ["model.data-00000-of-00002", "model.data-00001-of-00002", "model.index"]


def test_parts_of_another_program_and_other_files_stay(tmp_path):
    theirs = tmp_path / f"model_temp_{'7' * 32}"
    theirs.mkdir()
    (theirs / "part-00000-of-00001.index").write_bytes(b"x")
    merge(save_parts(tmp_path, 1), f"{tmp_path}/model")
    assert os.listdir(theirs) == ["part-00000-of-00001.index"]
    assert not unmerged._marks


def test_files_of_another_machine_and_of_other_names_stay(tmp_path, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(temporaries, "_MACHINE", "01234567")
        other = temporaries.Temporary(f"{tmp_path}/target")
    other._lock.close()
    other.file.close()
    names = [".target.part", "target.part", f".target.{temporaries._MACHINE}.part", "model.tempstate0123456789abcdef"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    os.mkdir(f"{tmp_path}/.target.{temporaries._MACHINE}01234567.part")
    before = os.listdir(tmp_path)
    write(tmp_path)
    assert sorted(os.listdir(tmp_path)) == sorted([*before, "other"])


def test_a_file_is_locked_until_it_has_its_final_name(tmp_path):
    """The moment between closing and renaming is the writer's too."""
    seen = []

    class Watched(temporaries.Temporary):
        def rename(self, target):
            assert self.file.closed
            temporaries._remove_left_over_once(str(tmp_path), -1)
            seen.append(os.path.exists(self.name))
            super().rename(target)

    with Watched(f"{tmp_path}/f") as temporary:
        temporary.file.write(b"whole")
        temporary.file.close()
        temporary.rename(f"{tmp_path}/f")
    assert seen == [True]
    assert (tmp_path / "f").read_bytes() == b"whole"
    assert os.listdir(tmp_path) == ["f"]


@pytest.mark.parametrize("moment", ["while it is taken", "after it was removed"])
def test_a_file_taken_for_one_left_over_before_it_was_locked_is_made_again(moment, tmp_path, monkeypatch):
    flock, taken = fcntl.flock, []

    def late(handle, operation):
        if not taken:
            (name,) = os.listdir(tmp_path)
            taken.append(name)
            os.unlink(tmp_path / name)
            if moment == "while it is taken":
                raise BlockingIOError(errno.EWOULDBLOCK, "locked")
        return flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    write(tmp_path)
    assert os.listdir(tmp_path) == ["other"]
    assert (tmp_path / "other").read_bytes() == b"whole"


def test_a_forked_child_leaves_the_file_of_its_parent(tmp_path):
    with files.replace(f"{tmp_path}/f") as file:
        file.write(b"whole")
        child = os.fork()
        if not child:
            try:
                file.raw.close()  # what is buffered is the parent's
                raise SystemExit
            finally:
                for temporary in [each for each in gc.get_objects() if isinstance(each, temporaries.Temporary)]:
                    temporary.__exit__()
                os._exit(0)
        os.waitpid(child, 0)
        temporaries._remove_left_over_once(str(tmp_path), -1)
    assert (tmp_path / "f").read_bytes() == b"whole"


def test_relative_names_are_those_of_the_current_directory(writing, tmp_path, monkeypatch):
    process = writing("replace")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with tfrecord.Writer("target", atomic=True):
        pass
    process.kill()
    process.wait()
    monkeypatch.chdir(tmp_path)
    with BundleWriter("model") as writer:
        writer.finish()
    assert sorted(os.listdir()) == ["elsewhere", "model.data-00000-of-00001", "model.index"]


def test_where_there_are_no_locks_nothing_is_removed(tmp_path, monkeypatch):
    def refused(handle, operation):
        raise OSError(errno.ENOLCK, "No locks available")

    with monkeypatch.context() as unlocked:
        unlocked.setattr(fcntl, "flock", refused)
        writer = files.replace(f"{tmp_path}/target")
        writer.__enter__().write(b"x")
    write(tmp_path)
    assert len(os.listdir(tmp_path)) == 2
    writer.__exit__(None, None, None)
    assert sorted(os.listdir(tmp_path)) == ["other", "target"]


def test_many_threads_write_in_one_directory(tmp_path):
    start = threading.Barrier(8)

    def run(number):
        start.wait()
        for k in range(20):
            temporaries._remove_left_over_once.cache_clear()
            with tfrecord.Writer(f"{tmp_path}/{number}-{k}", atomic=True) as writer:
                writer.write(b"record")

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()
    assert sorted(os.listdir(tmp_path)) == sorted(f"{number}-{k}" for number in range(8) for k in range(20))


@pytest.mark.parametrize("name", ["n" * 250, "ü" * 120, "a\nb"])
def test_long_and_odd_names(name, tmp_path):
    with files.replace(f"{tmp_path}/{name}") as file:
        file.write(b"x")
    assert os.listdir(tmp_path) == [name]
