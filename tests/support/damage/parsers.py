"""PARSERS: a small file of every format that is read, and how all of it is read."""

from __future__ import annotations

import functools
import gzip
import io
import json
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError

import headrace as tf
from headrace.formats import (
    checkpoint,
    csv,
    errors,
    events,
    example,
    fixed_length,
    idx,
    image,
    jsonl,
    lines,
    proto,
    quarantine,
    tables,
    tfrecord,
    whole_file,
)
from headrace.formats.checkpoint.table_writer import table
from headrace.formats.checkpoint.v1_writer import V1Writer
from headrace.formats.image import bmp
from headrace.formats.proto import checkpoint_pb2
from headrace.formats.records import Records
from support.formats.frames import framed

RECORDS = [b"first", b"", b"third record", b"x" * 40]
ARRAY = np.arange(24, dtype=np.int16).reshape(2, 3, 4)


@dataclass(frozen=True)
class Parser:
    """One format.

    Attributes:
      make: the bytes of its small file; where the format has several, by their suffixes, the first is damaged.
      read: all that is read of the file at a path, as something that can be compared; `of_bytes`: of contents.
      checked: "all": any change of a byte is noticed, or has no effect; "some": what is noticed is noticed.
      names: whether it is read from a file, which errors name.
      whole: whether a cut is noticed wherever it is ("all"), or but between two records ("records"), or need not be ("").
      raises: errors of TensorFlow's, besides the library's, that the contents may lead to.
      seal: makes a file of contents, with the checksums that it needs; `inner` are such contents.
    """

    name: str
    make: Callable[[], bytes | dict[str, bytes]]
    read: Callable[[Path], Any]
    checked: str = "some"
    names: bool = True
    whole: str = ""
    raises: tuple[type[Exception], ...] = ()
    seal: Callable[[bytes], bytes] | None = None
    inner: bytes = b""

    @functools.cached_property
    def files(self) -> dict[str, bytes]:
        made = self.make()
        return made if isinstance(made, dict) else {"": made}

    @property
    def good(self) -> bytes:
        """The bytes of the file that is to be damaged."""
        return next(iter(self.files.values()))

    def write(self, path: Path, contents: bytes | None = None) -> None:
        """Put its files at a path, that which is damaged with other contents."""
        for number, (suffix, good) in enumerate(self.files.items()):
            Path(f"{path}{suffix}").write_bytes(good if number or contents is None else contents)

    def damaged_path(self, path: Path) -> str:
        return f"{path}{next(iter(self.files))}"


def plain(value: Any) -> Any:
    """A value in a form that can be compared."""
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tobytes() if value.dtype != object else repr(value.tolist()))
    if isinstance(value, Records):
        return list(value)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if hasattr(value, "SerializeToString"):
        return value.SerializeToString(deterministic=True)
    return value if isinstance(value, (bytes, str, int, type(None))) else repr(value)


def _records(blocks: Iterable[Iterable[bytes]]) -> list[bytes]:
    return [bytes(record) for block in blocks for record in block]


