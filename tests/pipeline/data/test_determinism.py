"""With a seed, a tf.data program gives the same elements in every run, by however many threads."""

import pytest
from support.threads import no_threads_left

import headrace as tf

_COUNT = 400


def _files(directory):
    paths = [str(directory / f"{k}.txt") for k in range(4)]
    for k, path in enumerate(paths):
        with open(path, "w") as file:
            file.writelines(f"{k * _COUNT + n}\n" for n in range(_COUNT * (k + 1) // 4))
    return paths


def _number(line):
    return tf.string_to_number(line, tf.int32)


def _distorted(line):
    """A picture of a line, distorted."""
    image = tf.ones([6, 6, 3]) * tf.string_to_number(line)
    image = tf.image.random_flip_left_right(tf.random_crop(image, [4, 4, 3]))
    image = tf.image.random_brightness(image, max_delta=63)
    return tf.reduce_sum(tf.image.random_contrast(image, lower=0.2, upper=1.8)), _number(line)


def _called_back(line):
    """The same with code of the program's, so one after the other."""
    total, number = _distorted(line)
    return tf.py_func(lambda value: value, [total], tf.float32), number


def _interleaved(paths, sloppy, cycle):
    read = tf.data.experimental.parallel_interleave(tf.data.TextLineDataset, cycle_length=cycle, sloppy=sloppy)
    return tf.data.Dataset.from_tensor_slices(paths).apply(read)


_PROGRAMS = {
    "map": lambda paths, calls: tf.data.TextLineDataset(paths).map(_distorted, num_parallel_calls=calls),
    "py_func": lambda paths, calls: tf.data.TextLineDataset(paths).map(_called_back, num_parallel_calls=calls).take(100),
    "sloppy": lambda paths, calls: _interleaved(paths, True, 3).map(_distorted, num_parallel_calls=calls),
    "interleave": lambda paths, calls: (
        tf.data.Dataset.from_tensor_slices(paths)
        .interleave(lambda path: tf.data.TextLineDataset(path).map(_distorted), 3, 2, num_parallel_calls=calls)
        .prefetch(3)
    ),
    "shuffled": lambda paths, calls: (
        tf.data.TextLineDataset(paths).shuffle(100).map(_distorted, num_parallel_calls=calls).repeat(2).prefetch(2)
    ),
    "fused": lambda paths, calls: (
        tf.data.TextLineDataset(paths)
        .apply(tf.data.experimental.shuffle_and_repeat(50, 2))
        .apply(tf.data.experimental.map_and_batch(_distorted, 16, num_parallel_calls=calls))
    ),
    "two maps": lambda paths, calls: (
        tf.data.TextLineDataset(paths)
        .map(lambda line: (line, tf.random_uniform([])), num_parallel_calls=calls)
        .map(lambda line, noise: (noise + tf.random_normal([]), _number(line)), num_parallel_calls=calls)
        .batch(10)
    ),
}


def _delivered(program, paths, calls, config=None):
    with tf.Graph().as_default():
        if config is None:
            tf.train.deterministic(7)
        else:
            tf.set_random_seed(7)
        get_next = program(paths, calls).make_one_shot_iterator().get_next()
        found = []
        with no_threads_left(), tf.Session(config=config) as session:
            while True:
                try:
                    found.append([value.tolist() for value in session.run(get_next)])
                except tf.errors.OutOfRangeError:
                    return found


@pytest.mark.parametrize("program", _PROGRAMS.values(), ids=_PROGRAMS)
def test_any_number_of_threads_gives_the_same(program, tmp_path):
    paths = _files(tmp_path)
    found = _delivered(program, paths, 1)
    assert len({str(one) for one in found}) > 50
    for calls in (1, 3, 8):
        assert _delivered(program, paths, calls) == found


def test_a_session_can_be_deterministic_by_itself(tmp_path):
    config = tf.ConfigProto(experimental={"executor_type": "DETERMINISTIC"})
    paths = _files(tmp_path)
    found = _delivered(_PROGRAMS["sloppy"], paths, 1, config)
    assert _delivered(_PROGRAMS["sloppy"], paths, 4, config) == found
    assert _delivered(_PROGRAMS["sloppy"], paths, 4) == found


@pytest.mark.parametrize("calls", [None, 2])
def test_who_take_turns_draw_in_the_order_of_the_elements(calls):
    def delivered(turns):
        def noisy(_):
            return tf.data.Dataset.range(40).map(lambda _: tf.random_uniform([], seed=3))

        with tf.Graph().as_default(), tf.Session() as session:
            tf.set_random_seed(1)
            get_next = turns(tf.data.Dataset.range(5), noisy).make_one_shot_iterator().get_next()
            return [float(session.run(get_next)) for _ in range(200)]

    one_after_the_other = delivered(lambda five, noisy: five.flat_map(noisy))
    assert delivered(lambda five, noisy: five.interleave(noisy, 3, 2, num_parallel_calls=calls)) == one_after_the_other
