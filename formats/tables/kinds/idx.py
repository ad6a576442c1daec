"""IDX files, such as MNIST's: one array, whose first axis are the rows.

An array of one axis is the feature `label`, others are `image`. Beside a file whose name says `images` and `idx3` (or any
number) the labels are looked for under the name that says `labels` and `idx1`; both are read together.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator

import numpy as np

from ... import fixed_length, idx
from ...columns.batches import Batch, Column, side_by_side
from ...columns.fitting import batch_of
from ...columns.schema import Feature, Schema
from ...errors import DataLossError, InvalidArgumentError
from ...files import AUTO, Path, path_text
from ...files.directories import exists
from ...quarantine import OnDamage
from .kind import Kind, Progress, check_names


@dataclasses.dataclass(frozen=True)
class IDXKind(Kind):
    """Options:
    labels: the file of the labels; "" for none, None to look for it.
    """

    labels: str | None = None

    name = "idx"
    suffixes = (".idx", "-ubyte")

    def recognises(self, head: bytes, path: str) -> bool:
        try:
            found = idx.Head.of(head, path)
        except InvalidArgumentError:
            return False
        return 0 < len(found.shape) <= (len(head) - 4) // 4

    def count(self, path: Path, progress: Progress | None = None) -> int:
        return _rows(path)

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        files = [path_text(path), *self._labels_of(path)]
        counts = [_rows(one) for one in files]
        if len(set(counts)) > 1:
            message = f"{files[0]} has {counts[0]} rows, {files[1]} has {counts[1]}"
            raise InvalidArgumentError(None, None, message, path=files[1])
        features = [_feature(one) for one in files]
        if len(features) == 2 and features[0].name == features[1].name:
            features[1] = dataclasses.replace(features[1], name="label" if features[0].name != "label" else "value")
        return Schema(tuple(features))

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
        files = [path_text(path), *self._labels_of(path)]
        kept = [both for both in zip(files, found, strict=True) if both[1].name in wanted]
        parts = [_read(one, feature) for one, feature in kept or [(files[0], found.features[0])]]
        for batch in side_by_side(parts):
            yield batch_of(batch.columns, wanted, batch.count, batch.origin)
            if progress is not None and batch.origin is not None:
                progress(batch.count, int(batch.origin.lengths.sum()))

    def _labels_of(self, path: Path) -> list[str]:
        text = path_text(path)
        if self.labels is not None:
            return [self.labels] if self.labels else []
        directory, sign, base = text.rpartition("/")
        beside = re.sub(r"idx\d", "idx1", base.replace("images", "labels"))
        names = [beside, beside.removesuffix(".gz"), f"{beside}.gz"] if "images" in base else []
        return [one for one in (f"{directory}{sign}{name}" for name in names) if exists(one)][:1]


def _feature(path: str) -> Feature:
    head = idx.head(path)
    name = "label" if len(head.shape) == 1 else "image"
    return Feature(name, head.dtype.newbyteorder("=").name, head.shape[1:])


def _rows(path: Path) -> int:
    name, head = path_text(path), idx.head(path)
    if not head.shape:
        raise InvalidArgumentError(None, None, f"{name}: an IDX file without axes has no rows", path=name)
    return head.shape[0]


def _read(path: str, feature: Feature) -> Iterator[Batch]:
    head = idx.head(path)
    size = head.dtype.itemsize * math.prod(head.shape[1:])
    if not size:
        raise InvalidArgumentError(None, None, f"{path}: its rows hold no values; its shape is {[*head.shape]}", path=path)
    count = 0
    for block in fixed_length.read(path, record_bytes=size, header_bytes=head.begin, compression=AUTO, strict=True):
        rows = block.as_matrix(size)
        values = rows.view(head.dtype) if rows.flags.c_contiguous else np.ascontiguousarray(rows).view(head.dtype)
        native = values.astype(head.dtype.newbyteorder("="), copy=False)
        count += len(block)
        yield Batch({feature.name: Column(native.reshape(-1, *head.shape[1:]))}, len(block), block)
    if count != head.shape[0]:
        found = f"{path}: {count} rows were found; an IDX file of shape {list(head.shape)} has {head.shape[0]}"
        raise DataLossError(None, None, found, path=path, record=count)
