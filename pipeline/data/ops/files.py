"""Ops whose datasets are the records of files."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..flow.files import Files, fixed_length_records, text_lines, tf_records
from .declared import plain


def names_of(value: Any) -> list[bytes]:
    """A string, or a vector of them, as a list."""
    return np.atleast_1d(np.asarray(value, object)).tolist()


def compression_of(value: bytes) -> str:
    """How files are compressed."""
    return value.decode()


def _lines(names: Any, compression: bytes, buffer_size: int) -> Files:
    return text_lines(names_of(names), compression_of(compression))


def _records(names: Any, compression: bytes, buffer_size: int) -> Files:
    return tf_records(names_of(names), compression_of(compression))


def _fixed(names: Any, header: int, record: int, footer: int, buffer_size: int, compression: bytes = b"") -> Files:
    return fixed_length_records(names_of(names), record, header, footer, compression_of(compression))


_LINES = "filenames: string, compression_type: string, buffer_size: int64"
TEXT_LINES = plain("TextLineDataset", _LINES, _lines, "")
TFRECORDS = plain("TFRecordDataset", _LINES, _records, "")
_SIZES = "filenames: string, header_bytes: int64, record_bytes: int64, footer_bytes: int64, buffer_size: int64"
FIXED_LENGTH = plain("FixedLengthRecordDataset", _SIZES, _fixed, "")
FIXED_LENGTH_V2 = plain("FixedLengthRecordDatasetV2", f"{_SIZES}, compression_type: string", _fixed, "")
