"""What is told of datasets: statistics of iterators and their stages, views of the time between, verdicts."""

from __future__ import annotations

import json

import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.pipeline.data.flow.statistics import StageStatistics
from headrace.pipeline.data.statistics.iterators import IteratorStatistics, slowest
from headrace.pipeline.watching.explanation import PROGRAM, explanation
from headrace.pipeline.watching.readings import IteratorReading, Reading
from headrace.pipeline.watching.views import Views, html_of, text_of
from headrace.pipeline.watching.watch import summary_of


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def files(tmp_path):
    names = []
    for number in range(3):
        path = tmp_path / f"lines-{number}"
        path.write_text("".join(f"{number}{k:02}\n" for k in range(10)) + "bad\n")
        names.append(str(path))
    return names


def numbers(files):
    return tf.data.TextLineDataset(tf.constant(files)).map(tf.string_to_number)


def drained(session, following):
    found = []
    while True:
        try:
            found.append(session.run(following))
        except tf.errors.OutOfRangeError:
            return found


def stage(found, name):
    return next(one for one in found.stages if one.name.startswith(name))


def test_stages_say_what_they_have_done_in_all_passes(files):
    with tf.train.bad_records("skip"):
        iterator = numbers(files).repeat(2).shuffle(8).batch(4).prefetch(2).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        session.run(iterator.initializer)
        assert len(drained(session, following)) == 15
        (found,) = tf.train.statistics(session).iterators
        assert (found.elements, found.passes, found.is_over, found.waiting) == (15, 1, True, 0)
        names = [one.name for one in found.stages]
        assert names[-5:] == ["MapDataset", "RepeatDataset", "ShuffleDataset", "BatchDatasetV2", "PrefetchDataset"]
        read = stage(found, "TextLineDataset")
        assert (read.elements, read.files, read.bytes_read) == (66, 6, 6 * 43)
        assert (stage(found, "MapDataset").elements, stage(found, "MapDataset").flows) == (60, 2)
        assert found.bad == {"parse": 6} == stage(found, "MapDataset").bad
        assert stage(found, "RepeatDataset").elements == stage(found, "ShuffleDataset").elements == 60
        session.run(iterator.initializer)
        session.run(following)
        (again,) = tf.train.statistics(session).iterators
        assert (again.elements, again.passes, again.is_over) == (16, 2, False)
        assert stage(again, "TextLineDataset").elements >= 66 + 4
        assert again.seconds >= found.seconds > 0


def test_buffers_say_what_they_hold(files):
    with tf.train.bad_records("skip"):
        lines = numbers(files[:1])
    following = lines.cache().shuffle(6).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        session.run(following)
        (found,) = tf.train.statistics(session).iterators
        assert stage(found, "ShuffleDataset").fullness == 1.0
        assert stage(found, "ShuffleDataset").held >= 5
        kept = stage(found, "CacheDataset")
        assert kept.held == kept.elements >= 6
        assert kept.bytes == 4 * kept.held
        assert found.bytes >= kept.bytes


def test_datasets_that_a_function_makes_are_told_as_one(files):
    data = tf.data.Dataset.from_tensor_slices(files).interleave(lambda name: tf.data.TextLineDataset(name), cycle_length=2)
    following = data.make_one_shot_iterator().get_next()
    with tf.Session() as session:
        assert len(drained(session, following)) == 33
        (found,) = tf.train.statistics(session).iterators
    assert [one.name for one in found.stages].count("TextLineDataset") == 1
    assert (stage(found, "TextLineDataset").elements, stage(found, "TextLineDataset").flows) == (33, 3)
    assert (stage(found, "InterleaveDataset").elements, stage(found, "InterleaveDataset").calls) == (33, 3)


def test_a_function_says_how_it_is_called():
    data = tf.data.Dataset.range(100)
    one_by_one = data.map(lambda x: tf.py_func(lambda y: y, [x], tf.int64)).make_one_shot_iterator().get_next()
    at_once = data.map(lambda x: x + 1).batch(50).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        drained(session, one_by_one)
        drained(session, at_once)
        first, second = tf.train.statistics(session).iterators
    assert stage(first, "MapDataset").calls >= 100
    assert "PyFunc" in stage(first, "MapDataset").single
    assert stage(second, "MapDataset").calls < 20
    assert stage(second, "MapDataset").single is None


