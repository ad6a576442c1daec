"""Bad records of tf.data programs are left out, kept and counted, as those of queue programs are."""

import itertools
import logging

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.formats import quarantine

_COUNT = 1000


def _lines(path, bad):
    """A file of numbered lines, of which those in `bad` are no numbers."""
    path.write_text("".join(f"bad{n}\n" if n in bad else f"{n}\n" for n in range(_COUNT)))
    return str(path)


def _damaged(path, bad, unread=()):
    """A TFRecord file of the same, in which bytes of those in `bad` are flipped, and those `unread` are no numbers."""
    with tf.python_io.TFRecordWriter(str(path)) as writer:
        for n in range(_COUNT):
            writer.write(b"    no" if n in unread else b"%6d" % n)
    data = bytearray(path.read_bytes())
    for n in bad:
        data[n * 22 + 13] ^= 0xFF
    path.write_bytes(data)
    return str(path)


def _number(line):
    return tf.decode_csv(line, [[0]])[0]


def _delivered(dataset):
    get_next = dataset.make_one_shot_iterator().get_next()
    with no_threads_left(), tf.Session() as session:
        return list(_values(session, get_next))


def _values(session, get_next):
    while True:
        try:
            yield session.run(get_next).tolist()
        except tf.errors.OutOfRangeError:
            return


def _by_queues(reader, file, **policy):
    with tf.Graph().as_default(), tf.train.bad_records(**policy) as bad:
        names = tf.train.string_input_producer([file], num_epochs=1)
        number = tf.train.batch([_number(reader().read(names)[1])], 1)
        found = [int(one[0]) for one in tf.train.iterate(number)]
    return found, bad


_FORMS = {
    "map": lambda lines: lines.map(_number),
    "one by one": lambda lines: lines.map(lambda line: _number(line) + tf.py_func(lambda: np.int32(0), [], tf.int32)),
    "in parallel": lambda lines: lines.map(_number, num_parallel_calls=3),
    "filter": lambda lines: lines.filter(lambda line: _number(line) >= 0).map(_number),
    "scan": lambda lines: lines.apply(tf.data.experimental.scan(0, lambda state, line: (state, _number(line)))),
    "flat_map": lambda lines: lines.flat_map(lambda line: tf.data.Dataset.from_tensors(_number(line))),
    "prefetched": lambda lines: lines.map(_number).prefetch(2),
    "repeated": lambda lines: lines.repeat(1).map(_number).apply(tf.data.experimental.ignore_errors()),
    "second of two": lambda lines: lines.map(lambda line: (line, 1)).map(lambda line, one: _number(line)),
}

_BADS = {
    "none": set(),
    "some": {0, 5, 6, 7, 700, 800, _COUNT - 1},
    "a run": set(range(100, 200)),
    "half": set(range(0, _COUNT, 2)),
}


@pytest.mark.parametrize("bad", _BADS.values(), ids=_BADS)
@pytest.mark.parametrize("form", _FORMS)
def test_a_dataset_leaves_out_what_a_queue_program_leaves_out(form, bad, tmp_path):
    path = _lines(tmp_path / "lines", bad)
    kept = [tmp_path / "queues", tmp_path / "data"]
    expected, by_queues = _by_queues(tf.TextLineReader, path, on_error="quarantine", path=kept[0])
    with tf.Graph().as_default(), tf.train.bad_records("quarantine", path=kept[1]) as policy:
        found = _delivered(_FORMS[form](tf.data.TextLineDataset(path)))
    assert found == expected == [n for n in range(_COUNT) if n not in bad]
    assert policy.by_stage == by_queues.by_stage
    if bad:
        told = [[(one.path, one.record, one.data, one.stage) for one in quarantine.read(file)] for file in kept]
        assert told[0] == told[1]
    if form != "filter":
        assert policy.good == len(found)


@pytest.mark.parametrize("bad", _BADS.values(), ids=_BADS)
def test_reading_goes_on_behind_damage(bad, tmp_path):
    path = _damaged(tmp_path / "records", bad)
    expected, by_queues = _by_queues(tf.TFRecordReader, path, on_error="skip")
    with tf.Graph().as_default(), tf.train.bad_records("skip") as policy:
        found = _delivered(tf.data.TFRecordDataset(path).map(_number))
    assert found == expected
    assert policy.by_stage == by_queues.by_stage
    assert policy.good == len(found)


def _expected(bad, most=_COUNT, in_a_row=_COUNT, rate=1.0):
    """What comes before one bad record too many."""
    found, left_out, row = [], 0, 0
    for n in range(_COUNT):
        if n not in bad:
            found.append(n)
            row = 0
            continue
        seen = left_out + 1 + len(found)
        if left_out >= most or row >= in_a_row or (seen >= 100 and left_out + 1 > rate * seen):
            return found
        left_out, row = left_out + 1, row + 1
    return found


