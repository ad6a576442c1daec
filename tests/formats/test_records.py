from __future__ import annotations

import pickle

import numpy as np
import pytest

from headrace.formats.records import Records

STRINGS = [b"alpha", b"", b"bravo-bravo", b"\x00\xff"]


def fixed(width: int, step: int, count: int, first: int = 0) -> Records:
    buffer = np.arange(first + step * count + width, dtype=np.uint8)
    starts = first + step * np.arange(count)
    return Records(buffer, starts, starts + width, "f", range(count))


def test_a_list_of_strings_comes_back():
    records = Records.from_list(STRINGS, "p", range(4))
    assert list(records) == STRINGS
    assert [records[i] for i in range(4)] == STRINGS
    assert records[-1] == STRINGS[-1]
    assert records.lengths.tolist() == [5, 0, 11, 2]
    assert records.to_array().tolist() == STRINGS
    assert len(records) == 4


def test_no_records():
    records = Records.from_list([])
    assert len(records) == 0
    assert list(records) == []
    assert records.as_matrix().shape == (0, 0)
    assert records.as_matrix(3).shape == (0, 3)
    assert records.to_array().shape == (0,)


def test_slices_and_selections_share_the_buffer_and_keep_the_numbers():
    records = Records.from_list(STRINGS, "p", np.array([3, 5, 7, 9]))
    part = records[1:3]
    assert list(part) == STRINGS[1:3]
    assert part.buffer is records.buffer
    assert part.keys().tolist() == [b"p:5", b"p:7"]
    taken = records.take(np.array([3, 0, 0]))
    assert list(taken) == [STRINGS[3], STRINGS[0], STRINGS[0]]
    assert taken.buffer is records.buffer
    assert taken.keys().tolist() == [b"p:9", b"p:3", b"p:3"]
    assert list(records[::-1]) == STRINGS[::-1]


def test_a_range_of_numbers_is_sliced_and_selected():
    records = Records.from_list(STRINGS, "p", range(10, 14))
    assert records[2:].numbers == range(12, 14)
    assert records.take(np.array([1])).keys().tolist() == [b"p:11"]


def test_keys():
    records = Records.from_list([b"a", b"b"], "dir/f", range(1, 3))
    assert records.key(1) == b"dir/f:2"
    assert records.keys().tolist() == [b"dir/f:1", b"dir/f:2"]
    assert Records.from_list([b"a"], "dir/f").keys().tolist() == [b"dir/f"]
    assert Records.from_list([b"a"], "dir/f").key(0) == b"dir/f"


def test_a_path_that_is_not_utf8_keeps_its_bytes_in_keys():
    records = Records.from_list([b"a"], "caf\udce9", range(1))
    assert records.key(0) == b"caf\xe9:0"
    assert records.keys().tolist() == [b"caf\xe9:0"]
    assert records.where(0) == "caf\\xe9:0"


def test_where_names_the_place_for_messages():
    assert Records.from_list([b"a", b"b"], "f", range(1, 3)).where(1) == "f:2"
    assert Records.from_list([b"a", b"b"]).where(1) == "record 1"


@pytest.mark.parametrize(("width", "step"), [(4, 4), (4, 7), (4, 2), (1, 1)])
def test_records_at_equal_distances_are_a_view(width, step):
    records = fixed(width, step, 5, first=3)
    matrix = records.as_matrix()
    assert [row.tobytes() for row in matrix] == list(records)
    assert np.shares_memory(matrix, records.buffer)
    assert not matrix.flags.writeable
    assert records[2:4].as_matrix().tolist() == matrix[2:4].tolist()
    assert records[:1].as_matrix(width).tolist() == matrix[:1].tolist()


@pytest.mark.parametrize("order", [[4, 3, 2, 1, 0], [0, 2, 1], [0, 1, 3], [2, 2, 2]])
def test_records_at_other_places_are_gathered(order):
    records = fixed(4, 7, 5).take(np.array(order))
    assert [row.tobytes() for row in records.as_matrix()] == list(records)


def test_a_buffer_with_gaps_is_gathered():
    records = Records(np.arange(20, dtype=np.uint8)[::2], np.array([0, 3]), np.array([2, 5]))
    assert records.as_matrix().tolist() == [[0, 2], [6, 8]] == [list(record) for record in records]


def test_records_of_no_bytes_make_an_empty_matrix():
    assert Records.from_list([b"", b""]).as_matrix().shape == (2, 0)


def test_unequal_lengths_are_named():
    records = Records.from_list([b"abc", b"abc", b"ab"], "f", range(3))
    with pytest.raises(ValueError, match="f:2 has 2 bytes, expected 3"):
        records.as_matrix()
    with pytest.raises(ValueError, match="f:0 has 3 bytes, expected 4"):
        records.as_matrix(4)


def test_bounds_outside_the_buffer_are_never_read():
    records = Records(np.zeros(10, np.uint8), np.array([0, 8]), np.array([5, 13]))
    with pytest.raises(ValueError, match="buffer"):
        records.as_matrix()


def test_records_can_be_pickled():
    records = Records.from_list(STRINGS, "p", range(4))
    again = pickle.loads(pickle.dumps(records))
    assert list(again) == STRINGS
    assert again.keys().tolist() == records.keys().tolist()


def test_the_length_of_all_records_is_known_where_they_have_one():
    records = Records.from_list([b"ab", b"cd", b"efg", b"hij"])
    assert records.one_length() is None
    assert records[:2].one_length() == 2
    assert records[2:].one_length() == 3
    assert records[2:][1:].one_length() == 3
    assert records[2:2].one_length() is None
    assert records.take(np.array([3, 2])).one_length() == 3
    assert Records.from_list([b"", b""]).one_length() == 0


def test_records_without_places_are_joined_without():
    parts = [Records.from_list([b"a", b"bc"]), Records.from_list([b"", b"d"], "file").without_places()]
    joined = Records.joined(parts)
    assert list(joined) == [b"a", b"bc", b"", b"d"]
    assert joined.path is None
    assert joined.paths is None
    assert joined.where(3) == "record 3"


def test_it_says_where_records_are_from():
    assert repr(Records.from_list(STRINGS)) == "<Records: 4 of memory>"
    assert repr(Records.from_list(STRINGS, "p")) == "<Records: 4 of p>"
