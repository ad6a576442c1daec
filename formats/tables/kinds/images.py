"""Folders of pictures: a folder for each label, as in `train/cat/1.jpg`; or all in one folder, without labels.

Features have the names that TensorFlow's own image datasets give them: `image/filename` (below the folder),
`image/class/label` (the number of the label's folder, sorted by name, from 0), `image/class/text` (its name), `image/encoded`
(the file's bytes), `image/format` (`JPEG`, `PNG`, `GIF` or `BMP`, by content), `image/height` and `image/width`. Files of other
suffixes, and hidden ones, are passed over.

Written are the encoded pictures, as they are; or, as PNG, uint8 of shape [height, width, 1, 3 or 4]. The label is the folder:
`image/class/text`, `label_text`, `image/class/label`, `label` or `class`, whichever comes first in this list.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any

import numpy as np

from ... import image
from ...columns.batches import Batch, Column
from ...columns.fitting import batch_of, unfit
from ...columns.schema import Feature, Schema
from ...errors import AlreadyExistsError, InvalidArgumentError
from ...files import Path, path_text, read_bytes
from ...files.directories import entries, is_directory
from ...files.paths import is_remote, named
from ...image.sizes import size_of
from ...quarantine import BadRecord, OnDamage
from ...records import Records
from .kind import BatchWriter, Kind, Progress, check_names

_SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".bmp")
_LABELS = ("image/class/text", "label_text", "image/class/label", "label", "class")
_IMAGES = ("image/encoded", "image", "image_raw", "encoded", "jpg", "png")
_BATCH_BYTES = 1 << 22
_MOST_ROWS = 1 << 10
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "BMP": "bmp"}


@dataclasses.dataclass(frozen=True)
class ImageFolderKind(Kind):
    """Options:
    image, label: the features that are written; "" for those that are found.
    """

    image: str = ""
    label: str = ""

    name = "images"

    def count(self, path: Path, progress: Progress | None = None) -> int:
        return sum(1 for _ in _files(path))

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        if next(_files(path), None) is None:
            message = f"{path_text(path)} has no pictures in it, that is files of {', '.join(_SUFFIXES)}"
            raise InvalidArgumentError(None, None, message, path=path_text(path))
        return _schema(bool(_labels(path)))

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        found = self.infer(path)
        wanted = found if schema is None else schema
        check_names(wanted, found.names, path)
        held: list[tuple[str, int, bytes]] = []
        size = 0
        for number, (inner, label) in enumerate(_files(path)):
            contents = read_bytes(os.path.join(path_text(path), inner))
            if size_of(contents) is None:
                where = os.path.join(path_text(path), inner)
                message = f"{where} is no picture, or a damaged one; it begins with {contents[:8]!r}"
                error = InvalidArgumentError(None, None, message, path=where, record=number)
                if on_damage is None:
                    raise error
                on_damage(BadRecord.of(error, contents))
            else:
                held.append((inner, label, contents))
                size += len(contents)
            if progress is not None:
                progress(1, len(contents))
            if size >= _BATCH_BYTES or len(held) == _MOST_ROWS:
                yield _batch(held, found, wanted, path_text(path))
                held, size = [], 0
        if held:
            yield _batch(held, found, wanted, path_text(path))

    def adapted(self, schema: Schema) -> tuple[Schema, list[str]]:
        kept = [feature for feature in (self._image(schema), self._label(schema)) if feature is not None]
        left = [name for name in schema.names if name not in {feature.name for feature in kept}]
        note = f"a folder of pictures holds picture and label; left out: {', '.join(left)}"
        return Schema(tuple(kept)), [note] if left else []

    def _image(self, schema: Schema) -> Feature:
        for name in (self.image,) if self.image else (*_IMAGES, *schema.names):
            if name in schema:
                feature = schema[name]
                is_pixels = feature.dtype == "uint8" and len(feature.shape or ()) == 3 and (feature.shape or ())[2] in (1, 3, 4)
                if (is_pixels or (feature.dtype == "string" and feature.shape == ())) and not feature.optional:
                    if name in _IMAGES or is_pixels or self.image:
                        return feature
        message = (
            f"no feature is a picture: neither encoded (a string called {', '.join(_IMAGES)}, or the option image) "
            f"nor uint8[height,width,3]; there are {schema or 'none'}"
        )
        raise InvalidArgumentError(None, None, message)

    def _label(self, schema: Schema) -> Feature | None:
        for name in (self.label,) if self.label else _LABELS:
            if name in schema and schema[name].shape == () and not schema[name].optional:
                return schema[name]
        if self.label:
            raise InvalidArgumentError(None, None, f"no feature {self.label!r} can be a label; there are {schema}")
        return None

    @contextlib.contextmanager
    def writer(self, path: Path, schema: Schema, compression: str = "") -> Iterator[BatchWriter]:
        name = path_text(path)
        kept, left = self.adapted(schema)
        if left or compression:
            raise InvalidArgumentError(None, None, f"{name}: {left[0] if left else 'pictures have no other compression'}")
        if is_remote(name):
            raise InvalidArgumentError(None, None, f"{name}: folders of pictures are written on local disks only", path=name)
        if os.path.exists(name):
            raise AlreadyExistsError(None, None, f"{name} is there already", path=name)
        with named(name):
            directory = tempfile.mkdtemp(prefix=f".{os.path.basename(name)}.", suffix=".part", dir=os.path.dirname(name) or ".")
            try:
                yield _Writer(directory, self._image(kept), self._label(kept))
                os.chmod(directory, 0o755)
                os.rename(directory, name)
            except BaseException:
                shutil.rmtree(directory, ignore_errors=True)
                raise


class _Writer:
    def __init__(self, directory: str, picture: Feature, label: Feature | None) -> None:
        self._directory = directory
        self._picture = picture
        self._label = label
        self._numbers: dict[str, int] = {}

    def write(self, batch: Batch) -> None:
        labels = [""] * batch.count
        if self._label is not None:
            found = batch.columns[self._label.name].rows()
            labels = [one.decode(errors="replace") if isinstance(one, bytes) else str(one) for one in found]
        for row, (value, label) in enumerate(zip(batch.columns[self._picture.name].rows(), labels, strict=True)):
            contents = value if isinstance(value, bytes) else image.encode_png(value)
            kind = image.kind_of(contents)
            if kind is None:
                raise unfit(self._picture, batch.origin, row, f"a picture; found {contents[:16]!r}")
            if self._label is not None and (not re.match(r"[^/\0]+\Z", label) or label in (".", "..")):
                raise unfit(self._label, batch.origin, row, f"a name for a folder; found {label!r}")
            number = self._numbers[label] = self._numbers.get(label, -1) + 1
            folder = os.path.join(self._directory, label)
            if not number:
                os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, f"{number:06d}.{_EXTENSIONS[kind]}"), "wb") as file:
                file.write(contents)


def _schema(has_labels: bool) -> Schema:
    labels = (Feature("image/class/label", "int64"), Feature("image/class/text", "string")) if has_labels else ()
    texts = (Feature(f"image/{name}", "string") for name in ("encoded", "format"))
    sizes = (Feature(f"image/{name}", "int64") for name in ("height", "width"))
    return Schema((Feature("image/filename", "string"), *labels, *texts, *sizes))


def _labels(path: Path) -> list[str]:
    """The folders of a folder."""
    top = path_text(path)
    return [one for one in sorted(entries(top)) if not one.startswith(".") and is_directory(os.path.join(top, one))]


def _files(path: Path) -> Iterator[tuple[str, int]]:
    """The pictures below a folder, sorted: the path of each in it, and the number of its label."""
    top = path_text(path)
    labels = _labels(path)
    if not labels:
        yield from ((name, 0) for name in _pictures(top, ""))
    for number, label in enumerate(labels):
        yield from ((name, number) for name in _pictures(top, label))


def _pictures(top: str, inner: str) -> Iterator[str]:
    for name in sorted(entries(os.path.join(top, inner))):
        path = os.path.join(inner, name)
        if name.startswith("."):
            continue
        if name.lower().endswith(_SUFFIXES):
            yield path
        elif inner and is_directory(os.path.join(top, path)):
            yield from _pictures(top, path)


def _batch(held: list[tuple[str, int, bytes]], found: Schema, wanted: Schema, top: str) -> Batch:
    names = [os.fsencode(inner) for inner, _, _ in held]
    contents = [data for _, _, data in held]
    sizes = [size for data in contents if (size := size_of(data)) is not None]
    values: dict[str, Any] = {
        "image/filename": names,
        "image/class/label": np.array([label for _, label, _ in held], np.int64),
        "image/class/text": [name.split(b"/")[0] for name in names],
        "image/encoded": contents,
        "image/format": [size.kind.encode() for size in sizes],
        "image/height": np.array([size.height for size in sizes], np.int64),
        "image/width": np.array([size.width for size in sizes], np.int64),
    }
    origin = Records.from_list([b""] * len(held), top, None)
    origin.paths = np.array([os.fsencode(os.path.join(top, inner)) for inner, _, _ in held], object)
    columns = {
        name: Column(Records.from_list(value) if isinstance(value, list) else value)
        for name, value in values.items()
        if name in found
    }
    return batch_of(columns, wanted, len(held), origin)
