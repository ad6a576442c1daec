"""What a checkpoint holds, of either version, by any of its names."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from support import checkpoints, golden

from headrace.formats.errors import DataLossError, NotFoundError
from headrace.graph.checkpoints import contents

V1, V2 = golden.DIRECTORY / "checkpoint_v1/all", golden.DIRECTORY / "checkpoint_v2/all"


@pytest.mark.parametrize(("directory", "name", "version"), [(V1, "model.ckpt-77", 1), (V2, "model-1234", 2)])
def test_names_types_and_shapes_are_those_of_the_values(directory, name, version):
    found = contents.contents(directory / name)
    assert (found.prefix, found.version) == (str(directory / name), version)
    recorded = {key: value for key, value, _ in checkpoints.values(f"{directory.parent.name}/all/{name}")}
    assert {one.name: one.shape for one in found.tensors} == {key: value.shape for key, value in recorded.items()}
    assert [one.name for one in found.tensors] == sorted(recorded)
    types = {one.name: one.dtype for one in found.tensors}
    assert types["matrices/f16"] == "float16"
    assert types["strings/vec"] == "string"
    assert {one.name: one.slices for one in found.tensors}["part/rows"] == 3


@pytest.mark.parametrize(("directory", "name"), [(V1, "model.ckpt-77"), (V2, "model-1234")])
def test_values_are_those_that_were_stored(directory, name):
    for key, value, cell in checkpoints.values(f"{directory.parent.name}/all/{name}"):
        if "bf16" not in key:
            assert checkpoints.agrees(contents.value(directory, key), value, cell), key


def test_bfloat16_comes_as_the_number_that_it_is():
    stored = next(value for key, value, _ in checkpoints.values("checkpoint_v2/all/model-1234") if key == "vectors/bf16")
    found = contents.value(V2, "vectors/bf16")
    assert found.dtype == np.float32
    assert (found.view(np.uint32) >> 16 == stored).all()
    assert not (found.view(np.uint32) & 0xFFFF).any()


@pytest.mark.parametrize("name", ["", "model-1234", "model-1234.index", "model-1234.data-00000-of-00001"])
def test_any_of_its_names_will_do(name):
    assert contents.prefix_of(V2 / name) == str(V2 / "model-1234")


def test_a_saved_model_is_a_directory_with_a_checkpoint():
    assert [one.name for one in contents.contents(golden.DIRECTORY / "saved_model").tensors] == ["w"]


def test_a_directory_without_state_says_what_it_holds(tmp_path):
    shutil.copy(V2 / "model-1234.index", tmp_path)
    with pytest.raises(NotFoundError, match="it holds model-1234"):
        contents.contents(tmp_path)


def test_near_names_are_told():
    with pytest.raises(NotFoundError, match="'matrices/W'; near it are matrices/w"):
        contents.value(V2, "matrices/W")


def test_damage_is_an_error():
    with pytest.raises(DataLossError):
        contents.contents(golden.DIRECTORY / "checkpoint_v2/damaged/index_magic")
