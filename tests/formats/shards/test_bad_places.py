"""Targets that cannot be written: each says so, and leaves what was there."""

from __future__ import annotations

import os
import random
import resource
import signal

import pytest
from support.formats.frames import framed

from headrace.formats import errors, shards, tfrecord
from headrace.formats.shards import shuffling

CALLS = {
    "split": lambda source, target, **options: shards.split(source, target, 2, **options),
    "merge": shards.merge,
    "shuffle": shards.shuffle,
    "sample": lambda source, target, **options: shards.sample(source, target, fraction=0.9, **options),
    "salvage": tfrecord.salvage,
}
every = pytest.mark.parametrize("name", CALLS)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(framed([random.Random(0).randbytes(1000)] * 500))
    return path


@every
def test_a_full_disk(name, source, tmp_path):
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, limits[1]))
        with pytest.raises(errors.OpError, match=r"g.*; File too large"):
            CALLS[name](source, tmp_path / "g")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_disk_that_is_full_of_what_is_sorted(source, monkeypatch, tmp_path):
    monkeypatch.setattr(shuffling, "LEAST_MEMORY", 0)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, limits[1]))
        with pytest.raises(errors.OpError, match="g; File too large"):
            shards.shuffle(source, tmp_path / "g", memory=20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@every
def test_who_is_interrupted_leaves_no_half_file(name, source, tmp_path):
    def interrupt(*_more):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        CALLS[name](source, tmp_path / "g", progress=interrupt)
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@every
@pytest.mark.skipif(os.geteuid() == 0, reason="root may do anything")
def test_no_permission(name, source, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(errors.PermissionDeniedError, match="closed"):
        CALLS[name](source, tmp_path / "closed/g")


@every
def test_a_directory_is_no_target(name, source, tmp_path):
    target = tmp_path / ("g-00000-of-00002" if name == "split" else "g")
    target.mkdir()
    for options in ({}, {"force": True}):
        with pytest.raises(errors.FailedPreconditionError, match="Is a directory"):
            CALLS[name](source, tmp_path / "g", **options)
    assert target.is_dir()


@every
def test_a_file_may_replace_its_source_by_force(name, source, tmp_path):
    content = source.read_bytes()
    if name == "split":
        return
    with pytest.raises(errors.AlreadyExistsError):
        CALLS[name](source, source)
    assert source.read_bytes() == content
    CALLS[name](source, source, force=True)
    assert len(source.read_bytes()) in (len(content), len(content) * 9 // 10)


@every
def test_a_link_stays_a_link(name, source, tmp_path):
    if name == "split":
        return
    (tmp_path / "real").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    CALLS[name](source, tmp_path / "link", force=True)
    assert (tmp_path / "link").is_symlink()
    assert tfrecord.verify(tmp_path / "real").records >= 450
