"""PARSERS: a small file of every format that is read, and how all of it is read."""

from __future__ import annotations

import functools
import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError

from headrace.formats import events, fixed_length, idx, jsonl, lines, tfrecord, wav, whole_file
from headrace.formats.checkpoint.table_writer import table
from headrace.formats.checkpoint.v1_writer import V1Writer
from headrace.formats.image import bmp
from headrace.formats.proto import checkpoint_pb2
from support.formats.frames import framed

from . import small_files as small
from .small_files import plain


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


def _rows(kind: str, schema: str | None = None, **facts: Any) -> Parser:
    make = lambda: small.file_of(lambda path: small.write_rows(kind, path, schema or small.ROWS))  # noqa: E731
    return Parser(f"rows of {kind}", make, functools.partial(small.read_rows, kind), **facts)


_OF_GRAPHS = (ValueError, TypeError, KeyError, DecodeError)

PARSERS: dict[str, Parser] = {
    parser.name: parser
    for parser in (
        Parser(
            "tfrecord",
            lambda: small.file_of(small.write_records),
            lambda path: small.records(tfrecord.read(path)),
            checked="all",
            whole="records",
        ),
        Parser(
            "tfrecord, gzip",
            lambda: small.file_of(lambda path: small.write_records(path, compression="GZIP")),
            lambda path: small.records(tfrecord.read(path, compression="GZIP")),
            checked="all",
            whole="all",
            seal=gzip.compress,
            inner=framed(small.RECORDS),
        ),
        Parser(
            "tfrecord, zlib",
            lambda: small.file_of(lambda path: small.write_records(path, compression="ZLIB")),
            lambda path: small.records(tfrecord.read(path, compression="ZLIB")),
            checked="all",
            whole="all",
        ),
        Parser("lines", lambda: small.TEXT, lambda path: small.records(lines.read(path))),
        Parser(
            "lines, gzip",
            lambda: gzip.compress(small.TEXT, mtime=0),
            lambda path: small.records(lines.read(path, compression="GZIP")),
            checked="all",
            whole="all",
        ),
        Parser(
            "lines, zlib",
            lambda: zlib.compress(small.TEXT),
            lambda path: small.records(lines.read(path, compression="ZLIB")),
            checked="all",
            whole="all",
        ),
        Parser("csv", lambda: small.TEXT, small.read_csv),
        Parser("csv, quoted", lambda: small.QUOTED, small.read_csv),
        Parser(
            "fixed length",
            lambda: bytes(range(40)),
            lambda path: small.records(fixed_length.read(path, record_bytes=7, header_bytes=3, footer_bytes=2)),
            whole="records",
        ),
        Parser("idx", lambda: small.IDX, lambda path: plain(idx.read(path)), whole="all"),
        Parser(
            "idx, gzip", lambda: gzip.compress(idx.dump(small.ARRAY), mtime=0), lambda path: plain(idx.read(path)), whole="all"
        ),
        Parser("json lines", lambda: small.JSON, lambda path: [repr(each) for each in jsonl.read_values(path)]),
        Parser("whole file", lambda: small.TEXT, lambda path: small.records(whole_file.read(path))),
        Parser(
            "checkpoint, index",
            lambda: small.bundle(".index"),
            small.read_checkpoint,
            checked="all",
            whole="all",
            seal=small.sealed_index,
            inner=checkpoint_pb2.BundleEntryProto(dtype=1, size=8, crc32c=1).SerializeToString(),
        ),
        Parser(
            "checkpoint, index of one value",
            lambda: small.bundle(".index"),
            small.read_checkpoint,
            checked="all",
            whole="all",
            seal=lambda contents: table([(b"", contents)]),
            inner=checkpoint_pb2.BundleHeaderProto(num_shards=1).SerializeToString(),
        ),
        Parser(
            "checkpoint, data", lambda: small.bundle(".data-00000-of-00001"), small.read_checkpoint, checked="all", whole="all"
        ),
        Parser(
            "checkpoint of version 1",
            lambda: small.file_of(functools.partial(small.write_checkpoint, V1Writer)),
            small.read_checkpoint,
            checked="all",
            whole="all",
            seal=lambda contents: table([(b"", contents)]),
            inner=b"\n\x00",
        ),
        Parser("checkpoint state", lambda: small.STATE, small.read_state),
        Parser(
            "events",
            lambda: small.file_of(small.write_events),
            lambda path: [plain(each) for each in events.read(path)],
            checked="all",
            whole="records",
            seal=lambda contents: framed([contents]),
            inner=b"\t\0\0\0\0\0\0\xf0?\x1a\rbrain.Event:2",
        ),
        Parser(
            "letters",
            lambda: small.file_of(small.write_letters),
            small.read_letters,
            checked="all",
            whole="records",
            seal=lambda contents: framed([contents]),
            inner=small.an_example(),
        ),
        Parser(
            "graph",
            small.a_graph,
            small.read_graph,
            names=False,
            raises=_OF_GRAPHS,
        ),
        Parser("graph of older ops", small.older_graph, small.read_graph, names=False, raises=_OF_GRAPHS),
        Parser("graph of composed ops", small.composed_graph, small.read_graph, names=False, raises=_OF_GRAPHS),
        Parser("meta graph", small.a_meta_graph, small.read_meta_graph, names=False, raises=_OF_GRAPHS),
        Parser("example", small.an_example, small.read_example, names=False),
        Parser("sequence example", small.a_sequence, small.read_sequence, names=False),
        _rows("csv"),
        _rows("jsonl"),
        _rows("tfrecord", checked="all", whole="records", seal=lambda contents: framed([contents]), inner=small.an_example()),
        _rows("parquet", whole="all"),
        Parser("rows of npy", small.npy, functools.partial(small.read_rows, "npy"), whole="all"),
        Parser("rows of npz", small.npz, functools.partial(small.read_rows, "npz")),
        Parser("rows of webdataset", small.a_tar, functools.partial(small.read_rows, "webdataset")),
        Parser("rows of cifar10", lambda: bytes(range(256)) * 24 + bytes(2), functools.partial(small.read_rows, "cifar10")),
        Parser("rows of idx", lambda: idx.dump(small.ARRAY.astype(np.uint8)), functools.partial(small.read_rows, "idx")),
        *(
            Parser(kind, functools.partial(small.a_picture, kind), small.read_picture, names=False)
            for kind in ("png", "jpeg", "gif")
        ),
        Parser("bmp", lambda: small.a_picture("bmp"), lambda path: plain(bmp.decode(path.read_bytes())), names=False),
        Parser(
            "wav", lambda: wav.encode(small.ARRAY[0] / 8, 8000), lambda path: plain(wav.decode(path.read_bytes())), names=False
        ),
    )
}