def _made(write: Callable[[Path], Any]) -> dict[str, bytes]:
    """The files that a call writes at a path, by their suffixes."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "f"
        write(path)
        return {each.name[1:]: each.read_bytes() for each in sorted(Path(directory).iterdir())}


def _file(write: Callable[[Path], Any]) -> bytes:
    (contents,) = _made(write).values()
    return contents


def _write_records(path: Path, records: Iterable[bytes] = RECORDS, **options: Any) -> None:
    with tfrecord.Writer(path, **options) as writer:
        writer.write_many(list(records))


def an_example(number: int = 7) -> bytes:
    """A serialized Example with a feature of each kind."""
    made = tf.train.Example()
    made.features.feature["i"].int64_list.value.extend([number, -1])
    made.features.feature["f"].float_list.value.extend([0.5, 2.0])
    made.features.feature["s"].bytes_list.value.append(b"text")
    return made.SerializeToString(deterministic=True)


_FEATURES = {
    "i": example.FixedLenFeature([2], np.int64),
    "f": example.VarLenFeature(np.float32),
    "s": example.FixedLenFeature([], bytes),
}


def _read_example(path: Path) -> Any:
    return plain(example.parse_features(Records.from_list([path.read_bytes()]), _FEATURES))


def a_sequence() -> bytes:
    """A serialized SequenceExample."""
    made = tf.train.SequenceExample()
    made.context.feature["n"].int64_list.value.append(2)
    for number in (1, 2):
        made.feature_lists.feature_list["steps"].feature.add().int64_list.value.append(number)
    return made.SerializeToString(deterministic=True)


def _read_sequence(path: Path) -> Any:
    with tf.Graph().as_default(), tf.Session() as session:
        context, sequence = tf.parse_single_sequence_example(
            tf.constant(path.read_bytes()),
            {"n": tf.FixedLenFeature([], tf.int64)},
            {"steps": tf.FixedLenSequenceFeature([], tf.int64)},
        )
        return plain(session.run([context["n"], sequence["steps"]]))


_VALUES = {
    "bias": (1, np.array([1.5, -2], np.float32)),
    "text": (7, np.array([b"ab", b""], object)),
    "whole": (1, np.arange(4, dtype=np.float32)),
}


def _write_checkpoint(kind: Any, path: Path) -> None:
    with kind(path) as writer:
        for name, (dtype, value) in _VALUES.items():
            writer.add(name, dtype, value)
        writer.finish()


def _bundle(first: str) -> dict[str, bytes]:
    made = _made(functools.partial(_write_checkpoint, checkpoint.BundleWriter))
    return {first: made.pop(first), **made}


def _read_checkpoint(path: Path) -> Any:
    with checkpoint.open_checkpoint(path) as reader:
        return {name: plain(reader.read(name)) for name in reader.names()}


def _write_events(path: Path) -> None:
    event = proto.event_pb2.Event
    summary = proto.summary_pb2.Summary(value=[proto.summary_pb2.Summary.Value(tag="loss", simple_value=0.5)])
    made = [event(wall_time=1.0, file_version="brain.Event:2"), event(wall_time=2.0, step=3, summary=summary)]
    _write_records(path, [each.SerializeToString() for each in made])


def _a_graph() -> tf.Graph:
    with tf.Graph().as_default() as graph:
        total = tf.constant([1.0, 2.0]) * tf.placeholder(tf.float32, [2], name="x")
        tf.identity(tf.reduce_sum(total), name="y")
    return graph


def _read_graph(path: Path) -> Any:
    definition = tf.GraphDef()
    definition.ParseFromString(path.read_bytes())
    with tf.Graph().as_default() as graph:
        tf.import_graph_def(definition, name="")
        return plain(graph.as_graph_def())


def _a_meta_graph() -> bytes:
    with tf.Graph().as_default():
        tf.get_variable("v", [2])
        tf.train.Saver()
        return tf.train.export_meta_graph().SerializeToString(deterministic=True)


def _read_meta_graph(path: Path) -> Any:
    with tf.Graph().as_default() as graph:
        tf.train.import_meta_graph(str(path))
        return plain(graph.as_graph_def())


def _read_state(path: Path) -> Any:
    return plain(tf.train.get_checkpoint_state(path.parent, path.name))


ROWS = "id:int64, name:string, weight:float32"


def _write_rows(kind: str, path: Path, schema: str = ROWS) -> None:
    """Three rows of a table."""
    pinned = tables.Schema.parse(schema)
    values = {
        "id": np.array([1, 2, 3], np.int64),
        "name": Records.from_list([b"a", b"bc", b""]),
        "weight": np.array([0.5, 1, -2], np.float32),
    }
    columns = {feature.name: tables.Column(values[feature.name], None, None) for feature in pinned}
    with tables.KINDS[kind].writer(path, pinned) as writer:
        writer.write(tables.Batch(columns, 3))


def _read_rows(kind: str, path: Path, schema: str | None = None) -> Any:
    pinned = None if schema is None else tables.Schema.parse(schema)
    found = tables.KINDS[kind].read(path, pinned)
    return [{name: plain(np.asarray(value)) for name, value in row.items()} for batch in found for row in batch.rows()]


def _rows(kind: str, schema: str | None = None, **facts: Any) -> Parser:
    make = lambda: _file(lambda path: _write_rows(kind, path, schema or ROWS))  # noqa: E731
    return Parser(f"rows of {kind}", make, functools.partial(_read_rows, kind), **facts)


def _a_tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, contents in (("1.txt", b"one"), ("1.cls", b"3"), ("2.txt", b"two"), ("2.cls", b"4")):
            member = tarfile.TarInfo(name)
            member.size = len(contents)
            tar.addfile(member, io.BytesIO(contents))
    return made.getvalue()[:5120]


def _npz() -> bytes:
    made = io.BytesIO()
    np.savez(made, id=np.arange(3), weight=np.ones(3, np.float32))
    return made.getvalue()


def _npy() -> bytes:
    made = io.BytesIO()
    np.save(made, np.arange(6, dtype=np.float32).reshape(3, 2))
    return made.getvalue()


def _a_picture(kind: str) -> bytes:
    pixels = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    if kind == "png":
        return image.encode_png(pixels)
    if kind == "jpeg":
        return image.encode_jpeg(pixels)
    import PIL.Image

    made = io.BytesIO()
    PIL.Image.fromarray(pixels).save(made, kind)
    return made.getvalue()


def _a_text_line(number: int) -> bytes:
    return b"%d,%.1f,text%d\n" % (number, number / 2, number)


TEXT = b"".join(_a_text_line(number) for number in range(5))
QUOTED = b'1,0.5,"a, b"\n2,1.5,"say ""so"""\n3,2.5,"two\nlines"\n'
JSON = b"".join(json.dumps({"id": n, "name": "x" * n, "weights": [0.5] * 2}).encode() + b"\n" for n in range(4))
STATE = b'model_checkpoint_path: "/a/m-2"\nall_model_checkpoint_paths: "/a/m-1"\nall_model_checkpoint_paths: "/a/m-2"\n'
DEFAULTS = [np.int64(0), np.float32(0), b""]


