"""Damage: what is wrong in a TFRecord file, and where."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import DataLossError

HEADER_CRC = "header crc"
DATA_CRC = "data crc"
LENGTH = "implausible length"
TORN = "torn tail"
STRAY = "stray bytes"
COMPRESSION = "compression"


class Damage(NamedTuple):
    """A range of bytes that belongs to no good record.

    Attributes:
      kind: how it begins:
        HEADER_CRC: no record begins at `begin`: what should be a length has another checksum;
        DATA_CRC: there begins a record whose data has another checksum;
        LENGTH: there begins a record that is longer than what is left, and good ones follow before its end;
        TORN: there begins a record that is longer than what is left;
        STRAY: there are fewer bytes at the end than any record has;
        COMPRESSION: from there on nothing can be decompressed, or the end mark of the compressed data is not there.
      begin, end: of the range, in the uncompressed data; [begin, begin] for COMPRESSION.
      record: how many good records come before.
      fact: what was found, in words.
    """

    kind: str
    begin: int
    end: int
    record: int
    fact: str

    def error(self, path: str) -> DataLossError:
        """An error that names the place; `path` is the file's."""
        message = f"{path}: {self.kind} at offset {self.begin}, after {self.record} good records: {self.fact}"
        return DataLossError(None, None, message, path=path, record=self.record, offset=self.begin)
