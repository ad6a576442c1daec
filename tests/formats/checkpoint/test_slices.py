"""Parts of tensors: how they are spelled and under which keys they lie."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from headrace.formats.checkpoint import BundleWriter, TensorSlice, open_checkpoint
from headrace.formats.checkpoint.slices import parse_spec, slice_key

FLOAT = 1


@pytest.mark.parametrize(
    ("number", "code"),
    [(0, "80"), (3, "83"), (64, "c040"), (150, "c096"), (-1, "7f"), (-65, "3fbf"), (8192, "e02000"), (63, "bf")],
)
def test_numbers_in_keys(number, code):
    assert slice_key(b"w", TensorSlice(((number, -1),))).hex() == "00" + b"w".hex() + "0001" + "0101" + code + "7f"


def test_keys_sort_as_names_and_numbers_do():
    names = [b"", b"\0", b"\0\0", b"a", b"a\0", b"a\xff", b"a\xff\xff", b"b"]
    numbers = sorted(sign * (1 << bits) + more for bits in range(62) for sign in (1, -1) for more in (0, -1))
    by_name = [slice_key(name, TensorSlice.whole(0)) for name in names]
    by_number = [slice_key(b"w", TensorSlice(((number, 5),))) for number in numbers]
    for keys in (by_name, by_number):
        assert keys == sorted(keys)
    assert len(set(by_name)) == len(names)


def test_a_scalar_has_a_key_without_dimensions():
    assert slice_key(b"w", TensorSlice(())) == b"\0w\0\1\0"


def test_specs():
    assert parse_spec("7 3 0,2:-") == ((7, 3), TensorSlice(((0, 2), (0, -1))))
    assert str(parse_spec("7 3 0,2:-")[1]) == "0,2:-"
    for text, message in [
        ("7 3 0,2", "Slice 0,2 has 1 dimensions, the tensor 2"),
        ("7 3 6,2:-", r"Extent in dimension 0 out of bounds: shape = \[7,3\], slice = 6,2:-"),
        ("7 3 0;2:-", "Expected a pair of numbers or '-' but got '0;2'"),
        ("x 3 0,2:-", "Non numerical dimension in shape_and_slice"),
        ("-", "Need least two elements in shape_and_slice specification: -"),
    ]:
        with pytest.raises(ValueError, match=message):
            parse_spec(text)


def test_any_part_of_any_division_is_read(tmp_path):
    whole = np.arange(42, dtype=np.float32).reshape(6, 7)
    rows, columns = [(0, 2), (2, 1), (3, 3)], [(0, 5), (5, 2)]
    name = "odd \x00 name \udcff"
    with BundleWriter(tmp_path / "model") as writer:
        for row, column in itertools.product(rows, columns):
            part = TensorSlice((row, column))
            writer.add(name, FLOAT, whole[part.within(whole.shape)], whole.shape, part)
        writer.finish()
    with open_checkpoint(tmp_path / "model") as reader:
        assert reader.names() == [name]
        assert reader.read(name).tolist() == whole.tolist()
        for part in (TensorSlice(((1, 4), (4, 2))), TensorSlice(((2, 1), (0, 5))), TensorSlice(((5, 1), (0, -1)))):
            assert reader.read_slice(name, part).tolist() == whole[part.within(whole.shape)].tolist()
