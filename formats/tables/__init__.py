"""Tables: files of rows with named, typed columns, whatever kind of file they are.

    for batch in tables.read("train.parquet", "label:int64, box:float32[4]"):
        batch.columns["box"].values  # float32 [n, 4]

    source, target = tables.kind_of("train.csv"), tables.KINDS["tfrecord"]
    schema, notes = target.adapted(source.infer("train.csv"))
    with target.writer("train.tfrecord", schema) as writer:
        for batch in source.read("train.csv", schema):
            writer.write(batch)

Each kind of file is an object (`kinds/`) that finds out a file's schema and reads it, a few megabytes of rows at a time, as
columns; most also write. What a kind cannot hold it refuses, or `Kind.adapted` says what it holds instead: nothing is lost in
silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..columns.batches import Batch, Column, concatenated
from ..columns.schema import DTYPES, Feature, Schema
from ..errors import InvalidArgumentError
from ..files import AUTO, Path, open_stream, path_text
from ..files.compression import BY_SUFFIX
from ..files.directories import is_directory
from ..quarantine import OnDamage
from .kinds.cifar import CIFAR10Kind, CIFAR100Kind
from .kinds.csv import CSVKind
from .kinds.idx import IDXKind
from .kinds.images import ImageFolderKind
from .kinds.jsonl import JSONLinesKind
from .kinds.kind import BatchWriter, Kind
from .kinds.numpy import NPYKind, NPZKind
from .kinds.parquet import ParquetKind
from .kinds.tfrecord import TFRecordKind
from .kinds.webdataset import WebDatasetKind

__all__ = [
    "DTYPES",
    "KINDS",
    "Batch",
    "BatchWriter",
    "Column",
    "Feature",
    "Kind",
    "Schema",
    "concatenated",
    "kind_by_suffix",
    "kind_of",
    "read",
]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        TFRecordKind(),
        ParquetKind(),
        NPYKind(),
        NPZKind(),
        IDXKind(),
        WebDatasetKind(),
        CIFAR10Kind(),
        CIFAR100Kind(),
        JSONLinesKind(),
        CSVKind(),
        ImageFolderKind(),
    )
}
"""By name; those that are told by their first bytes come first."""

_HEAD_BYTES = 1 << 12


def read(path: Path, schema: Schema | str | None = None, *, on_damage: OnDamage | None = None) -> Iterator[Batch]:
    """The rows of the file at `path`, of any kind, a few megabytes at a time.

    Args:
      schema: what to read, as a Schema or as its text; None: all, as it is inferred.
      on_damage: as for `Kind.read`.

    Raises:
      as `kind_of` and `Kind.read`.
    """
    return kind_of(path).read(path, Schema.parse(schema) if isinstance(schema, str) else schema, on_damage=on_damage)


def kind_of(path: Path, name: str | None = None) -> Kind:
    """The kind of the file at `path`: by its content, and where that tells nothing by its suffix.

    Args:
      name: of the kind, where it is known.

    Raises:
      InvalidArgumentError: nobody knows; or there is no kind of that name.
      the errors of `files.open_stream`.
    """
    if name is not None:
        if name not in KINDS:
            raise InvalidArgumentError(None, None, f"there is no kind of file {name!r}; there are {', '.join(KINDS)}")
        return KINDS[name]
    text = path_text(path)
    if is_directory(path):
        return KINDS["images"]
    with open_stream(path, AUTO) as stream:
        head = stream.peek(_HEAD_BYTES)
    for kind in KINDS.values():
        if kind.recognises(head, text):
            return kind
    found = kind_by_suffix(path)
    if found is None:
        shown = f"begins with {head[:16]!r}" if head else "is empty"
        message = f"{text}: of what kind is it? It {shown}, and its name says nothing; there are {', '.join(KINDS)}"
        raise InvalidArgumentError(None, None, message, path=text)
    return found


def kind_by_suffix(path: Path) -> Kind | None:
    """The kind that a file's name, `path`, tells of, one of a compression left out; None where it tells of none.

    What ends with a slash is a folder, of pictures.
    """
    text = path_text(path).lower()
    if text.endswith("/"):
        return KINDS["images"]
    for compression in BY_SUFFIX:
        text = text.removesuffix(compression)
    for kind in KINDS.values():
        if kind.suffixes and text.endswith(kind.suffixes):
            return kind
    return None