@pytest.mark.parametrize("limit", [{"most": 3}, {"in_a_row": 2}, {"rate": 0.5}], ids=str)
@pytest.mark.parametrize("form", ["map", "in parallel", "one by one", "scan"])
def test_one_too_many_is_raised_where_it_stands(form, limit, tmp_path):
    bad = {1, 3, 5, 7, 9, *range(100, 103), *range(200, 900)}
    path = _lines(tmp_path / "lines", bad)
    with tf.Graph().as_default(), tf.train.bad_records("skip", **limit):
        get_next = _FORMS[form](tf.data.TextLineDataset(path)).make_one_shot_iterator().get_next()
        found, error = _taken(get_next)
    (name,) = limit
    assert f"no more may be: {name}={limit[name]}" in error.message
    assert found == _expected(bad, **limit)


def _taken(get_next):
    found = []
    with tf.Session() as session:
        while True:
            try:
                found.append(session.run(get_next))
            except tf.errors.InvalidArgumentError as error:
                return found, error


def test_a_scan_that_leaves_out_everything_ends_with_the_run_that_waits_for_it():
    def fails(state, number):
        with tf.control_dependencies([tf.Assert(number < 0, [number])]):
            return state, tf.identity(number)

    with tf.Graph().as_default(), tf.train.bad_records("skip"):
        scanned = tf.data.Dataset.range(1 << 40).apply(tf.data.experimental.scan(np.int64(0), fails))
        get_next = scanned.make_one_shot_iterator().get_next()
        with no_threads_left(), tf.Session() as session, pytest.raises(tf.errors.DeadlineExceededError):
            session.run(get_next, options=tf.RunOptions(timeout_in_ms=50))


def test_what_is_not_named_is_raised_and_the_next_call_goes_on(tmp_path):
    path = _lines(tmp_path / "lines", {1, 3})
    with tf.Graph().as_default(), tf.train.bad_records("skip", stages="decode") as policy:
        get_next = tf.data.TextLineDataset(path).map(_number).make_one_shot_iterator().get_next()
        with tf.Session() as session:
            assert session.run(get_next) == 0
            with pytest.raises(tf.errors.InvalidArgumentError, match="bad1"):
                session.run(get_next)
            assert session.run(get_next) == 2
    assert policy.count == 0


def test_only_what_is_made_inside_of_the_block_leaves_out(tmp_path):
    path = _lines(tmp_path / "lines", {1})
    with tf.Graph().as_default():
        lines = tf.data.TextLineDataset(path)
        with tf.train.bad_records("skip") as policy:
            inside = lines.map(_number)
        both = [each.make_initializable_iterator() for each in (inside, lines.map(_number))]
        with tf.Session() as session:
            session.run([each.initializer for each in both])
            next_inside, next_outside = [each.get_next() for each in both]
            assert [session.run(next_inside) for _ in range(3)] == [0, 2, 3]
            assert session.run(next_outside) == 0
            with pytest.raises(tf.errors.InvalidArgumentError):
                session.run(next_outside)
    assert policy.count >= 1


def test_the_rest_of_a_file_that_cannot_be_read_is_left_out(tmp_path):
    path = _lines(tmp_path / "lines", set())
    with tf.Graph().as_default(), tf.train.bad_records("skip") as policy:
        found = _delivered(tf.data.TextLineDataset([str(tmp_path / "missing"), path, str(tmp_path)]).map(_number))
    assert found == list(range(_COUNT))
    assert policy.by_stage == {"read": 2}
    assert policy.good == _COUNT


def test_an_element_behind_batch_is_left_out_whole(tmp_path):
    path = _lines(tmp_path / "lines", {5})
    with tf.Graph().as_default(), tf.train.bad_records("skip") as policy:
        found = _delivered(tf.data.TextLineDataset(path).batch(4).map(_number))
    assert list(itertools.chain(*found)) == [n for n in range(_COUNT) if n not in range(4, 8)]
    assert policy.by_stage == {"parse": 1}


def test_a_record_that_is_left_out_draws_what_it_draws_record_by_record(tmp_path):
    path = _lines(tmp_path / "lines", {0, 3, 4, 500})

    def delivered(one_by_one):
        def drawn(line):
            noise = tf.random_uniform([], seed=3)
            if one_by_one:
                noise = tf.py_func(lambda value: value, [noise], tf.float32)
            with tf.control_dependencies([noise]):
                return tf.cast(_number(tf.identity(line)), tf.float32) + noise

        with tf.Graph().as_default(), tf.train.bad_records("skip"):
            return _delivered(tf.data.TextLineDataset(path).map(drawn))

    found = delivered(False)
    assert found == delivered(True)
    assert len(found) == _COUNT - 4


