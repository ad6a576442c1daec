"""Typical mistakes end in one exception, whose traceback has the lines of the program and no others."""

import copy
import gzip
import inspect
import pickle
import sys
import traceback
from pathlib import Path

import numpy as np
import pytest

import headrace as tf
from headrace.formats import example, image
from headrace.pipeline import FIFOQueue

from ..support.house import LAYERS, ROOT
from ..support.threads import no_threads_left

pytestmark = pytest.mark.skipif(sys.version_info < (3, 11), reason="before Python 3.11 a frame of headrace stays")
OURS = tuple(str(ROOT / layer) for layer in LAYERS)
MISTAKES = []


def mistake(program):
    MISTAKES.append(program)
    return program


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default(), no_threads_left():
        yield


def columns(path, defaults=((0,), (0,))):
    names = tf.train.string_input_producer([str(path)], num_epochs=1)
    _, line = tf.TextLineReader().read(names)
    return tf.train.batch(tf.decode_csv(line, [list(default) for default in defaults]), 2)


def run(fetches, feed=None, initialize=True):
    with tf.Session() as session:
        if initialize:
            session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while True:
                session.run(fetches, feed)
                if not threads:
                    return
        except tf.errors.OutOfRangeError:
            coordinator.request_stop()
            coordinator.join(threads)
        finally:
            coordinator.request_stop()
            if not coordinator.joined:
                coordinator.join(threads)


def written(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    return path


@mistake
def a_bad_field(tmp_path):
    run(columns(written(tmp_path, b"1,2\n3,NA\n")))


@mistake
def a_bad_field_in_iterate(tmp_path):
    for _ in tf.train.iterate(columns(written(tmp_path, b"1,2\n3,NA\n"))):
        pass


@mistake
def a_wrong_path(tmp_path):
    run(columns(tmp_path / "housez.csv"))


@mistake
def too_many_fields(tmp_path):
    run(columns(written(tmp_path, b"1,2,3\n")))


@mistake
def a_compressed_file(tmp_path):
    run(columns(written(tmp_path, gzip.compress(b"1,2\n"))))


@mistake
def no_local_initializer(tmp_path):
    run(columns(written(tmp_path, b"1,2\n")), initialize=False)


@mistake
def no_global_initializer(tmp_path):
    run(tf.get_variable("w", [2]))


@mistake
def an_integer_and_a_float(tmp_path):
    tf.constant(1) + tf.constant(1.0)


@mistake
def shapes_of_a_product(tmp_path):
    tf.matmul(tf.zeros([2, 3]), tf.zeros([4, 2]))


@mistake
def a_feed_of_another_shape(tmp_path):
    x = tf.placeholder(tf.float32, [None, 3])
    run(x + 1, {x: np.zeros([2, 4])})


@mistake
def a_feed_of_no_tensor(tmp_path):
    run(tf.constant(1), {"y": 1})


@mistake
def a_placeholder_without_value(tmp_path):
    tf.placeholder(tf.float32).eval(session=tf.Session())


@mistake
def a_batch_of_unknown_shape(tmp_path):
    tf.train.batch([tf.placeholder(tf.float32, [None])], 2)


@mistake
def a_tensor_as_bool(tmp_path):
    if tf.constant(1) > 0:
        pass


@mistake
def a_tensor_as_iterable(tmp_path):
    list(tf.constant([1]))


@mistake
def too_little_room_to_mix(tmp_path):
    tf.train.shuffle_batch([tf.constant(1)], 2, 10, 10)


@mistake
def a_closed_session(tmp_path):
    session = tf.Session()
    one = tf.constant(1)
    session.close()
    session.run(one)


@mistake
def a_variable_twice(tmp_path):
    tf.get_variable("w", [2])
    tf.get_variable("w", [2])


@mistake
def a_layer_of_unknown_width(tmp_path):
    tf.layers.dense(tf.placeholder(tf.float32, [None, None]), 3)


@mistake
def no_checkpoint(tmp_path):
    tf.get_variable("w", [2])
    with tf.Session() as session:
        tf.train.Saver().restore(session, str(tmp_path / "model.ckpt"))


@mistake
def a_text_for_a_queue(tmp_path):
    tf.TextLineReader().read("file.csv")


@mistake
def nothing_to_train(tmp_path):
    tf.train.AdamOptimizer().minimize(tf.constant(1.0))


@mistake
def a_monitored_step(tmp_path):
    x = tf.placeholder(tf.float32)
    tf.train.get_or_create_global_step()
    with tf.train.MonitoredTrainingSession() as session:
        session.run(x)


@mistake
def no_records(tmp_path):
    list(tf.python_io.tf_record_iterator(str(written(tmp_path, b"nonsense" * 4))))


@mistake
def a_queue_that_is_closed(tmp_path):
    queue = tf.FIFOQueue(1, tf.int32)
    with tf.Session() as session:
        queue.close().run(session=session)
        queue.dequeue().eval(session=session)


@mistake
def a_writer_without_a_directory(tmp_path):
    tf.python_io.TFRecordWriter(str(tmp_path / "no" / "a.tfrecord"))


@mistake
def a_record_that_is_no_bytes(tmp_path):
    with tf.python_io.TFRecordWriter(str(tmp_path / "a.tfrecord")) as writer:
        writer.write(tf.train.Example())


@mistake
def a_file_that_is_not_there(tmp_path):
    tf.gfile.GFile(str(tmp_path / "a.txt")).read()


@mistake
def a_folder_that_is_not_there(tmp_path):
    tf.gfile.ListDirectory(str(tmp_path / "no"))


@mistake
def events_that_are_not_there(tmp_path):
    list(tf.train.summary_iterator(str(tmp_path / "events")))


@mistake
def a_picture_that_is_none(tmp_path):
    image.decode(b"no picture")


@mistake
def features_that_are_none(tmp_path):
    example.parse_features([b""], {})


@mistake
def the_length_of_a_tensor(tmp_path):
    len(tf.constant([1]))


@mistake
def a_name_that_is_not_there(tmp_path):
    tf.signal.stft([1.0])


def chain(error):
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def raised_by(program, tmp_path):
    with pytest.raises(Exception) as caught:
        program(tmp_path)
    return caught.value


@pytest.mark.parametrize("program", MISTAKES, ids=lambda program: program.__name__)
def test_one_exception_with_the_programs_frames(program, tmp_path):
    error = raised_by(program, tmp_path)
    assert list(chain(error)) == [error]
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    assert not [file for file in files if file.startswith(OURS)]
    assert files[-1] == __file__


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("enqueue", [["x"]]),
        ("enqueue_many", [[["x"]]]),
        ("dequeue", []),
        ("dequeue_many", [1]),
        ("dequeue_up_to", [1]),
        ("close", [False]),
    ],
)
def test_calls_of_a_queue_without_a_graph_raise_in_the_programs_line(call, arguments, tmp_path):
    queue = FIFOQueue(1, ["string"], [()])
    queue.close()
    error = raised_by(lambda _: getattr(queue, call)(*arguments), tmp_path)
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    assert files == [__file__] * len(files)


