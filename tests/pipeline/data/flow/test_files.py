"""Files: records in blocks, errors in their places and with them, shuffled and interleaved as they are."""

from __future__ import annotations

import gzip
import random

import numpy as np
import pytest
from support.flows.functions import Function
from support.flows.pulling import elements_of

from headrace.formats.records import Records
from headrace.formats.tfrecord.python_io import TFRecordWriter
from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import DataLossError, InvalidArgumentError, NotFoundError, OpError, OutOfRangeError, invalid
from headrace.pipeline.data.flow.elements import Elements
from headrace.pipeline.data.flow.files import fixed_length_records, text_lines, tf_records
from headrace.pipeline.data.flow.interleaves import FlatMap, Interleave
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.order import IgnoreErrors
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import TensorSlices


@pytest.fixture(params=[1, 6_000], ids=["small files", "large files"])
def files(request, tmp_path):
    """Text files, and the lines in all of them."""
    paths, lines = [], []
    for number in range(3):
        own = [b"%d line %d" % (number, line) for line in range(number * request.param)]
        paths.append(tmp_path / f"file {number}")
        paths[-1].write_bytes(b"".join(line + b"\r\n" for line in own))
        lines.append(own)
    return [bytes(path) for path in paths], lines


def outcomes(dataset):
    elements, found = Elements(dataset.begin(FOREVER)), []
    while True:
        try:
            found.append(elements.next(FOREVER)[0])
        except OutOfRangeError:
            elements.close()
            return found
        except OpError as error:
            found.append(error)


def test_files_come_one_after_the_other(files):
    paths, lines = files
    assert elements_of(text_lines(paths)) == [line for own in lines for line in own]


def test_a_shuffle_keeps_records_whole(files):
    paths, lines = files
    every = [line for own in lines for line in own]
    found = elements_of(Shuffle(text_lines(paths), 500, 3))
    assert found != every or len(every) < 4
    assert sorted(found) == sorted(every)


def test_what_is_asked_for_in_blocks_are_records(files):
    paths, _ = files
    flow = Shuffle(text_lines(paths), 1).begin(FOREVER)
    block = flow.next(FOREVER, 1)
    assert isinstance(block.columns[0], Records)
    assert block.where(0) == f"{paths[1].decode()}:1"
    flow.close()


@pytest.mark.parametrize("cycle", [1, 2, 3])
@pytest.mark.parametrize("block", [1, 7, 16])
@pytest.mark.parametrize("parallel", [False, True])
def test_interleaved_files_take_turns(files, cycle, block, parallel):
    paths, lines = files
    names = np.empty(len(paths), object)
    names[:] = paths
    function = Function(lambda name: [text_lines([bytes(name.item())])])
    found = elements_of(Interleave(TensorSlices([names]), function, cycle, block, parallel))
    places, waiting, expected, at = [None] * cycle, list(map(iter, lines)), [], 0
    while waiting or any(places):
        places[at] = places[at] or (waiting.pop(0) if waiting else None)
        part = [line for _, line in zip(range(block), places[at] or (), strict=False)]
        expected += part
        if len(part) < block:
            places[at] = None
        at = (at + 1) % cycle
    assert found == expected


def test_what_fails_names_its_record(files):
    paths, lines = files
    if len(lines[2]) < 10:
        return

    def call(line):
        text = bytes(line.item()) if isinstance(line, np.ndarray) else line
        if text.endswith(b"line 7"):
            raise invalid("bad line")
        return [len(text)]

    for dataset in (Map(text_lines(paths), Function(call)), Map(Shuffle(text_lines(paths), 100), Function(call))):
        errors = [str(one.message) for one in outcomes(dataset) if isinstance(one, OpError)]
        assert sorted(errors) == [f"bad line; {paths[1].decode()}:8", f"bad line; {paths[2].decode()}:8"]


def test_a_file_that_is_not_there_is_left_behind(tmp_path):
    (tmp_path / "there").write_text("a\nb")
    there, nowhere = bytes(tmp_path / "there"), bytes(tmp_path / "nowhere")
    first, second, error, *rest = outcomes(text_lines([there, nowhere, there]))
    assert [first, second, *rest] == [b"a", b"b", b"a", b"b"]
    assert isinstance(error, NotFoundError)
    assert elements_of(IgnoreErrors(text_lines([there, nowhere, there]))) == [b"a", b"b", b"a", b"b"]


def test_the_rest_of_a_damaged_file_is_left_out(tmp_path):
    path = tmp_path / "records"
    with TFRecordWriter(str(path)) as writer:
        for number in range(4):
            writer.write(b"record %d" % number)
    whole = path.read_bytes()
    path.write_bytes(whole[:30] + b"X" + whole[31:])
    bad, good = bytes(path), bytes(tmp_path / "good")
    (tmp_path / "good").write_bytes(whole)
    first, error, *rest = outcomes(tf_records([bad, good]))
    assert isinstance(error, DataLossError)
    assert [first, *rest] == [b"record 0", *(b"record %d" % number for number in range(4))]


@pytest.mark.parametrize("compression", ["", "GZIP"])
def test_fixed_length_records(tmp_path, compression):
    contents = b"HH" + b"".join(b"%03d" % number for number in range(500)) + b"F"
    (tmp_path / "whole").write_bytes(gzip.compress(contents) if compression else contents)
    (tmp_path / "torn").write_bytes(gzip.compress(contents + b"12") if compression else contents + b"12")
    whole, torn = bytes(tmp_path / "whole"), bytes(tmp_path / "torn")
    records = [b"%03d" % number for number in range(500)]
    found = outcomes(fixed_length_records([whole, torn, whole], 3, 2, 1, compression))
    (error,) = [one for one in found if isinstance(one, OpError)]
    assert isinstance(error, DataLossError if compression else InvalidArgumentError)
    found.remove(error)
    assert found == (records + records + records if compression else records + records)


def test_states_hold_places_and_no_records(files):
    paths, lines = files
    every = [line for own in lines for line in own]
    draw = random.Random(5)
    for _ in range(5):
        elements = Elements(text_lines(paths).begin(FOREVER))
        taken = draw.randrange(len(every))
        found = [elements.next(FOREVER)[0] for _ in range(taken)]
        flow = elements.flow.state()
        assert set(flow) == {"at", "read", "given", "error", "over", "told"}
        other = Elements(text_lines(paths).begin(FOREVER))
        other.restore(FOREVER, elements.state())
        assert found + [other.next(FOREVER)[0] for _ in range(len(every) - taken)] == every
        elements.close()
        other.close()


def test_flat_map_of_many_small_files(tmp_path):
    names = np.empty(300, object)
    for number in range(300):
        (tmp_path / str(number)).write_text(f"{number}\n" * (number % 4))
        names[number] = bytes(tmp_path / str(number))
    function = Function(lambda name: [text_lines([bytes(name.item())])])
    expected = [str(number).encode() for number in range(300) for _ in range(number % 4)]
    assert elements_of(FlatMap(TensorSlices([names]), function)) == expected
    assert elements_of(text_lines(names.tolist())) == expected
