"""Checkpoints that TensorFlow wrote are read to its values, and written again to its bytes."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from support import checkpoints, golden

from headrace.formats import errors
from headrace.formats.checkpoint import BundleReader, BundleWriter, TensorSlice, V1Reader, merge, open_checkpoint
from headrace.formats.checkpoint.slices import parse_spec

RESTORE = golden.load("checkpoint_v2/restore.json")
FLOAT, INT32, STRING = 1, 3, 7


@pytest.mark.parametrize("prefix", checkpoints.CHECKPOINTS.values(), ids=list(checkpoints.CHECKPOINTS))
def test_every_value_of_a_checkpoint_of_tensorflow_is_read(prefix):
    with open_checkpoint(golden.DIRECTORY / prefix) as reader:
        expected = list(checkpoints.values(prefix))
        assert reader.names() == sorted(name for name, _, _ in expected)
        wrong = [name for name, value, cell in expected if not checkpoints.agrees(reader.read(name), value, cell)]
        assert wrong == []


def test_a_value_is_read_into_an_array_that_is_there():
    with open_checkpoint(golden.DIRECTORY / "checkpoint_v2/all/model-1234") as reader:
        weights, part = np.zeros((3, 4), np.float32), np.zeros((7, 6), np.float32)[:, ::2]
        assert reader.read("matrices/w", weights) is weights
        assert weights.tolist() == reader.read("matrices/w").tolist()
        assert reader.read("part/rows", part) is part
        assert part.tolist() == np.arange(21).reshape(7, 3).tolist()


@pytest.mark.parametrize("prefix", list(checkpoints.CHECKPOINTS.values())[:2])
def test_a_checkpoint_written_again_has_the_same_bytes(prefix, tmp_path):
    path = golden.DIRECTORY / prefix
    with BundleReader(path) as reader, BundleWriter(tmp_path / "again") as writer:
        for name in reader.names():
            entry = reader.entry(name)
            for part in entry.slices or [None]:
                value = reader.read(name) if part is None else reader.read_slice(name, part)
                writer.add(name, entry.dtype, value, entry.shape, part)
        writer.finish()
    for suffix in (".index", ".data-00000-of-00001"):
        assert (tmp_path / f"again{suffix}").read_bytes() == path.with_name(path.name + suffix).read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_table_of_several_blocks_has_the_bytes_of_tensorflows(tmp_path):
    with BundleWriter(tmp_path / "model") as writer:
        for i in range(300):
            digests = "".join(hashlib.sha512(f"{i}:{k}".encode()).hexdigest() for k in range(8))
            writer.add(f"blk{i * 40503 & 0xFFFF:04x}/{digests}", FLOAT, np.float32(i))
        writer.finish()
    index = (tmp_path / "model.index").read_bytes()
    assert hashlib.sha256(index).hexdigest() == "1b2d0d906444f80810123c6b92f1319668ff40d86eef1d267ce03dcd616ccf2a"
    reader = BundleReader(tmp_path / "model")
    assert sorted(float(reader.read(name)) for name in reader.names()) == list(range(300))


def test_bundles_are_merged_to_tensorflows_bytes(tmp_path):
    path = golden.DIRECTORY / "checkpoint_v2/sharded/model-5"
    sources = [tmp_path / "model_temp" / f"part-0000{k}-of-00002" for k in range(2)]
    with BundleReader(path) as reader:
        with BundleWriter(sources[0]) as writer:
            writer.add("a", FLOAT, reader.read("a"))
            writer.finish()
        with BundleWriter(sources[1]) as writer:
            writer.add("b", FLOAT, reader.read("b"))
            for part in reader.entry("part").slices:
                writer.add("part", FLOAT, reader.read_slice("part", part), (4, 2), part)
            writer.finish()
    merge(sources, tmp_path / "model")
    names = [f"model{suffix}" for suffix in (".data-00000-of-00002", ".data-00001-of-00002", ".index")]
    assert sorted(file.name for file in tmp_path.iterdir()) == names
    for name in names:
        assert (tmp_path / name).read_bytes() == path.with_name(name.replace("model", "model-5")).read_bytes()


def test_merging_two_tensors_of_one_name_is_refused(tmp_path):
    for k in range(2):
        with BundleWriter(tmp_path / f"part-{k}") as writer:
            writer.add("w", FLOAT, np.float32(k))
            writer.finish()
    with pytest.raises(errors.InvalidArgumentError, match="Duplicate tensor keyed by w encountered, when merging prefix: "):
        merge([tmp_path / "part-0", tmp_path / "part-1"], tmp_path / "model")
    assert float(open_checkpoint(tmp_path / "part-1").read("w")) == 1


def test_what_is_in_a_checkpoint_is_described_as_tensorflow_does():
    reader = BundleReader(golden.DIRECTORY / "checkpoint_v2/all/model-1234")
    lines = RESTORE["debug_string of all/model-1234"].splitlines()
    assert reader.debug_string().splitlines() == lines


@pytest.mark.parametrize(
    "case", list(RESTORE["RestoreV2 of checkpoint_v2/all/model-1234: name | shape_and_slice | dtype"].items())
)
def test_parts_of_tensors_are_read(case):
    (name, spec, kind), expected = case[0].split(" | "), case[1]
    reader = BundleReader(golden.DIRECTORY / "checkpoint_v2/all/model-1234")
    if spec == "4 3 -:-" or kind == "int32":
        return  # the op compares shapes and types
    if "error" in expected:
        with pytest.raises((errors.NotFoundError, ValueError)) as caught:
            reader.read_slice(name, parse_spec(spec)[1]) if spec else reader.read(name)
        assert str(caught.value).split(";")[0] in expected["error"]["message"]
        return
    value = reader.read_slice(name, parse_spec(spec)[1]) if spec else reader.read(name)
    assert list(value.shape) == expected["shape"]
    if kind == "string":
        assert all(golden.equals(*pair) for pair in zip(value.tolist(), expected["values"], strict=True))
    else:
        assert value.reshape(-1).tolist() == expected["values"]


@pytest.mark.parametrize("case", [name for name in RESTORE if name.startswith("damaged: ")])
def test_damaged_files_are_told_apart_in_tensorflows_words(case, monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)
    recorded = RESTORE[case]["error"]
    with pytest.raises(errors.OpError) as caught:
        BundleReader("checkpoint_v2/damaged/" + case.partition(": ")[2]).read("v")
    text = recorded["message"].rpartition("Original error:\n\n")[2]
    assert caught.value.message.startswith(text)
    assert caught.value.error_code == recorded["code"]
    assert "checkpoint_v2/damaged/" in caught.value.message  # the file
    assert not case.startswith("damaged: data_b") or "tensor 'v'" in caught.value.message


def test_version_1_says_what_it_does_not_have(monkeypatch):
    monkeypatch.chdir(golden.DIRECTORY)
    text = golden.load("checkpoint_v1/support.json")["restore missing key"]["error"]["message"]
    with pytest.raises(errors.NotFoundError) as caught:
        V1Reader("checkpoint_v1/all/model.ckpt-77").read("nope")
    assert text.endswith(caught.value.message)
    with pytest.raises(errors.NotFoundError, match="Failed to find any matching files for nowhere/model"):
        open_checkpoint("nowhere/model")


def test_what_cannot_be_saved_is_refused(tmp_path):
    with BundleWriter(tmp_path / "model") as writer:
        writer.add("w", FLOAT, np.float32(1))
        with pytest.raises(errors.InvalidArgumentError, match="Adding duplicate key: w"):
            writer.add("w", FLOAT, np.float32(1))
        with pytest.raises(errors.InvalidArgumentError, match="an array of float64 is no tensor of type int32; tensor 'v'"):
            writer.add("v", INT32, np.float64(1))
        with pytest.raises(errors.InvalidArgumentError, match=r"Slice 0,2 of 'p' has the shape .2., the value .3."):
            writer.add("p", FLOAT, np.zeros(3, np.float32), (4,), TensorSlice.parse("0,2"))
    assert list(tmp_path.iterdir()) == []


def test_text_and_big_endian_arrays_are_written(tmp_path):
    with BundleWriter(tmp_path / "model") as writer:
        writer.add("text", STRING, np.array([["a", "été"]], object))
        writer.add("big", INT32, np.arange(3, dtype=">i4"))
        writer.add("columns", INT32, np.arange(6, dtype=np.int32).reshape(2, 3).T)
        writer.finish()
    reader = open_checkpoint(tmp_path / "model")
    assert reader.read("text").tolist() == [[b"a", "été".encode()]]
    assert reader.read("big").tolist() == [0, 1, 2]
    assert reader.read("columns").tolist() == [[0, 3], [1, 4], [2, 5]]
