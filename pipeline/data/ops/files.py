"""Ops whose datasets are the records of files."""

from __future__ import annotations

from typing import Any

from .declared import plain

PENDING: Any = None

TEXT_LINES = plain(
    "TextLineDataset", "filenames: string, compression_type: string, buffer_size: int64", lambda *a: PENDING(*a), ""
)
TFRECORDS = plain(
    "TFRecordDataset", "filenames: string, compression_type: string, buffer_size: int64", lambda *a: PENDING(*a), ""
)
_SIZES = "filenames: string, header_bytes: int64, record_bytes: int64, footer_bytes: int64, buffer_size: int64"
FIXED_LENGTH = plain("FixedLengthRecordDataset", _SIZES, lambda *a: PENDING(*a), "")
FIXED_LENGTH_V2 = plain("FixedLengthRecordDatasetV2", f"{_SIZES}, compression_type: string", lambda *a: PENDING(*a), "")
