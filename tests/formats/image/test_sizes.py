"""Sizes of images by their first bytes."""

from __future__ import annotations

import io

import pytest

from headrace.formats.image.sizes import Size, size_of

pillow = pytest.importorskip("PIL.Image")


def encoded(kind: str, **options) -> bytes:
    file = io.BytesIO()
    pillow.new("RGB", (37, 21)).save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"exif": b"Exif\0\0" + bytes(500), "comment": b"\xff\xc0 is no frame here"}),
        ("GIF", {}),
        ("BMP", {}),
    ],
)
def test_kind_height_and_width(kind, options):
    assert size_of(encoded(kind, **options)) == Size(kind, 21, 37)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP"])
def test_a_cut_image_has_no_size_or_the_right_one(kind):
    whole = encoded(kind)
    assert {size_of(whole[:end]) for end in range(len(whole))} <= {None, Size(kind, 21, 37)}


@pytest.mark.parametrize("content", [b"", b"text", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x00" * 3, b"BM"])
def test_what_is_no_image_has_none(content):
    assert size_of(content) is None
