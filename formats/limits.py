"""Limits: the memory that a file may claim before anybody knows that it holds so much, and the time that others may take.

A plain file tells its size, and nothing in it is longer. Compressed data, pipes, devices and some remote files tell none:
a megabyte of GZIP can be one line of a gigabyte. There these limits hold; a program that needs more sets them:

    from headrace.formats import limits
    limits.unsized_bytes = 1 << 30
"""

from __future__ import annotations

unsized_bytes: int = 1 << 27
"""Bytes of one line, record or whole file, where what is read does not tell its size. More is a ResourceExhaustedError."""

compression_ratio: int = 64
"""In compressed data a line or record may be this many times as long as the compressed file, if that is more."""

pipe_writer_seconds: float | None = 3.0
"""Seconds to wait for somebody to open a named pipe for writing, after which it is a FailedPreconditionError; None: for ever.

Once somebody writes to it there is no limit.
"""

remote_pauses: tuple[float, ...] = (0.2, 0.5, 1.5, 4.0)
"""Seconds between attempts to read what is behind a URL, after errors that may pass; with one more attempt than pauses."""
