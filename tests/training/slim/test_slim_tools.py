"""slim's readers in parallel, threads for a block, summaries by name, sizes of models; as of TensorFlow 1.15.5."""

from __future__ import annotations

import types

import numpy as np
import pytest

import headrace as tf

slim = tf.contrib.slim


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def files(directory, parts=2, each=3):
    for part in range(parts):
        with tf.python_io.TFRecordWriter(str(directory / f"part-{part}")) as writer:
            for number in range(each):
                writer.write(b"%d%d" % (part, number))
    return [str(directory / f"part-{part}") for part in range(parts)]


def test_one_pass_over_files(tmp_path):
    key, value = slim.parallel_reader.single_pass_read(files(tmp_path), tf.TFRecordReader)
    assert [key.name, value.name] == ["single_pass_read/ReaderReadV2:0", "single_pass_read/ReaderReadV2:1"]
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        with slim.queues.QueueRunners(session):
            assert [session.run(value) for _ in range(6)] == [b"00", b"01", b"02", b"10", b"11", b"12"]
            with pytest.raises(tf.errors.OutOfRangeError):
                session.run(value)


def test_a_reader_of_several(tmp_path):
    names = tf.train.string_input_producer(files(tmp_path), num_epochs=1, shuffle=False)
    common = tf.FIFOQueue(20, [tf.string, tf.string], [(), ()])
    reader = slim.parallel_reader.ParallelReader(tf.TFRecordReader, common, num_readers=2)
    assert (reader.num_readers, reader.common_queue) == (2, common)
    _, values = reader.read_up_to(names, 4, name="some")
    assert values.op.name == "some"
    produced, completed = reader.num_records_produced(), reader.num_work_units_completed()
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        with slim.queues.QueueRunners(session):
            found = [*session.run(values), *session.run(values)]
        assert sorted(found) == [b"00", b"01", b"02", b"10", b"11", b"12"]
        assert session.run([produced, completed]) == [6, 2]
    assert [runner.name for runner in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)] == ["input_producer", "fifo_queue"]
    with pytest.raises(TypeError, match=r"common_queue.dtypes must be \[tf.string, tf.string\]"):
        slim.parallel_reader.ParallelReader(tf.TFRecordReader, tf.FIFOQueue(2, [tf.string]))
    with pytest.raises(TypeError, match=r"common_queue.dtypes must be \[tf.string, tf.string\]"):
        slim.parallel_reader.ParallelReader(tf.TFRecordReader, tf.FIFOQueue(2, [tf.string, tf.int32]))


def test_queue_runners_are_not_nested():
    queue = tf.FIFOQueue(2, [tf.int32], [()])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(7)]))
    nested = pytest.raises(slim.queues.NestedQueueRunnerError, match="QueueRunners cannot be nested")
    with tf.Session() as session, slim.queues.QueueRunners(session):
        assert session.run(queue.dequeue()) == 7
        with nested, slim.queues.QueueRunners(session):
            pass
    with tf.Graph().as_default(), tf.Session() as session, slim.queues.QueueRunners(session):
        pass


def test_an_error_in_the_block_ends_the_threads():
    queue = tf.FIFOQueue(2, [tf.int32], [()])
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(7)]))
    with tf.Session() as session, pytest.raises(KeyError), slim.queues.QueueRunners(session):
        raise KeyError("mine")


def test_summaries_are_named_after_what_they_show():
    of = slim.summaries
    image, number = tf.placeholder(tf.float32, [1, 2, 2, 3], "image"), tf.placeholder(tf.float32, [], "number")
    made = [
        of.add_histogram_summary(image),
        of.add_histogram_summary(image, "mine", "before"),
        of.add_image_summary(image, prefix="p"),
        of.add_scalar_summary(number, "n"),
        of.add_zero_fraction_summary(image, prefix="z"),
        *of.add_histogram_summaries([image, number], "all"),
        *of.add_image_summaries([image], "all"),
        *of.add_scalar_summaries([number], "every"),
        *of.add_zero_fraction_summaries([image, number]),
    ]
    assert [summary.op.name for summary in made] == [
        "image_1",
        "before/mine",
        "p/image",
        "n",
        "z/image/Fraction_of_Zero_Values",
        "all/image",
        "all/number",
        "all/image_1",
        "every/number",
        "image/Fraction_of_Zero_Values",
        "number/Fraction_of_Zero_Values",
    ]
    assert tf.get_collection("summaries") == made
    with tf.Session() as session:
        found = session.run(made, {image: np.arange(12).reshape(1, 2, 2, 3), number: 3})
    values = [tf.Summary.FromString(text).value[0] for text in found]
    assert [value.tag for value in values][3:5] == ["n", "z/image/Fraction_of_Zero_Values"]
    assert values[3].simple_value == 3
    assert values[4].simple_value == pytest.approx(1 / 12)


