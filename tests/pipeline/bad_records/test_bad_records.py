"""What becomes of bad records: by stage, by error, within limits, in blocks and record by record."""

from __future__ import annotations

import json
import logging
import os
import threading

import pytest
from support.bad_records import BOTH, MIXED, delivered, lines, names_of, number_of
from support.formats.frames import framed
from support.threads import no_threads_left

import headrace as tf
from headrace.formats import quarantine
from headrace.pipeline.runners.bad_records import restore_bad_records, state_of_bad_records


@pytest.fixture(autouse=True)
def graph(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@BOTH
def test_skipped_records_are_left_out_and_counted(way):
    with tf.train.bad_records("skip") as bad:
        assert delivered(number_of(lines(*MIXED), way=way)) == [0, 1, 3, 6]
    assert (bad.count, bad.by_stage, bad.good) == (3, {"parse": 3}, 4)
    assert [one.record for one in bad.first] == [3, 5, 6]


@BOTH
def test_quarantined_records_are_kept_with_their_bytes_and_places(way):
    with tf.train.bad_records("quarantine", path="dead"):
        assert delivered(number_of(lines(*MIXED), way=way)) == [0, 1, 3, 6]
    found = list(quarantine.read("dead"))
    assert [(one.path, one.record, one.data, one.stage) for one in found] == [
        ("lines", 3, b"x", "parse"),
        ("lines", 5, b"y", "parse"),
        ("lines", 6, b"z", "parse"),
    ]
    assert all("could not correctly convert" in one.reason and "lines:" in one.reason for one in found)


@BOTH
def test_outside_of_the_with_nothing_changes(way):
    with tf.train.bad_records("skip") as bad:
        pass
    with pytest.raises(tf.errors.InvalidArgumentError, match="could not correctly convert"):
        delivered(number_of(lines(*MIXED), way=way))
    assert bad.count == 0


@BOTH
def test_a_budget_that_is_spent_raises_the_last_error_and_tells_of_the_first(way):
    with tf.train.bad_records("quarantine", most=2, path="dead") as bad:
        number = number_of(lines(*MIXED), way=way)
        with pytest.raises(tf.errors.InvalidArgumentError) as raised:
            delivered(number)
    words = raised.value.message
    assert "lines:6" in words.split(";")[1]
    assert "2 bad records were left out before, no more may be: most=2" in words
    assert words.index("lines:3") < words.index("lines:5", words.index("the first: "))
    assert words.endswith("they are in dead")
    assert bad.count == len(list(quarantine.read("dead"))) == 2


@BOTH
@pytest.mark.parametrize(("limit", "ends"), [(1, True), (2, False)])
def test_so_many_may_be_bad_in_a_row(way, limit, ends):
    with tf.train.bad_records("skip", in_a_row=limit) as bad:
        number = number_of(lines(*MIXED), way=way)
        if ends:
            with pytest.raises(tf.errors.InvalidArgumentError, match="no more may be: in_a_row=1"):
                delivered(number)
        else:
            assert delivered(number) == [0, 1, 3, 6]
    assert bad.count == (2 if ends else 3)


@BOTH
def test_a_share_is_judged_from_the_hundredth_record_on(way):
    values = ["x"] * 50 + list(range(100))
    with tf.train.bad_records("skip", rate=0.55):
        assert delivered(number_of(lines(*values), way=way)) == list(range(100))
    with tf.train.bad_records("skip", rate=0.2) as bad:
        number = number_of(lines(*values, *values), way=way)
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"rate=0\.2 of"):
            delivered(number)
    assert bad.count == 50


@BOTH
def test_stages_that_are_not_named_raise(way):
    with tf.train.bad_records("skip", stages=["map", "read"]):
        number = number_of(lines(*MIXED), way=way)
        with pytest.raises(tf.errors.InvalidArgumentError, match="could not correctly convert"):
            delivered(number)


def test_the_stage_is_that_of_the_operation_that_refuses():
    def checked(value):
        with tf.control_dependencies([tf.assert_less(value, 5)]):
            return tf.identity(value)

    with tf.train.bad_records("skip") as bad:
        line = tf.TextLineReader().read(names_of(lines("1", "x", "7", "AAAA"), "missing"))[1]
        is_code = tf.equal(line, "AAAA")
        number = tf.string_to_number(tf.where(is_code, "2", line), tf.int32)
        with tf.control_dependencies([tf.decode_raw(tf.where(is_code, line, "12345678"), tf.int64)]):
            number = tf.identity(number)
        assert delivered(checked(number)) == [1]
    assert bad.by_stage == {"parse": 1, "map": 1, "decode": 1, "read": 1}