def test_it_prints(files):
    with tf.train.bad_records("skip"):
        iterator = numbers(files).shuffle(8).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        session.run(iterator.string_handle())
        assert "no pass was begun" in str(tf.train.statistics(session))
        session.run(iterator.initializer)
        drained(session, following)
        found = tf.train.statistics(session)
    text = str(found)
    assert "Iterator 'IteratorV2' has given 30 elements, and has come to the end." in text
    assert "3 bad records were left out (3 at parse)." in text
    assert "No queue" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert "<td>ShuffleDataset</td>" in found._repr_html_()


def test_a_view_tells_of_the_time_between(files):
    with tf.train.bad_records("skip"):
        following = numbers(files).shuffle(8).batch(5).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        views = Views()
        session.run(following)
        views.of_session(session)
        session.run(following)
        session.run(following)
        view = json.loads(json.dumps(views.of_program([session])))
        (found,) = view["sessions"][0]["iterators"]
        seconds = view["sessions"][0]["seconds"]
        assert found["rate"] * seconds == pytest.approx(2)
        assert found["stages"][-1]["rate"] * seconds < 6
        assert 0 <= found["waited"] <= 1
        for text in (text_of(view), html_of(view)):
            assert "ShuffleDataset" in text
            assert "BatchDatasetV2" in text
        scalars = {value.tag for value in summary_of(view).value}
        assert {"pipeline/OneShotIterator/elements_per_second", "pipeline/OneShotIterator/ShuffleDataset/full"} <= scalars
        drained(session, following)
        (found,) = views.of_session(session)["iterators"]
        assert found["bad"] == {"parse": 3}


def one(name, depth, seconds, elements=1000, threads=0, work=0.0, calls=0, single=None):
    ids = tuple(range(100 * depth + 1, 100 * depth + 1 + threads))
    return StageStatistics(
        name, depth, elements, seconds, calls=calls, single=single, thread_ids=ids, in_threads=threads > 0, work=work
    )


def reading(*stages, waited, cpu=(0.0, 0.0), cpu_of_stages=(), process_cpu=1.0, runner=None, elements=1000):
    """An iterator in an interval of ten seconds."""
    statistics = IteratorStatistics("I", elements, 1, seconds=waited, stages=stages, asked_by=1)
    return Reading(
        10.0, process_cpu=process_cpu, main_cpu=1.0, iterators=(IteratorReading(statistics, runner, cpu, dict(cpu_of_stages)),)
    )


BEGIN = Reading(
    0.0, process_cpu=0.0, main_cpu=0.0, iterators=(IteratorReading(IteratorStatistics("I", asked_by=1), None, (0.0, 0.0)),)
)


def told(after, cores=4):
    return explanation(BEGIN, after, cores)


def test_a_program_that_does_not_wait_limits():
    found = told(reading(one("Range", 1, 0.2), one("Map", 0, 0.3, calls=10), waited=0.5))
    assert found.limit == PROGRAM
    assert "takes 100 elements a second of iterator 'I' and waits 5% of its time" in found.verdict


def test_the_stage_that_is_waited_for_longest_limits():
    found = told(reading(one("Range", 2, 0.5), one("Map", 1, 6.0, calls=10), one("Batch", 0, 0.5), waited=7.0, cpu=(9.0, 0.0)))
    assert found.limit == "I/Map"
    assert "waits 70% of its time, and could take 333 a second" in found.verdict
    # Of ten seconds six are its own: with three more processors these become 1.5; with a prefetch three are at the same time.
    assert "where they need no lock of Python's: 1.9 times as much at most" in found.verdict
    assert "prefetch at the end lets it go on while the program is at work: 1.4 times as much at most" in found.verdict