def test_a_summary_that_is_printed(capfd):
    number = tf.constant(5.0, name="number")
    summary = slim.summaries.add_scalar_summary(number, print_summary=True)
    (image,) = [slim.summaries.add_image_summary(tf.zeros([1, 1, 1, 1]), "i", print_summary=True)]
    assert tf.get_collection("summaries") == [summary, image]
    assert summary.op.type == "Print"
    with tf.Session() as session:
        session.run([summary, image])
    assert "number[5]" in capfd.readouterr().err


def test_sizes_of_a_model(capsys):
    analyzer = slim.model_analyzer
    x = tf.placeholder(tf.float32, [2, 3], "x")
    y = tf.identity(x, "y")
    tf.placeholder(tf.float32, [None, 4], "z")
    assert analyzer.tensor_description(y) == "(float32 2x3)"
    assert analyzer.analyze_ops(tf.get_default_graph(), print_info=True) == 12
    assert capsys.readouterr().out == (
        "---------\nOperations: name -> (type shapes) [size]\n---------\n"
        "x \t-> (float32 2x3) [6]\ny \t-> (float32 2x3) [6]\nz \t-> (float32 ?x4) [0]\n"
    )
    variables = [tf.get_variable("v", [2, 5]), tf.get_variable("w", [], tf.float64)]
    assert analyzer.analyze_vars(variables, print_info=True) == (11, 48)
    assert capsys.readouterr().out == (
        "---------\nVariables: name (type shape) [size]\n---------\n"
        "v:0 (float32_ref 2x5) [10, bytes: 40]\nw:0 (float64_ref ) [1, bytes: 8]\n"
        "Total size of variables: 11\nTotal bytes of variables: 48\n"
    )
    assert analyzer.analyze_vars([]) == (0, 0)
    assert capsys.readouterr().out == ""


def test_a_step_with_summaries_of_gradients():
    v, w = tf.get_variable("v", initializer=[3.0, 4.0]), tf.get_variable("s/w", initializer=1.0)
    unused = tf.get_variable("unused", initializer=1.0)
    loss = tf.reduce_sum(tf.square(v)) / 2 + w
    optimizer = tf.train.GradientDescentOptimizer(1.0)
    step = slim.learning.create_train_op(loss, optimizer, summarize_gradients=True)
    assert [summary.op.name for summary in tf.get_collection("summaries")] == [
        "summarize_grads/v_gradient",
        "summarize_grads/v_gradient_norm",
        "summarize_grads/s/w_gradient",
        "summarize_grads/s/w_gradient_norm",
    ]
    pairs = optimizer.compute_gradients(loss, [v, unused])
    made = slim.learning.add_gradients_summaries(pairs)
    assert [summary.op.name for summary in made] == ["v/gradient", "v/gradient_norm"]
    clipped = tf.contrib.training.clip_gradient_norms_fn(1.0)(pairs)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert tf.Summary.FromString(session.run(made[1])).value[0].simple_value == 5
        np.testing.assert_allclose(session.run(clipped[0][0]), [0.6, 0.8], rtol=1e-6)
        assert session.run(step) == 13.5


def test_updates_that_are_left_out_are_told_of(caplog):
    v = tf.get_variable("v", initializer=1.0)
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, tf.no_op())
    optimizer = tf.train.GradientDescentOptimizer(1.0)
    with caplog.at_level("WARNING"):
        slim.learning.create_train_op(v, optimizer, update_ops=[])
    assert "update_ops in create_train_op does not contain all the update_ops in GraphKeys.UPDATE_OPS" in caplog.text
    with pytest.raises(AssertionError):
        tf.contrib.training.create_train_op(v, optimizer, variables_to_train=[])


def test_names_that_a_docstring_lists():
    module = types.ModuleType("listed", "What is there.\n\n@@two\n@@one\n@@three\n not @@four\n")
    module.one, module.two, module.four = 1, 2, 4
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "listed", module)
        assert sorted(slim.make_all("listed")) == ["one", "two"]
        other = types.ModuleType("other", "@@four")
        assert slim.nets.make_all("listed", [other]) == ["four"]
