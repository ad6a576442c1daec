"""Each test has a graph of its own, and files to fail with where it asks for them."""

from __future__ import annotations

import pytest
from support.fixtures import graph

__all__ = ["graph", "place"]


@pytest.fixture
def place(tmp_path, monkeypatch) -> str:
    """The working directory, in which there are a directory `directory` and a file `file` of three bytes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "directory").mkdir()
    (tmp_path / "file").write_bytes(b"abc")
    return str(tmp_path)
