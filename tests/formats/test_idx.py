"""IDX files: arrays of every type, and files that are damaged or of another kind."""

from __future__ import annotations

import gzip
import struct

import numpy as np
import pytest

from headrace.formats import errors, idx


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "int32", "float32", "float64"])
@pytest.mark.parametrize("shape", [(3,), (2, 3, 4), (0, 28), ()])
def test_an_array_survives(dtype, shape, tmp_path):
    array = (np.arange(np.prod(shape, dtype=int)) - 1).astype(dtype).reshape(shape)
    path = tmp_path / "f"
    path.write_bytes(idx.dump(array))
    found = idx.read(path)
    np.testing.assert_array_equal(found, array, strict=True)
    assert found.dtype.isnative


def test_the_bytes_are_those_of_mnists_files(tmp_path):
    data = struct.pack(">II", 2049, 3) + bytes([5, 0, 4])
    assert idx.dump(np.array([5, 0, 4], np.uint8)) == data
    (tmp_path / "f.gz").write_bytes(gzip.compress(data))
    assert idx.read(tmp_path / "f.gz").tolist() == [5, 0, 4]


@pytest.mark.parametrize("cut", [-1, -4, 6, 1])
def test_a_file_of_the_wrong_length_is_refused(cut, tmp_path):
    data = idx.dump(np.arange(6, dtype=np.int32).reshape(2, 3))
    data = data[:cut] if cut < 0 else data + bytes(cut)
    (tmp_path / "f").write_bytes(data)
    found = f"{len(data)}" if cut < 0 else "more than 36"
    with pytest.raises(errors.DataLossError, match=rf"f: {found} bytes; an IDX file of shape \[2, 3\] has 36$"):
        idx.read(tmp_path / "f")


@pytest.mark.parametrize("data", [b"", b"\0\0\x08", b"\x89PNG....", b"\0\0\x07\x01\0\0\0\0"])
def test_a_file_of_another_kind_is_refused(data, tmp_path):
    (tmp_path / "f").write_bytes(data)
    with pytest.raises(errors.InvalidArgumentError, match="f: no IDX file, it begins with "):
        idx.read(tmp_path / "f")


def test_a_file_that_ends_within_its_sizes_is_refused():
    with pytest.raises(errors.DataLossError, match="IDX data: 6 bytes"):
        idx.parse(b"\0\0\x08\x02\0\0")


def test_types_that_idx_has_not():
    with pytest.raises(errors.InvalidArgumentError, match="IDX files hold no int64 arrays"):
        idx.dump(np.arange(3))


def test_a_shape_that_no_array_has(tmp_path):
    """Without a byte, as one axis is 0; found by fuzzing."""
    for sizes in ([0xF4F4F4F4, 0, 0xF4F4F4F4], [0] * 70):
        content = struct.pack(f">HBB{len(sizes)}I", 0, 11, len(sizes), *sizes)
        (tmp_path / "f").write_bytes(content)
        with pytest.raises(errors.InvalidArgumentError, match=r"f: shape \["):
            idx.read(tmp_path / "f")
