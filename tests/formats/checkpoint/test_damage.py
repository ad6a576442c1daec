"""Damaged checkpoints: an error or the right values, never wrong values."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from headrace.formats import errors
from headrace.formats.checkpoint import BundleWriter, TensorSlice, element_types, open_checkpoint, table_reader, varints
from headrace.formats.checkpoint.snappy import decompressed
from headrace.formats.checkpoint.table_writer import table
from headrace.formats.checkpoint.v1_writer import V1Writer
from headrace.formats.proto.checkpoint_pb2 import BundleEntryProto, BundleHeaderProto

FLOAT, STRING, BOOL = 1, 7, 10
VALUES = {
    "bias": (FLOAT, np.array([1.5, -2], np.float32)),
    "flags": (BOOL, np.array([True, False])),
    "none": (FLOAT, np.zeros((0, 2), np.float32)),
    "text": (STRING, np.array([b"ab", b""], object)),
    "whole": (FLOAT, np.arange(4, dtype=np.float32)),
}


def write(writer) -> None:
    with writer:
        for name, (kind, value) in VALUES.items():
            if name == "whole":
                for start in (0, 2):
                    part = TensorSlice(((start, 2),))
                    writer.add(name, kind, value[start : start + 2], value.shape, part)
            else:
                writer.add(name, kind, value)
        writer.finish()


def read(prefix) -> dict[str, list]:
    with open_checkpoint(prefix) as reader:
        return {name: [str(value.dtype), value.tolist()] for name in reader.names() for value in [reader.read(name)]}


RIGHT = {name: [str(value.dtype), value.tolist()] for name, (_, value) in VALUES.items()}


@pytest.mark.parametrize(("kind", "suffix"), [(BundleWriter, ".index"), (BundleWriter, ".data-00000-of-00001"), (V1Writer, "")])
def test_every_byte_flipped_gives_an_error_or_the_right_values(kind, suffix, tmp_path):
    write(kind(tmp_path / "model"))
    assert read(tmp_path / "model") == RIGHT
    path = tmp_path / f"model{suffix}"
    good = path.read_bytes()
    refused = 0
    for at in range(len(good)):
        for flipped in (good[at] ^ 1, good[at] ^ 0x80, good[at] ^ 0xFF):
            path.write_bytes(good[:at] + bytes((flipped,)) + good[at + 1 :])
            try:
                found = read(tmp_path / "model")
            except errors.OpError as error:
                found = error
                refused += 1
            assert found == RIGHT or str(tmp_path / "model") in found.message
    assert refused > 2.5 * len(good) - 200  # but for the padding of the footer


@pytest.mark.parametrize(("kind", "suffix"), [(BundleWriter, ".index"), (BundleWriter, ".data-00000-of-00001"), (V1Writer, "")])
def test_a_file_cut_off_anywhere_is_refused(kind, suffix, tmp_path):
    write(kind(tmp_path / "model"))
    path = tmp_path / f"model{suffix}"
    good = path.read_bytes()
    for length in range(len(good)):
        path.write_bytes(good[:length])
        with pytest.raises(errors.OpError):
            read(tmp_path / "model")


def test_an_index_whose_entries_do_not_fit_the_data_is_refused(tmp_path):
    write(BundleWriter(tmp_path / "model"))
    path = tmp_path / "model.index"
    entries = dict(table_reader.entries(path.read_bytes(), "index", 1 << 20))

    def with_entry(**fields):
        from headrace.formats.proto.checkpoint_pb2 import BundleEntryProto

        message = BundleEntryProto.FromString(entries[b"bias"])
        for field, value in fields.items():
            setattr(message, field, value)
        changed = {**entries, b"bias": message.SerializeToString()}
        path.write_bytes(table(sorted(changed.items())))
        return open_checkpoint(tmp_path / "model")

    assert with_entry().read("bias").tolist() == [1.5, -2]
    for fields, text in [
        ({"size": 4}, r"the index says 4 bytes for 2 elements of type float; tensor 'bias' in .*model.index"),
        ({"dtype": 2}, "the index says 8 bytes for 2 elements of type double"),
        ({"shard_id": 1}, "the index says shard 1 of 1"),
        ({"offset": 4}, "Checksum does not match: stored .* tensor 'bias' at byte 4 in .*model.data-00000-of-00001"),
        ({"offset": 1000}, "Read less bytes than requested; tensor 'bias' at byte 1000"),
    ]:
        with pytest.raises(errors.OpError, match=text):
            with_entry(**fields).read("bias")


def test_a_partitioned_tensor_of_which_a_part_is_missing_is_refused(tmp_path):
    with BundleWriter(tmp_path / "model") as writer:
        writer.add("w", FLOAT, np.zeros(2, np.float32), (4,), TensorSlice(((0, 2),)))
        writer.finish()
    reader = open_checkpoint(tmp_path / "model")
    assert reader.read_slice("w", TensorSlice.parse("0,2")).tolist() == [0, 0]
    with pytest.raises(errors.DataLossError, match="its slices hold 2 of 4 elements; tensor 'w' in"):
        reader.read("w")


def test_tables_compressed_by_snappy_are_read(tmp_path):
    literal = bytes([len(b"headrace"), (8 - 1) << 2]) + b"headrace"
    assert decompressed(literal, 8) == b"headrace"
    copies = bytes([20, 1 << 2]) + b"ab" + bytes([(4 << 2) | 1, 2]) + bytes([(9 << 2) | 2, 2, 0])
    assert decompressed(copies, 20) == b"ab" * 10
    for broken in (b"\x05\x00", bytes([4, 0, 97, 1, 9]), b""):
        with pytest.raises(ValueError):
            decompressed(broken, 100)


def test_a_compressed_block_is_no_larger_than_it_may_be_and_than_its_bytes_can_make(tmp_path):
    copies = bytes([20, 1 << 2]) + b"ab" + bytes([(4 << 2) | 1, 2]) + bytes([(9 << 2) | 2, 2, 0])
    with pytest.raises(ValueError, match="makes 20 bytes of 9, 19 may be"):
        decompressed(copies, 19)
    with pytest.raises(ValueError, match="makes 1000000 bytes of 7"):
        decompressed(varints.encoded(1_000_000) + copies[1:5], 1 << 30)
    made_before_the_end = varints.encoded(8) + b"\x00a" + b"\xfe\x01\x00" * 1000  # a byte, then copies of 64
    with pytest.raises(ValueError, match="makes 65 bytes, not 8"):
        decompressed(made_before_the_end, 1 << 30)


@pytest.mark.parametrize(
    ("kind", "shape", "size", "text"),
    [
        (element_types.STRING, [1 << 31], 50, "the index says 50 bytes for 2147483648 elements of type string"),
        (element_types.STRING, [100_000_000], 50, "the index says 50 bytes for 100000000 elements of type string"),
        (FLOAT, [1 << 40], 1 << 42, "Read less bytes than requested"),
        (FLOAT, [1] * 100, 4, "no array has its shape"),
        (FLOAT, [1 << 62, 1 << 62, 0], 0, "no array has its shape"),
    ],
)
def test_what_an_index_claims_is_held_against_the_bytes_before_memory_is_taken(kind, shape, size, text, tmp_path):
    header, entry = BundleHeaderProto(num_shards=1), BundleEntryProto(dtype=kind, size=size)
    header.version.producer = 1
    for length in shape:
        entry.shape.dim.add(size=length)
    (tmp_path / "model.index").write_bytes(table([(b"", header.SerializeToString()), (b"w", entry.SerializeToString())]))
    (tmp_path / "model.data-00000-of-00001").write_bytes(bytes(100))
    tracemalloc.start()
    try:
        with pytest.raises(errors.OpError, match=f"{text}.*; tensor 'w'.* {tmp_path}") as caught:
            open_checkpoint(tmp_path / "model").read("w")
        assert tracemalloc.get_traced_memory()[1] < 1 << 22
    finally:
        tracemalloc.stop()
    assert caught.value.path.startswith(f"{tmp_path}/model")


@pytest.mark.parametrize(
    ("shared", "unshared", "length", "fits"),
    [(0, 3, 2, True), (1, 3, 2, False), (0, 4, 2, False), (0, 3, 3, False), (0, 6, 0, False)],
)
def test_an_entry_of_a_block_that_reaches_beyond_it_is_refused(shared, unshared, length, fits):
    """Behind checksums that are right, as in a hostile file."""
    block = bytes([shared, unshared, length]) + b"keyvv" + bytes(4) + b"\x01\0\0\0"
    if fits:
        assert list(table_reader._entries_of(memoryview(block))) == [(b"key", b"vv")]
    else:
        with pytest.raises(ValueError, match="an entry does not fit into it"):
            list(table_reader._entries_of(memoryview(block)))
