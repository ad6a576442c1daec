"""cache: computed once, kept in memory or in files that TensorFlow reads, too."""

from __future__ import annotations

import numpy as np
import pytest
from support.flows.functions import Function
from support.flows.pulling import elements_of

from headrace.formats.checkpoint.bundle_reader import BundleReader
from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import AlreadyExistsError, InvalidArgumentError
from headrace.pipeline.data.flow.batches import Batch
from headrace.pipeline.data.flow.caches import Cache
from headrace.pipeline.data.flow.elements import Elements
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.order import Repeat, Take
from headrace.pipeline.data.flow.sources import Range, TensorSlices


@pytest.fixture
def noted():
    return []


def numbers(noted, n=5):
    return Map(Range(0, n, 1), Function(lambda x: [x * 2], log=noted, in_blocks=False))


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_it_computes_once(tmp_path, noted, kind):
    cached = Cache(numbers(noted), b"" if kind == "memory" else bytes(tmp_path / "kept"))
    assert elements_of(Repeat(cached, 3)) == [0, 2, 4, 6, 8] * 3
    assert len(noted) == 5


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_a_pass_that_is_left_leaves_nothing(tmp_path, noted, kind):
    cached = Cache(numbers(noted), b"" if kind == "memory" else bytes(tmp_path / "kept"))
    assert elements_of(Take(cached, 2)) == [0, 2]
    assert list(tmp_path.iterdir()) == []
    assert elements_of(cached) == [0, 2, 4, 6, 8]
    assert elements_of(cached) == [0, 2, 4, 6, 8]


def test_files_are_those_of_tensorflow(tmp_path):
    texts = np.array([b"a", b"", b"ccc"], object)
    cached = Cache(Batch(TensorSlices([np.arange(3.0), texts]), 2), bytes(tmp_path / "kept"))
    first = elements_of(cached)
    with BundleReader(tmp_path / "kept") as reader:
        assert reader.names() == ["      0_0", "      0_1", "      1_0", "      1_1"]
        assert reader.read("      0_1").tolist() == [b"a", b""]
    again = elements_of(cached)
    assert again == first == [([0.0, 1.0], [b"a", b""]), ([2.0], [b"ccc"])]


def test_two_do_not_write_the_same_files(tmp_path):
    cached = Cache(Range(0, 3, 1), bytes(tmp_path / "kept"))
    one, other = Elements(cached.begin(FOREVER)), Elements(cached.begin(FOREVER))
    one.next(FOREVER)
    with pytest.raises(AlreadyExistsError, match="concurrent caching iterator"):
        other.next(FOREVER)
    one.close()
    assert elements_of(cached) == [0, 1, 2]


def test_only_tensors_are_kept_in_files(tmp_path):
    datasets = TensorSlices([[Range(0, 1, 1)]])
    with pytest.raises(InvalidArgumentError, match="no tensor"):
        elements_of(Cache(datasets, bytes(tmp_path / "kept")))


def test_what_a_caller_changes_is_his_own():
    cached = Cache(Batch(Range(0, 4, 1), 4))
    for _ in range(2):
        elements = Elements(cached.begin(FOREVER))
        (value,) = elements.next(FOREVER)
        assert value.tolist() == [0, 1, 2, 3]
        assert value.base is not None  # so a session copies it
        with pytest.raises(Exception, match="End of sequence"):
            elements.next(FOREVER)
