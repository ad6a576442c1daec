"""Values in temporary files, for formats that say at their head how many will follow."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import numpy as np

from ...columns.batches import Column
from ...columns.schema import Feature
from ...files.paths import named

_PIECE_BYTES = 1 << 22


class Spool:
    """The values of a dense feature, in the order in which they came.

    Attributes:
      rows: how many rows there are.
      longest: bytes in the longest string.
    """

    def __init__(self, feature: Feature) -> None:
        self._feature = feature
        self._data = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._lengths = tempfile.TemporaryFile()  # noqa: SIM115
        self.rows = 0
        self.longest = 0

    def write(self, column: Column) -> None:
        self.rows += len(column)
        with named(tempfile.gettempdir()):
            if not column.is_string:
                self._data.write(np.ascontiguousarray(column.values).data)
                return
            lengths = column.values.lengths
            self.longest = max(self.longest, int(lengths.max(initial=0)))
            self._lengths.write(lengths.astype(np.int64).data)
            self._data.write(b"".join(column.values))

    def pieces(self, dtype: np.dtype) -> Iterator[bytes]:
        """All values as an array of `dtype` holds them, strings with zeros up to its size."""
        self._data.seek(0)
        self._lengths.seek(0)
        if self._feature.dtype != "string":
            while piece := self._data.read(_PIECE_BYTES):
                yield piece
            return
        at_once = max(1, _PIECE_BYTES // dtype.itemsize)
        while piece := self._lengths.read(8 * at_once):
            ends = np.cumsum(np.frombuffer(piece, np.int64)).tolist()
            data = self._data.read(ends[-1])
            yield np.array([data[start:end] for start, end in zip([0, *ends], ends, strict=False)], dtype).tobytes()

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._data.close()
        self._lengths.close()