def test_all_frames_and_causes_are_there_on_demand(monkeypatch, tmp_path):
    monkeypatch.setenv("HEADRACE_TRACEBACK", "full")
    error = raised_by(a_bad_field, tmp_path)
    assert len(list(chain(error))) > 1
    assert any(Path(frame.filename).name == "coordinator.py" for frame in traceback.extract_tb(error.__traceback__))


def test_the_function_of_a_py_func_is_in_the_chain_with_its_line():
    def looks_up(x):
        return {}[int(x)]

    y = tf.py_func(looks_up, [tf.constant(1)], tf.int64)
    with tf.Session() as session, pytest.raises(tf.errors.UnknownError) as caught:
        session.run(y)
    _, cause = chain(caught.value)
    assert isinstance(cause, KeyError)
    assert [frame.name for frame in traceback.extract_tb(cause.__traceback__)] == ["looks_up"]
    assert not [path for path in OURS if path in caught.value.message]


def test_functions_that_a_graph_is_built_by_are_in_the_traceback():
    def body(x):
        raise LookupError("of the program")

    with pytest.raises(LookupError) as caught:
        tf.map_fn(body, tf.zeros([3]))
    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert names[-1] == "body"
    assert len(names) == 2


def test_a_door_is_the_function_that_programs_look_at():
    assert pickle.loads(pickle.dumps(tf.nn.relu)) is tf.nn.relu
    assert copy.deepcopy(tf.nn.relu) is tf.nn.relu
    assert list(inspect.signature(tf.matmul).parameters)[:2] == ["a", "b"]
    assert tf.matmul.__doc__