def test_calls_that_wait_may_wait_side_by_side():
    found = told(reading(one("Range", 1, 1.0), one("Map", 0, 6.0, calls=1000), waited=7.0, cpu=(1.0, 0.0)))
    assert "It waits rather than computes (10% of the time on a processor)" in found.verdict
    assert "side by side: 2.5 times as much at most" in found.verdict


def test_no_processor_is_idle():
    found = told(reading(one("Range", 1, 1.0), one("Map", 0, 6.0, calls=10), waited=7.0, cpu=(9.0, 0.0), process_cpu=39.0))
    assert "no processor is idle: num_parallel_calls would bring nothing" in found.verdict
    assert "prefetch" not in found.verdict


def test_how_a_function_is_called_says_what_batch_would_bring():
    many = told(reading(one("Range", 1, 1.0), one("Map", 0, 6.0, calls=10), waited=7.0, cpu=(9.0, 0.0)))
    assert "for 100 elements at once already: batch before it would bring little" in many.verdict
    single = told(reading(one("Range", 1, 1.0), one("Map", 0, 6.0, calls=1000, single="PyFunc 'f' is so"), waited=7.0))
    assert "one element after the other: PyFunc 'f' is so. Behind batch" in single.verdict


def test_behind_a_prefetch_its_thread_is_looked_into():
    stages = [one("Files", 2, 1.0), one("Map", 1, 8.5, calls=10), one("Prefetch", 0, 6.0, threads=1)]
    found = told(reading(*stages, waited=6.0, cpu_of_stages={1: (9.5, 0.0)}))
    assert found.limit == "I/Map"
    assert "prefetch at the end" not in found.verdict
    # The program needs four of ten seconds itself, so it gets 2.5 times as much at most, and the thread 3.1.
    assert "2.5 times as much at most" in found.verdict


def test_threads_that_call_a_function_limit_unless_they_wait_for_what_it_takes():
    source, threads = one("Files", 1, 1.0), one("ParallelMap", 0, 6.0, threads=2, work=19.0, calls=10)
    found = told(reading(source, threads, waited=6.0, cpu_of_stages={1: (9.0, 0.0), 2: (9.0, 0.0)}, process_cpu=19.0))
    assert found.limit == "I/ParallelMap"
    assert "each works 95% of the time while 2.1 processors are idle" in found.verdict
    assert "2.2 times as much at most" in found.verdict
    slow_source = one("Files", 1, 9.0), one("ParallelMap", 0, 6.0, threads=2, work=4.0, calls=10)
    assert told(reading(*slow_source, waited=6.0)).limit == "I/Files"


def test_threads_that_wait_for_the_lock_of_python_are_not_told_to_be_more():
    threads = one("ParallelMap", 0, 8.0, threads=4, work=4.0, calls=1000)
    found = told(reading(one("Files", 1, 0.1), threads, waited=8.0, cpu_of_stages=dict.fromkeys((1, 2, 3, 4), (0.5, 0.0))))
    assert "it waits for Python's lock, and so would more of them" in found.verdict


def test_the_table_has_a_row_for_each_stage():
    found = told(reading(one("Range", 1, 0.5), one("Shuffle", 0, 6.5), waited=7.0))
    rows = str(found).splitlines()
    assert [row.split()[0] for row in rows[-2:]] == ["Range", "Shuffle"]
    assert "65%" in rows[-1]


def test_of_branches_the_slowest_is_found():
    stages = [one("A", 2, 1.0), one("Map", 1, 2.0), one("B", 2, 5.0), one("Map", 1, 0.5), one("Zip", 0, 0.1)]
    assert slowest(stages).name == "B"
    assert slowest([]) is None


def test_what_is_taken_by_a_queue_runner_is_told_with_it():
    following = tf.data.Dataset.range(1000).map(lambda x: tf.py_func(lambda y: y, [x], tf.int64)).make_one_shot_iterator()
    number = following.get_next()
    number.set_shape([])
    batch = tf.train.batch([number], 10)
    with tf.train.MonitoredSession() as session:
        for _ in range(50):
            session.run(batch)
        found = tf.train.explain(session)
        (iterator,) = found.iterators
        assert iterator.runner == "batch/fifo_queue"
        assert found.limit in ("batch/fifo_queue", PROGRAM)
