"""Files behind URLs, on a server of this machine that fails in all the ways that servers do."""

from __future__ import annotations

import contextlib
import errno
import http.server
import itertools
import random
import re
import threading
import warnings

import fsspec
import fsspec.config
import pytest

from headrace.formats import errors, files, limits, lines, tfrecord
from headrace.formats.files.directories import status
from headrace.formats.files.remote import RemoteFileWarning, may_pass

pytest.importorskip("aiohttp")

CONTENT = random.Random(7).randbytes(300_000)

FAULTS = ("none", "503", "429", "half", "reset")


class Store(http.server.ThreadingHTTPServer):
    """Serves `contents` with ranges; `faults` says what becomes of each request, one after the other, then all is well."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.contents = {"/data": CONTENT}
        self.faults = iter(())
        self.asked = []

    def url(self, name="/data"):
        return f"http://127.0.0.1:{self.server_address[1]}{name}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, body):
        content = self.server.contents.get(self.path)
        if content is None:
            return self.refuse(404)
        if isinstance(content, int):
            return self.refuse(content)
        fault = next(self.server.faults, "none") if body else "none"
        self.server.asked.append((self.headers.get("Range"), fault))
        if fault.isdigit():
            return self.refuse(int(fault))
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range") or "")
        begin, end = (int(asked[1]), min(int(asked[2]) + 1, len(content))) if asked else (0, len(content))
        self.send_response(206 if asked else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(end - begin))
        if asked:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{len(content)}")
        self.end_headers()
        if body:
            part = content[begin:end]
            if fault != "none":
                self.close_connection = True
                part = part[: len(part) // 2] if fault == "half" else b""
            self.wfile.write(part)

    def refuse(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def store(monkeypatch):
    monkeypatch.setattr(limits, "remote_pauses", (0.0,) * 4)
    server = Store()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
    fsspec.get_filesystem_class("http").clear_instance_cache()


@contextlib.contextmanager
def told():
    """A block in which somebody is told that reading is tried again."""
    with pytest.warns(RemoteFileWarning, match=r"^http://\S+; .+; trying again$"):
        yield


@pytest.mark.parametrize("fault", FAULTS[1:])
def test_what_passes_is_not_noticed(store, fault):
    store.faults = iter([fault] * 3)
    with told():
        assert files.read_bytes(store.url()) == CONTENT
    assert [found for _, found in store.asked if found != "none"] == [fault] * 3


@pytest.mark.parametrize("fault", ["503", "half"])
def test_what_does_not_pass_is_an_error_that_says_how_often_it_was_tried(store, fault):
    store.faults = itertools.repeat(fault)
    with told(), pytest.raises(errors.UnavailableError, match=rf"^{re.escape(store.url())}; .+ \(in 5 attempts\)$"):
        files.read_bytes(store.url())
    assert sum(found == fault for _, found in store.asked) == 5


@pytest.mark.parametrize(("code", "kind"), [(404, errors.NotFoundError), (403, errors.OpError)])
def test_what_cannot_pass_is_not_tried_again(store, code, kind):
    store.contents["/other"] = code
    with warnings.catch_warnings(record=True) as said, pytest.raises(kind):
        files.read_bytes(store.url("/other"))
    assert not said


@pytest.mark.parametrize("seed", range(8))
def test_any_faults_at_any_time_change_nothing(store, seed, tmp_path, monkeypatch):
    """As long as no attempt is the last that fails, what is read is what is there: at any block size, from any place."""
    draw = random.Random(seed)
    records = [draw.randbytes(draw.choice([0, 3, 90, 4000])) for _ in range(120)]
    with tfrecord.Writer(tmp_path / "f") as writer:
        writer.write_many(records)
    store.contents["/records"] = (tmp_path / "f").read_bytes()
    monkeypatch.setitem(fsspec.config.conf, "http", {"block_size": draw.choice([3000, 20_000])})
    store.faults = iter([fault for _ in range(40) for fault in [*draw.choices(FAULTS, k=3), "none"]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RemoteFileWarning)
        found = [record for block in tfrecord.read(store.url("/records"), block_bytes=5000) for record in block]
        file = files.open_bytes(store.url("/records"))
        for _ in range(20):
            begin = draw.randrange(len(store.contents["/records"]))
            file.seek(begin)
            assert file.read(500) == store.contents["/records"][begin : begin + 500]
        file.close()
    assert found == records


def test_a_short_read_is_no_damaged_record_and_a_damaged_record_is_read_once(store, tmp_path):
    with tfrecord.Writer(tmp_path / "f") as writer:
        writer.write_many([b"x" * 1000] * 50)
    data = bytearray((tmp_path / "f").read_bytes())
    data[20_000] ^= 1
    store.contents["/damaged"] = bytes(data)
    with pytest.raises(errors.DataLossError, match="corrupted record"):
        list(tfrecord.read(store.url("/damaged")))
    assert len([asked for asked, _ in store.asked if asked]) == 1
    store.contents["/short"] = (tmp_path / "f").read_bytes()
    store.faults = itertools.repeat("half")
    with told(), pytest.raises(errors.UnavailableError):
        list(tfrecord.read(store.url("/short")))


def test_a_file_that_was_cut_while_it_was_read_says_so(store, monkeypatch):
    monkeypatch.setitem(fsspec.config.conf, "http", {"block_size": 1000})
    store.contents["/lines"] = b"0123456\n" * 1000
    blocks = lines.read(store.url("/lines"), block_bytes=1000)
    count = len(next(blocks))
    store.contents["/lines"] = store.contents["/lines"][:4000]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RemoteFileWarning)
        with pytest.raises(errors.DataLossError, match="the file has ended too early: read 4,000 of 8,000 bytes"):  # noqa: PT012
            for block in blocks:
                count += len(block)
    assert count == 500


def test_questions_about_files_are_asked_again(store):
    store.faults = iter(["503", "503"])
    assert status(store.url()).length == len(CONTENT)


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (ConnectionResetError(), True),
        (TimeoutError(), True),
        (OSError(errno.EHOSTUNREACH, ""), True),
        (FileNotFoundError(), False),
        (PermissionError(), False),
        (OSError(errno.EIO, ""), False),
        (ValueError(), False),
        (type("ServerError", (Exception,), {"status": 502})(), True),
        (type("Refused", (Exception,), {"status_code": 401})(), False),
        (type("Throttled", (Exception,), {"response": {"ResponseMetadata": {"HTTPStatusCode": 503}}})(), True),
    ],
    ids=repr,
)
def test_which_errors_may_pass(error, passes):
    assert may_pass(error) is passes


def test_several_readers_of_one_file_do_not_move_each_other():
    memory = fsspec.filesystem("memory")
    memory.pipe("/several", CONTENT)
    first, second = files.open_bytes("memory://several"), files.open_bytes("memory://several")
    assert first.read(1000) == CONTENT[:1000]
    assert second.read(10) == CONTENT[:10]
    assert first.read(1000) == CONTENT[1000:2000]
    memory.rm("/several")


@pytest.mark.parametrize("fault", FAULTS)
def test_records_are_read_at_random(store, fault, tmp_path):
    make = random.Random(1)
    records = [make.randbytes(3000) for _ in range(400)]
    with tfrecord.Writer(tmp_path / "f") as writer:
        writer.write_many(records)
    store.contents["/f"] = (tmp_path / "f").read_bytes()
    url = store.url("/f")
    assert tfrecord.verify(url).records == tfrecord.count(url) == 400
    with tfrecord.open(url) as found:
        assert len(found) == 400
        store.asked.clear()
        store.faults = iter([fault] * 3)
        with contextlib.nullcontext() if fault == "none" else told():
            assert found[200] == records[200]
        assert list(found[[3, 399, 4]]) == [records[3], records[399], records[4]]
    asked = [tuple(map(int, re.findall(r"\d+", part))) for part, fault in store.asked if fault == "none"]
    assert [end + 1 - begin for begin, end in asked] == [3016, 6032, 3016]


def test_a_damaged_record_behind_a_url_is_told_apart_from_a_short_read(store, tmp_path):
    with tfrecord.Writer(tmp_path / "f") as writer:
        writer.write_many([b"x" * 1000] * 10)
    content = bytearray((tmp_path / "f").read_bytes())
    content[5000] ^= 1
    store.contents["/f"] = bytes(content)
    report = tfrecord.verify(store.url("/f"))
    assert (report.records, report.damage[0].kind) == (9, "data crc")
    with (
        tfrecord.open(store.url("/f")) as found,
        pytest.raises(errors.DataLossError, match="record 4 at offset 4064 is damaged"),
    ):
        found[4]
    store.faults = itertools.repeat("half")
    with told(), pytest.raises(errors.UnavailableError, match=r"in 5 attempts"):
        tfrecord.verify(store.url("/f"))
