"""An object store: s3 as moto's server plays it. Skipped where s3fs or moto is not installed."""

from __future__ import annotations

import uuid

import fsspec
import pytest

from headrace.formats import errors, files, tfrecord
from headrace.formats.files.directories import status

pytest.importorskip("s3fs")
moto = pytest.importorskip("moto.server")


@pytest.fixture
def bucket(monkeypatch):
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "anyone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    name = f"bucket-{uuid.uuid4()}"
    system.mkdir(name)
    yield f"s3://{name}"
    server.stop()
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_records_are_written_found_and_read(bucket):
    records = [b"%d" % number for number in range(1000)]
    for name in ("b", "a"):
        with tfrecord.Writer(f"{bucket}/{name}.tfrecord") as writer:
            writer.write_many(records)
    assert files.glob(f"{bucket}/*.tfrecord") == [f"{bucket}/a.tfrecord", f"{bucket}/b.tfrecord"]
    assert [record for block in tfrecord.read(f"{bucket}/a.tfrecord") for record in block] == records
    assert status(f"{bucket}/a.tfrecord").length == sum(map(len, records)) + 16 * len(records)


def test_what_is_not_there_is_named(bucket):
    with pytest.raises(errors.NotFoundError, match=rf"^{bucket}/none; No such file or directory$"):
        files.read_bytes(f"{bucket}/none")
