"""The pictures of a row as files."""

from __future__ import annotations

import io

import numpy as np
import pytest

from headrace.formats.tables import pictures

pillow = pytest.importorskip("PIL.Image")


def test_compressed_pictures_are_written_as_they_are_and_pixels_as_png(tmp_path):
    file = io.BytesIO()
    pillow.new("RGB", (4, 3)).save(file, "JPEG")
    pixels = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    row = {"a/b": file.getvalue(), "pixels": pixels, "text": b"no picture", "label": np.int64(3), "wide": pixels.astype(int)}
    written = pictures.save(row, tmp_path / "out", "7")
    assert written == [str(tmp_path / "out/7-a_b.jpg"), str(tmp_path / "out/7-pixels.png")]
    assert (tmp_path / "out/7-a_b.jpg").read_bytes() == file.getvalue()
    assert (np.array(pillow.open(written[1])) == pixels).all()
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_row_without_pictures_makes_no_directory(tmp_path):
    assert pictures.save({"x": b"text"}, tmp_path / "out", "0") == []
    assert not (tmp_path / "out").exists()
