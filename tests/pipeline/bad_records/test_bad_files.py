"""Bad files, damage inside of files, and where bad records are kept."""

from __future__ import annotations

import os
import zlib

import numpy as np
import pytest
from support.bad_records import BOTH, MIXED, delivered, lines, names_of, number_of, records
from support.formats.frames import framed
from support.threads import no_threads_left

import headrace as tf
from headrace.formats import quarantine
from headrace.pipeline.queues.raw_elements import raw_element


@pytest.fixture(autouse=True)
def graph(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@BOTH
def test_a_file_that_cannot_be_read_on_is_left_from_there(way):
    whole = framed([b"%d" % n for n in range(3000)])
    with open("cut.zz", "wb") as file:
        file.write(zlib.compress(whole)[:4000])
    os.mkdir("folder")
    with tf.train.bad_records("quarantine", path="dead") as bad:
        options = tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.ZLIB)
        record = tf.TFRecordReader(options=options).read(names_of("missing", "cut.zz", "folder"))[1]
        found = delivered(tf.string_to_number(way(record), tf.int32))
    assert found == list(range(len(found)))
    assert 0 < len(found) < 3000
    assert bad.by_stage == {"read": 3} or bad.by_stage == {"read": 2, "checksum": 1}
    assert [one.path for one in quarantine.read("dead")] == ["missing", "cut.zz", "folder"]


@BOTH
def test_a_tfrecord_reader_goes_on_behind_damage(way):
    name = records(*range(20), damaged=(3, 4, 19))
    with tf.train.bad_records("quarantine", path="dead") as bad:
        record = tf.TFRecordReader().read(names_of(name, records(7, name="other")))[1]
        found = delivered(tf.string_to_number(way(record), tf.int32))
    assert found == [n for n in range(20) if n not in (3, 4, 19)] + [7]
    assert bad.by_stage == {"checksum": 3}
    letters = list(quarantine.read("dead"))
    assert [(one.offset, one.length, one.data) for one in letters] == [
        (51, 17, b"s"),
        (68, 17, b"t"),
        (10 * 17 + 9 * 18, 18, b"q9"),
    ]
    with open("records", "rb") as file:
        content = file.read()
    assert all(content[one.offset + 12 :].startswith(one.data) for one in letters)


def test_bytes_between_records_are_told_of():
    content = framed([b"1"]) + b"garbage" * 9 + framed([b"2"])
    with open("records", "wb") as file:
        file.write(content)
    with tf.train.bad_records("skip") as bad:
        record = tf.TFRecordReader().read(names_of("records"))[1]
        assert delivered(tf.string_to_number(record, tf.int32)) == [1, 2]
    (one,) = bad.first
    assert (one.path, one.offset, one.length, one.stage) == ("records", 17, 63, "checksum")


def test_damage_that_is_not_named_has_tensorflows_words():
    with tf.train.bad_records("skip", stages=["parse", "map"]):
        record = tf.TFRecordReader().read(names_of(records(1, 2, damaged=[1])))[1]
        with pytest.raises(tf.errors.DataLossError, match="corrupted record at 29"):
            delivered(tf.string_to_number(record, tf.int32))


def test_a_reader_without_runners_asks_what_was_in_force_where_it_was_made():
    with tf.train.bad_records("skip") as bad:
        reader = tf.TFRecordReader()
    names = names_of(records(1, 2, 3, damaged=[1]), "missing")
    _, value = reader.read(names)
    assert list(tf.train.iterate(value)) == [b"1", b"3"]
    assert bad.by_stage == {"checksum": 1, "read": 1}


def test_where_a_vector_fails_all_its_records_are_left_out():
    with tf.train.bad_records("quarantine", path="dead") as bad:
        values = tf.TextLineReader().read_up_to(names_of(lines(*MIXED)), 3)[1]
        numbers = tf.string_to_number(values, tf.int32)
        batch = tf.train.batch([numbers], 1, enqueue_many=True)
        assert [found.item() for found in tf.train.iterate(batch)] == [6]
    assert bad.count == 6
    assert [one.data for one in quarantine.read("dead")] == [b"0", b"1", b"x", b"3", b"y", b"z"]


@BOTH
def test_elements_of_a_queue_are_kept_as_examples(way):
    with tf.train.bad_records("quarantine", path="dead"):
        queue = tf.FIFOQueue(3, [tf.int32, tf.string], [[], []])
        number, text = queue.dequeue()
        batch = tf.train.batch([number + tf.string_to_number(way(text), tf.int32)], 2)
        with tf.Session() as session:
            session.run(queue.enqueue_many([[1, 2, 3], ["4", "x", "6"]]))
            session.run(queue.close())
            coord = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coord)
            assert session.run(batch).tolist() == [5, 9]
            coord.request_stop()
            coord.join(threads)
    (one,) = quarantine.read("dead")
    features = tf.train.Example.FromString(one.data).features.feature
    assert features["0"].int64_list.value == [2]
    assert features["1"].bytes_list.value == [b"x"]


def test_an_element_of_many_components_is_kept_with_them_in_one_order():
    kept = raw_element([np.int64(number) for number in range(10)]).data
    places = [kept.index(b"\n\x01%d\x12" % number) for number in range(10)]
    assert places == sorted(places)


def test_each_letter_is_there_before_its_record_counts():
    seen = []

    def look(bad):
        seen.append(len(list(quarantine.read("dead"))) if os.path.exists("dead") else None)

    with tf.train.bad_records(look, path="dead"):
        delivered(number_of(lines(*MIXED)))
    assert seen == [0, 1, 2]


def test_a_dead_letter_file_of_an_earlier_run_is_emptied_at_the_start():
    with tf.train.bad_records("quarantine", path="dead"):
        delivered(number_of(lines(*MIXED)))
    with tf.Graph().as_default(), tf.train.bad_records("quarantine", path="dead"):
        delivered(number_of(lines(1, 2)))
    assert list(quarantine.read("dead")) == []


def test_a_full_disk_is_raised(monkeypatch):
    with tf.train.bad_records("quarantine", path="/dev/full"):
        number = number_of(lines(*MIXED))
        with pytest.raises(tf.errors.ResourceExhaustedError, match="/dev/full"):
            delivered(number)