@BOTH
def test_errors_may_be_named_by_their_class(way):
    with tf.train.bad_records("skip", errors=tf.errors.NotFoundError) as bad:
        number = number_of(lines(1, 2), "missing", way=way)
        assert delivered(number) == [1, 2]
        assert bad.by_stage == {"read": 1}
    with tf.train.bad_records("skip", errors=[tf.errors.DataLossError]), pytest.raises(tf.errors.InvalidArgumentError):
        delivered(number_of(lines(*MIXED), way=way))


@BOTH
def test_the_innermost_that_names_a_stage_decides(way):
    outer, inner = tf.train.bad_records("skip"), tf.train.bad_records("raise", stages="parse")
    with outer, inner, tf.train.bad_records("skip", stages="map"):
        number = number_of(lines(*MIXED), "missing", way=way)
        with pytest.raises(tf.errors.InvalidArgumentError, match="could not correctly convert"):
            delivered(number)
    assert outer.count == 0


def test_a_function_decides_record_by_record():
    asked = []

    def decide(bad):
        asked.append((bad.record, bad.data, bad.stage))
        return {b"x": "skip", b"y": "quarantine"}.get(bad.data, "raise")

    with tf.train.bad_records(decide, path="dead") as bad:
        number = number_of(lines(*MIXED))
        with pytest.raises(tf.errors.InvalidArgumentError, match="lines:6"):
            delivered(number)
    assert asked == [(3, b"x", "parse"), (5, b"y", "parse"), (6, b"z", "parse")]
    assert [one.data for one in quarantine.read("dead")] == [b"y"]
    assert bad.count == 2


def test_what_a_function_raises_ends_the_input():
    def refuse(bad):
        raise KeyError(bad.record)

    with tf.train.bad_records(refuse), pytest.raises(KeyError, match="3"):
        delivered(number_of(lines(*MIXED)))


def test_a_value_is_shared_by_several_contexts():
    bad = tf.train.bad_records("skip", most=4)
    with bad:
        first = number_of(lines(*MIXED))
        assert delivered(first) == [0, 1, 3, 6]
    with bad, pytest.raises(tf.errors.InvalidArgumentError, match="4 bad records were left out before"):
        delivered(number_of(lines(*MIXED)))


def test_what_is_no_records_fault_is_raised():
    with tf.train.bad_records("skip") as bad:
        missing = tf.Variable(1)  # is not initialized
        number = number_of(lines(1, 2, 3)) + missing
        batch = tf.train.batch([number], 2)
        with tf.Session() as session:
            session.run(tf.local_variables_initializer())
            coord = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coord)
            with pytest.raises(tf.errors.OutOfRangeError):
                session.run(batch)
            with pytest.raises(tf.errors.FailedPreconditionError):
                coord.join(threads)
    assert bad.count == 0


def test_what_reads_no_records_has_no_bad_ones():
    with tf.train.bad_records("skip"):
        number = tf.check_numerics(tf.random_uniform([]) / 0.0, "infinite")
        with pytest.raises(tf.errors.InvalidArgumentError, match="infinite"):
            delivered(number)


def test_the_same_record_is_left_out_in_each_epoch():
    with tf.train.bad_records("skip") as bad:
        assert delivered(number_of(lines(1, "x", 2), epochs=3)) == [1, 2] * 3
    assert bad.count == 3


@BOTH
def test_threads_lose_nothing_and_tell_of_each_once(way):
    values = [n if n % 7 else f"x{n}" for n in range(1000)]
    with tf.train.bad_records("quarantine", path="dead") as bad:
        found = delivered(number_of(lines(*values), way=way), size=10, num_threads=4)
    assert sorted(found) == [n for n in range(1000) if n % 7]
    assert sorted(one.data for one in quarantine.read("dead")) == sorted(b"x%d" % n for n in range(0, 1000, 7))
    assert (bad.count, bad.good) == (143, 857)


@BOTH
def test_deterministic_pipelines_stay_so(way):
    def run(threads):
        with tf.Graph().as_default():
            tf.train.deterministic(7)
            values = [n if n % 5 else "x" for n in range(300)]
            with tf.train.bad_records("skip"):
                number = tf.cast(number_of(lines(*values), way=way), tf.float32) + tf.random_uniform([])
                return delivered(number, size=10, num_threads=threads)

    first = run(1)
    assert [int(value) for value in first] == [n for n in range(300) if n % 5]
    assert run(3) == first


