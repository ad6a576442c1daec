"""The binary files of CIFAR-10 and CIFAR-100: a record is the label (of CIFAR-100: the coarse one, then the fine one), then an
image of 32 by 32 as all its reds, greens and blues.

Features in the file's order: `label`, or `coarse_label` and `label`, and `image`, all uint8. Source:
https://www.cs.toronto.edu/~kriz/cifar.html.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import ClassVar

from ... import fixed_length
from ...columns.batches import Batch, Column
from ...columns.fitting import batch_of, unfit
from ...columns.schema import Feature, Schema
from ...errors import OpError
from ...files import AUTO, Path
from ...files.directories import status
from ...quarantine import OnDamage
from ...records import Records
from .kind import Kind, Progress, check_names, decoded

_SIDE, _PLANES = 32, 3
_IMAGE_BYTES = _SIDE * _SIDE * _PLANES


@dataclasses.dataclass(frozen=True)
class CIFAR10Kind(Kind):
    """Options:
    planes: whether images stay as they lie in the file, [3, 32, 32], and are not made [32, 32, 3].
    """

    planes: bool = False

    name = "cifar10"
    suffixes = ()
    labels: ClassVar[dict[str, int]] = {"label": 10}

    @property
    def _record_bytes(self) -> int:
        return len(self.labels) + _IMAGE_BYTES

    def recognises(self, head: bytes, path: str) -> bool:
        heads = [head[start : start + len(self.labels)] for start in range(0, len(head), self._record_bytes)]
        if len(head) < self._record_bytes or not path.removesuffix(".gz").endswith(".bin"):
            return False
        if not all(label < most for one in heads for label, most in zip(one, self.labels.values(), strict=False)):
            return False
        try:
            return path.endswith(".gz") or status(path).length % self._record_bytes == 0
        except OpError:
            return True

    def _schema(self) -> Schema:
        shape = (_PLANES, _SIDE, _SIDE) if self.planes else (_SIDE, _SIDE, _PLANES)
        labels = (Feature(name, "uint8") for name in self.labels)
        return Schema((*labels, Feature("image", "uint8", shape)))

    def count(self, path: Path, progress: Progress | None = None) -> int:
        return sum(len(block) for block in self._blocks(path, progress))

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        return self._schema()

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        wanted = self._schema() if schema is None else schema
        check_names(wanted, self._schema().names, path)
        for block in self._blocks(path, progress):
            yield from decoded(block, lambda records: self._batch(records, wanted), on_damage)

    def _batch(self, records: Records, wanted: Schema) -> Batch:
        matrix = records.as_matrix(self._record_bytes)
        found = {}
        for index, (name, most) in enumerate(self.labels.items()):
            bad = matrix[:, index] >= most
            if bad.any():
                row = int(bad.argmax())
                raise unfit(Feature(name, "uint8"), records, row, f"below {most}; found {matrix[row, index]}")
            found[name] = Column(matrix[:, index])
        images = matrix[:, len(self.labels) :].reshape(-1, _PLANES, _SIDE, _SIDE)
        found["image"] = Column(images if self.planes else images.transpose(0, 2, 3, 1))
        return batch_of(found, wanted, len(records), records)

    def _blocks(self, path: Path, progress: Progress | None) -> Iterator[Records]:
        for block in fixed_length.read(path, record_bytes=self._record_bytes, compression=AUTO, strict=True):
            yield block
            if progress is not None:
                progress(len(block), len(block) * self._record_bytes)


@dataclasses.dataclass(frozen=True)
class CIFAR100Kind(CIFAR10Kind):
    name = "cifar100"
    labels: ClassVar[dict[str, int]] = {"coarse_label": 20, "label": 100}