def _read_letters(path: Path) -> Any:
    return [plain(list(each._replace(error=None))) for each in quarantine.read(path)]


def _write_letters(path: Path) -> None:
    keep = quarantine.Quarantine(path)
    try:
        error = errors.InvalidArgumentError(None, None, "no number", path="f.txt", record=3, offset=17)
        keep(quarantine.BadRecord.of(error, b"bytes"))
    finally:
        keep.close()


def _sealed_index(contents: bytes) -> bytes:
    """An index whose only entry is made of these bytes."""
    header = checkpoint_pb2.BundleHeaderProto(num_shards=1).SerializeToString()
    return table([(b"", header), (b"bias", contents)])


_OF_GRAPHS = (ValueError, TypeError, KeyError, DecodeError)

PARSERS: dict[str, Parser] = {
    parser.name: parser
    for parser in (
        Parser(
            "tfrecord",
            lambda: _file(_write_records),
            lambda path: _records(tfrecord.read(path)),
            checked="all",
            whole="records",
        ),
        Parser(
            "tfrecord, gzip",
            lambda: _file(lambda path: _write_records(path, compression="GZIP")),
            lambda path: _records(tfrecord.read(path, compression="GZIP")),
            checked="all",
            whole="all",
            seal=gzip.compress,
            inner=framed(RECORDS),
        ),
        Parser(
            "tfrecord, zlib",
            lambda: _file(lambda path: _write_records(path, compression="ZLIB")),
            lambda path: _records(tfrecord.read(path, compression="ZLIB")),
            checked="all",
            whole="all",
        ),
        Parser("lines", lambda: TEXT, lambda path: _records(lines.read(path))),
        Parser(
            "lines, gzip",
            lambda: gzip.compress(TEXT, mtime=0),
            lambda path: _records(lines.read(path, compression="GZIP")),
            checked="all",
            whole="all",
        ),
        Parser(
            "lines, zlib",
            lambda: zlib.compress(TEXT),
            lambda path: _records(lines.read(path, compression="ZLIB")),
            checked="all",
            whole="all",
        ),
        Parser("csv", lambda: TEXT, lambda path: [plain(each) for each in csv.read(path, DEFAULTS)]),
        Parser("csv, quoted", lambda: QUOTED, lambda path: [plain(each) for each in csv.read(path, DEFAULTS)]),
        Parser(
            "fixed length",
            lambda: bytes(range(40)),
            lambda path: _records(fixed_length.read(path, record_bytes=7, header_bytes=3, footer_bytes=2)),
            whole="records",
        ),
        Parser("idx", lambda: idx.dump(ARRAY), lambda path: plain(idx.read(path)), whole="all"),
        Parser("idx, gzip", lambda: gzip.compress(idx.dump(ARRAY), mtime=0), lambda path: plain(idx.read(path)), whole="all"),
        Parser("json lines", lambda: JSON, lambda path: [repr(each) for each in jsonl.read_values(path)]),
        Parser("whole file", lambda: TEXT, lambda path: _records(whole_file.read(path))),
        Parser(
            "checkpoint, index",
            lambda: _bundle(".index"),
            _read_checkpoint,
            checked="all",
            whole="all",
            seal=_sealed_index,
            inner=checkpoint_pb2.BundleEntryProto(dtype=1, size=8, crc32c=1).SerializeToString(),
        ),
        Parser(
            "checkpoint, index of one value",
            lambda: _bundle(".index"),
            _read_checkpoint,
            checked="all",
            whole="all",
            seal=lambda contents: table([(b"", contents)]),
            inner=checkpoint_pb2.BundleHeaderProto(num_shards=1).SerializeToString(),
        ),
        Parser("checkpoint, data", lambda: _bundle(".data-00000-of-00001"), _read_checkpoint, checked="all", whole="all"),
        Parser(
            "checkpoint of version 1",
            lambda: _file(functools.partial(_write_checkpoint, V1Writer)),
            _read_checkpoint,
            checked="all",
            whole="all",
        ),
        Parser("checkpoint state", lambda: STATE, _read_state),
        Parser(
            "events",
            lambda: _file(_write_events),
            lambda path: [plain(each) for each in events.read(path)],
            checked="all",
            whole="records",
            seal=lambda contents: framed([contents]),
            inner=b"\t\0\0\0\0\0\0\xf0?\x1a\rbrain.Event:2",
        ),
        Parser(
            "letters",
            lambda: _file(_write_letters),
            _read_letters,
            checked="all",
            whole="records",
            seal=lambda contents: framed([contents]),
            inner=an_example(),
        ),
        Parser(
            "graph",
            lambda: _a_graph().as_graph_def().SerializeToString(deterministic=True),
            _read_graph,
            names=False,
            raises=_OF_GRAPHS,
        ),
        Parser("meta graph", _a_meta_graph, _read_meta_graph, names=False, raises=_OF_GRAPHS),
        Parser("example", an_example, _read_example, names=False),
        Parser("sequence example", a_sequence, _read_sequence, names=False),
        _rows("csv"),
        _rows("jsonl"),
        _rows("tfrecord", checked="all", whole="records", seal=lambda contents: framed([contents]), inner=an_example()),
        _rows("parquet", whole="all"),
        Parser("rows of npy", _npy, functools.partial(_read_rows, "npy"), whole="all"),
        Parser("rows of npz", _npz, functools.partial(_read_rows, "npz")),
        Parser("rows of webdataset", _a_tar, functools.partial(_read_rows, "webdataset")),
        Parser("rows of cifar10", lambda: bytes(range(256)) * 24 + bytes(2), functools.partial(_read_rows, "cifar10")),
        Parser("rows of idx", lambda: idx.dump(ARRAY.astype(np.uint8)), functools.partial(_read_rows, "idx")),
        *(
            Parser(kind, functools.partial(_a_picture, kind), lambda path: plain(image.decode(path.read_bytes())), names=False)
            for kind in ("png", "jpeg", "gif")
        ),
        Parser("bmp", lambda: _a_picture("bmp"), lambda path: plain(bmp.decode(path.read_bytes())), names=False),
    )
}