@pytest.mark.parametrize("given", [0, 1, 5, 100, 700])
@pytest.mark.parametrize("form", ["map", "scan", "second of two", "in parallel"])
def test_a_saved_iterator_tells_of_each_bad_record_once(form, given, tmp_path):
    damaged = set() if form == "in parallel" else {0, 3, 99, 100, 101, 650, 700, 701, 999}
    unread = {5, 6, 70, 110, 702, 998}
    path = _damaged(tmp_path / "records", damaged, unread)
    saved = str(tmp_path / "saved")
    with tf.Graph().as_default(), tf.train.bad_records("quarantine", path=tmp_path / "letters") as policy:
        iterator = _FORMS[form](tf.data.TFRecordDataset(path)).make_initializable_iterator()
        saver = tf.train.Saver({"iterator": tf.data.experimental.make_saveable_from_iterator(iterator)})
        get_next = iterator.get_next()
        with tf.Session() as session:
            session.run(iterator.initializer)
            found = [session.run(get_next).item() for _ in range(given)]
            saver.save(session, saved)
        with tf.Session() as session:
            session.run(iterator.initializer)
            saver.restore(session, saved)
            found.extend(_values(session, get_next))
    assert found == [n for n in range(_COUNT) if n not in damaged | unread]
    assert policy.by_stage == ({"checksum": len(damaged)} if damaged else {}) | {"parse": len(unread)}
    letters = [one.data for one in quarantine.read(tmp_path / "letters") if one.stage == "parse"]
    assert letters == [b"    no"] * len(unread)


def test_a_diagnosis_shows_iterators_and_what_their_stages_have_left_out(tmp_path):
    path = _lines(tmp_path / "lines", {0, 2, 3})
    with tf.Graph().as_default(), tf.train.bad_records("skip"), tf.Session() as session:
        get_next = tf.data.TextLineDataset(path).map(_number).batch(10).make_one_shot_iterator().get_next()
        assert not session.diagnose().iterators
        for _ in range(100):
            if session.run(get_next)[-1] == _COUNT - 1:
                break
        found = session.diagnose()
    (iterator,) = found.iterators
    assert [(stage.name, stage.bad) for stage in iterator.stages if stage.bad] == [("MapDataset", {"parse": 3})]
    assert {stage.name: stage.elements for stage in iterator.stages}["MapDataset"] == _COUNT - 3
    assert "OneShotIterator" in str(found)
    assert "3 bad left out" in str(found)


@pytest.mark.parametrize("stages", [lambda lines: lines.repeat(2).map(_number), lambda lines: lines.map(_number).repeat(2)])
def test_the_log_tells_at_the_end_of_each_pass_what_was_left_out_in_it(stages, tmp_path, caplog):
    path = _lines(tmp_path / "lines", {0, 5, 999})
    with tf.Graph().as_default(), tf.train.bad_records("quarantine", path=tmp_path / "dead"):
        iterator = stages(tf.data.TextLineDataset(path)).make_initializable_iterator()
        get_next = iterator.get_next()
        with tf.Session() as session, caplog.at_level(logging.WARNING, "headrace"):
            session.run(iterator.initializer)
            session.run(get_next)
            assert not caplog.records
            session.run(iterator.initializer)  # ends the first pass, in which one was read, or more in advance
            list(_values(session, get_next))
            with pytest.raises(tf.errors.OutOfRangeError):
                session.run(get_next)
    first, second = [record.getMessage() for record in caplog.records]
    assert first.startswith("Iterator IteratorV2: ")
    assert second == f"Iterator IteratorV2: 6 bad records were left out (6 at parse); see {tmp_path / 'dead'}"


def test_what_was_left_out_is_given_back(tmp_path):
    path = _lines(tmp_path / "lines", {1, 7})
    with tf.Graph().as_default(), tf.train.bad_records("quarantine", path=tmp_path / "dead"):
        _delivered(tf.data.TextLineDataset(path).map(_number, num_parallel_calls=2).batch(3).prefetch(1))
    quarantine.replay(str(tmp_path / "dead"), str(tmp_path / "again.txt"))
    assert (tmp_path / "again.txt").read_text() == "bad1\nbad7\n"


@pytest.mark.parametrize("kind", ["one shot", "initializable", "reinitializable"])
def test_a_summary_says_how_many_an_iterator_has_left_out(tmp_path, kind):
    with tf.Graph().as_default() as graph, no_threads_left():
        with tf.train.bad_records("skip"):
            dataset = tf.data.TextLineDataset(_lines(tmp_path / "lines", bad={3, 500})).map(_number).repeat(2)
        dataset, starts = dataset.batch(10), []
        if kind == "one shot":
            iterator = dataset.make_one_shot_iterator()
        elif kind == "initializable":
            iterator = dataset.make_initializable_iterator()
            starts = [iterator.initializer]
        else:
            iterator = tf.data.Iterator.from_structure(dataset.output_types, dataset.output_shapes)
            starts = [iterator.make_initializer(dataset), iterator.make_initializer(dataset.skip(1))][:1]
        following, summary = iterator.get_next(), tf.summary.merge_all()
        with tf.Session() as session:
            session.run(starts)
            assert len(list(_values(session, following))) == 200
            (value,) = tf.Summary.FromString(session.run(summary)).value
            assert (value.tag, value.simple_value) == ("bad_records", 4)
            (found,) = tf.train.statistics(session).iterators
            assert found.bad == {"parse": 4}
        assert [op.type for op in graph.get_operations()].count("HeadraceIteratorBadRecords") == 1


def test_without_a_policy_an_iterator_is_tensorflows():
    with tf.Graph().as_default() as graph:
        tf.data.Dataset.range(3).make_one_shot_iterator()
        assert "HeadraceIteratorBadRecords" not in {op.type for op in graph.get_operations()}
