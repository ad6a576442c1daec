"""How a checkpoint comes to its name."""

from __future__ import annotations

import os

import numpy as np
import pytest

from headrace.formats import errors
from headrace.formats.checkpoint import BundleWriter, merge, open_checkpoint, publish, storage

FLOAT = 1


def save(prefix, value: float) -> None:
    with BundleWriter(prefix) as writer:
        writer.add("w", FLOAT, np.float32(value))
        writer.finish()


def value_at(prefix) -> float:
    with open_checkpoint(prefix) as reader:
        return float(reader.read("w"))


def test_nothing_is_seen_before_the_end_and_nothing_is_left_of_what_failed(tmp_path):
    save(tmp_path / "model", 1)
    with BundleWriter(tmp_path / "model") as writer:
        writer.add("w", FLOAT, np.float32(2))  # and then no `finish`
    assert value_at(tmp_path / "model") == 1
    assert sorted(os.listdir(tmp_path)) == ["model.data-00000-of-00001", "model.index"]


@pytest.mark.parametrize("links", [True, False])
def test_a_checkpoint_is_replaced_by_one_of_the_same_name_at_once(links, tmp_path, monkeypatch):
    prefix = tmp_path / "model"
    save(prefix, 1)
    if not links:
        monkeypatch.setattr(storage, "link", lambda path, target: False)
    seen = []

    def watched(function):
        def call(*arguments):
            result = function(*arguments)
            seen.append(value_at(prefix) if storage.exists(f"{prefix}.index") else None)
            return result

        return call

    for name in ("write", "rename", "link", "remove"):
        monkeypatch.setattr(publish.storage, name, watched(getattr(storage, name)))
    save(prefix, 2)
    assert set(seen) == ({1, 2} if links else {1, 2, None})  # never an index whose data is another's
    assert value_at(prefix) == 2
    assert sorted(os.listdir(tmp_path)) == ["model.data-00000-of-00001", "model.index"]


def test_data_files_of_a_replaced_checkpoint_are_removed(tmp_path):
    for k in range(2):
        with BundleWriter(tmp_path / "temp" / f"part-{k}") as writer:
            writer.add(f"w{k}", FLOAT, np.float32(k))
            writer.finish()
    merge([tmp_path / "temp" / f"part-{k}" for k in range(2)], tmp_path / "model")
    assert len(os.listdir(tmp_path)) == 3
    save(tmp_path / "model", 5)
    assert sorted(os.listdir(tmp_path)) == ["model.data-00000-of-00001", "model.index"]
    assert value_at(tmp_path / "model") == 5


def test_one_directory_is_made_and_no_more(tmp_path):
    save(tmp_path / "new" / "model", 1)
    assert value_at(tmp_path / "new" / "model") == 1
    with pytest.raises(errors.NotFoundError, match="a/b; No such file or directory"):
        BundleWriter(tmp_path / "a" / "b" / "model")


def test_what_another_thread_changes_meanwhile_is_saved_with_its_own_checksum(tmp_path):
    value = np.zeros(3_000_000, np.float32)

    class Restless(storage.Draft):
        def write(self, data):
            value[:] += 1
            super().write(data)

    with BundleWriter(tmp_path / "model") as writer:
        writer._data.__class__ = Restless
        writer.add("w", FLOAT, value)
        writer.finish()
    found = open_checkpoint(tmp_path / "model").read("w")
    assert sorted(set(found.tolist())) == list(range(12))


def test_checkpoints_in_other_file_systems():
    fsspec = pytest.importorskip("fsspec")
    prefix = "memory://checkpoints/model"
    try:
        save(prefix, 1)
        save(prefix, 2)
        assert value_at(prefix) == 2
        names = sorted(name.rpartition("/")[2] for name in fsspec.filesystem("memory").ls("/checkpoints", detail=False))
        assert names == ["model.data-00000-of-00001", "model.index"]
    finally:
        fsspec.filesystem("memory").rm("/checkpoints", recursive=True)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="only Linux tells which files are open")
def test_a_directory_that_was_synced_is_not_left_open(tmp_path):
    before = sorted(os.listdir("/proc/self/fd"))
    storage.sync_directory(str(tmp_path / "f"))
    assert sorted(os.listdir("/proc/self/fd")) == before
