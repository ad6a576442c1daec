"""Policies for bad records, and the dead-letter file."""

from __future__ import annotations

import os
import pickle
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.formats.frames import framed

from headrace.formats import quarantine, tables, tfrecord
from headrace.formats.errors import DataLossError, FailedPreconditionError, InvalidArgumentError, ResourceExhaustedError
from headrace.formats.proto.example_pb2 import Example
from headrace.formats.quarantine import RAISE, BadRecord, Quarantine, Skip
from headrace.formats.quarantine.letters import Appended

NUMBERS = st.none() | st.integers(0, 2**63 - 1)


def bad(record=7, reason="no number", data=b"x,1"):
    error = InvalidArgumentError(None, None, reason, path="a.csv", record=record)
    return BadRecord.of(error, data)


def quarantined(path, count, then=None):
    with Quarantine(path) as policy:
        for _ in range(count):
            policy(bad())
        if then is not None:
            raise then


def test_what_an_error_knows_of_its_place_is_known_of_the_record():
    error = DataLossError(None, None, "corrupted", path="a", record=3, offset=40)
    assert BadRecord.of(error, length=9) == ("a", 3, 40, 9, "corrupted", error, None, "checksum")
    assert BadRecord.of(error, b"four").length == 4


def test_where_nothing_may_be_left_out_the_records_own_error_is_raised():
    one = bad()
    with pytest.raises(InvalidArgumentError) as raised:
        RAISE(one)
    assert raised.value is one.error
    assert RAISE.count == 0


def test_skipped_records_are_counted_and_the_first_ones_told():
    policy = Skip()
    for record in range(9):
        policy(bad(record))
    assert policy.count == 9
    assert [one.record for one in policy.first] == [0, 1, 2, 3, 4]


def test_one_more_than_may_be_left_out_is_raised_with_its_place():
    policy = Skip(most=2)
    policy(bad(1))
    policy(bad(2))
    for _ in range(2):
        with pytest.raises(InvalidArgumentError, match="no number; 2 bad records were left out before") as raised:
            policy(bad(3))
        assert (raised.value.path, raised.value.record) == ("a.csv", 3)
    assert policy.count == 2


def test_a_budget_below_zero_is_refused():
    with pytest.raises(InvalidArgumentError, match=">= 0; got -1"):
        Skip(most=-1)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
            NUMBERS,
            NUMBERS,
            st.none() | st.binary(),
        ),
        max_size=5,
    )
)
def test_dead_letters_are_read_as_they_were_written(tmp_path_factory, places):
    path = tmp_path_factory.mktemp("letters") / "bad.tfrecord"
    written = [
        BadRecord.of(DataLossError(None, None, f"r\udc80{n}", path=name, record=record, offset=offset), data)
        for n, (name, record, offset, data) in enumerate(places)
    ]
    with Quarantine(path) as policy:
        for one in written:
            policy(one)
    found = list(quarantine.read(path))
    assert [one._replace(error=None) for one in found] == [one._replace(error=None) for one in written]
    for one, other in zip(found, written, strict=True):
        assert type(one.error) is type(other.error)
        assert str(one.error) == str(other.error)


def test_a_dead_letter_is_an_example_that_anybody_reads(tmp_path):
    with Quarantine(tmp_path / "bad") as policy:
        policy(bad(data=None))
    ((letter,),) = tfrecord.read(tmp_path / "bad")
    features = Example.FromString(letter).features.feature
    assert sorted(features) == ["code", "path", "reason", "record", "stage"]
    assert features["path"].bytes_list.value == [b"a.csv"]
    assert features["record"].int64_list.value == [7]
    assert features["reason"].bytes_list.value == [b"no number"]


def test_the_file_appears_when_it_is_complete(tmp_path):
    path = tmp_path / "bad"
    with Quarantine(path) as policy:
        policy(bad())
        assert not path.exists()
    assert os.listdir(tmp_path) == ["bad"]
    policy.close()
    assert len(list(quarantine.read(path))) == 1