def test_counts_are_restored_and_later_letters_dropped():
    def program():
        with tf.train.bad_records("quarantine", most=3, path="dead") as bad:
            return bad, tf.train.batch([number_of(lines(*MIXED))], 2)

    _, batch = program()
    assert [found.tolist() for found in tf.train.iterate(batch)] == [[0, 1], [3, 6]]
    state = json.loads(json.dumps(state_of_bad_records(tf.get_default_graph())))
    with open("dead", "ab") as file:
        file.write(framed([b"later"]))
    with tf.Graph().as_default() as graph:
        bad, batch = program()
        restore_bad_records(graph, state)
        assert bad.by_stage == {"parse": 3}
        with pytest.raises(tf.errors.InvalidArgumentError, match="3 bad records were left out before"):
            list(tf.train.iterate(batch))
        assert [one.data for one in quarantine.read("dead")] == [b"x", b"y", b"z"]
        os.remove("dead")
        with pytest.raises(tf.errors.FailedPreconditionError, match="no longer the dead-letter file"):
            restore_bad_records(graph, state)
        with pytest.raises(tf.errors.FailedPreconditionError, match="the graph has 1"):
            restore_bad_records(graph, [*state, *state])


def test_counts_are_in_statistics_summaries_and_the_log(caplog):
    with tf.train.bad_records("skip"), caplog.at_level(logging.WARNING, "headrace"):
        batch = tf.train.batch([number_of(lines(*MIXED))], 4)
        with tf.Session() as session:
            session.run(tf.local_variables_initializer())
            coord = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coord)
            session.run(batch)
            coord.request_stop()
            coord.join(threads)
            summary = tf.Summary.FromString(session.run(tf.summary.merge_all()))
            found = tf.train.statistics(session)
    assert found[-1].bad == {"parse": 3}
    assert "3 bad records were left out on the way to 'batch/fifo_queue': 3 at parse." in str(found)
    assert {value.tag: value.simple_value for value in summary.value}["batch/bad_records"] == 3
    assert [line.getMessage() for line in caplog.records] == [
        "QueueRunner batch/fifo_queue: 3 bad records were left out (3 at parse)"
    ]


def test_without_a_policy_the_graph_is_tensorflows():
    tf.train.batch([number_of(lines(1))], 1)
    assert "HeadraceBadRecords" not in {op.type for op in tf.get_default_graph().get_operations()}


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"on_error": "drop"}, ValueError, "on_error must be"),
        ({"on_error": "quarantine"}, ValueError, "needs the path"),
        ({"on_error": "skip", "path": "dead"}, ValueError, "writes nothing"),
        ({"stages": ["parse", "pars"]}, ValueError, "stages are read, checksum"),
        ({"errors": ValueError}, TypeError, "classes of tf.errors"),
        ({"on_error": "skip", "most": -1}, tf.errors.InvalidArgumentError, "most must be >= 0"),
        ({"on_error": "skip", "rate": 1.5}, tf.errors.InvalidArgumentError, r"rate must be in \[0, 1\]"),
        ({"on_error": "skip", "in_a_row": -1}, tf.errors.InvalidArgumentError, "in_a_row must be >= 0"),
    ],
)
def test_what_is_no_policy_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        tf.train.bad_records(**arguments)


@pytest.mark.parametrize("answer", ["drop", 1, "quarantine"])
def test_an_answer_of_no_meaning_is_raised(answer):
    with tf.train.bad_records(lambda bad: answer):
        number = number_of(lines(*MIXED))
        with pytest.raises(ValueError, match="on_error"):
            delivered(number)


def test_another_thread_is_not_concerned():
    found = []
    with tf.train.bad_records("skip") as bad:
        graph = tf.Graph()

        def build():
            with graph.as_default():
                found.append(tf.train.QueueRunner(tf.FIFOQueue(1, [tf.int32]), [tf.no_op()]).policies)

        thread = threading.Thread(target=build)
        thread.start()
        thread.join()
        with graph.as_default():
            assert tf.train.QueueRunner(tf.FIFOQueue(1, [tf.int32]), [tf.no_op()]).policies == (bad,)
    assert found == [()]