def test_where_nothing_is_bad_the_file_says_so(tmp_path):
    with Quarantine(tmp_path / "bad"):
        pass
    assert list(quarantine.read(tmp_path / "bad")) == []


@pytest.mark.parametrize("count", [0, 1])
def test_a_block_that_raises_leaves_what_was_there(tmp_path, count):
    path = tmp_path / "bad"
    path.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        quarantined(path, count, then=KeyboardInterrupt)
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["bad"]


def test_what_is_over_the_budget_is_not_quarantined(tmp_path):
    with Quarantine(tmp_path / "bad", most=1) as policy:
        policy(bad(1))
        with pytest.raises(InvalidArgumentError):
            policy(bad(2))
    assert [one.record for one in quarantine.read(tmp_path / "bad")] == [1]


def test_a_full_disk_is_no_fault_of_the_record():
    with pytest.raises(ResourceExhaustedError, match="/dev/full"):
        quarantined("/dev/full", 4096)


def test_other_files_hold_no_dead_letters(tmp_path):
    for content in (b"\xff", b"", Example().SerializeToString()):
        with tfrecord.Writer(tmp_path / "other") as writer:
            writer.write(content)
        with pytest.raises(InvalidArgumentError, match=r"other:0 is no dead letter"):
            list(quarantine.read(tmp_path / "other"))


def test_threads_share_a_policy(tmp_path):
    with Quarantine(tmp_path / "bad", most=400) as policy:
        threads = [threading.Thread(target=lambda: [policy(bad(n)) for n in range(100)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert policy.count == len(list(quarantine.read(tmp_path / "bad"))) == 400


def test_a_bad_record_goes_to_another_process():
    one = bad()
    other = pickle.loads(pickle.dumps(one))
    assert other._replace(error=None) == one._replace(error=None)
    assert other.error.record == 7


def test_a_rate_is_judged_from_the_hundredth_record_on():
    policy = Skip(rate=0)
    policy.passed(98)
    policy(bad())
    policy = Skip(rate=0)
    policy.passed(99)
    with pytest.raises(InvalidArgumentError, match="rate=0 of 100 records"):
        policy(bad())


@pytest.mark.parametrize(("limit", "ends"), [({"in_a_row": 1}, True), ({"in_a_row": 2}, False), ({"rate": 0.1}, True)])
@pytest.mark.parametrize("kind", ["tfrecord", "jsonl"])
def test_good_records_between_bad_ones_are_told_of(tmp_path, kind, limit, ends):
    path = tmp_path / f"a.{kind}"
    rows = [n % 10 in (3, 4) for n in range(200)]
    if kind == "jsonl":
        path.write_text("".join("oops\n" if is_bad else '{"n": 1}\n' for is_bad in rows))
        reading = tables.read(path, "n:int64", on_damage=(policy := Skip(**limit)))
    else:
        content = bytearray(framed([b"%04d" % n for n in range(200)]))
        for number, is_bad in enumerate(rows):
            content[20 * number + 13] ^= is_bad
        path.write_bytes(content)
        reading = tfrecord.read(path, on_damage=(policy := Skip(**limit)))
    if ends:
        with pytest.raises((InvalidArgumentError, DataLossError), match="no more may be: "):
            list(reading)
    else:
        list(reading)
        assert (policy.count, policy.good) == (40, 160)


@pytest.mark.parametrize(("more", "size"), [(b"", 0), (b"", 5), (b"later", 5)])
def test_a_dead_letter_file_goes_on_from_where_it_was(tmp_path, more, size):
    path = tmp_path / "letters"
    path.write_bytes(b"there"[:size] + more)
    file = Appended(path)
    file.go_on(size)
    assert (file.size, path.read_bytes()) == (size, b"there"[:size])
    with pytest.raises(FailedPreconditionError, match=f"is no longer the dead-letter file that was: {size} bytes, not 6"):
        file.go_on(6)
