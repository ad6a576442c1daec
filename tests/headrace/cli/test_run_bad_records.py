"""`headrace run --bad-records` and `headrace convert --replay`: bad records of a whole program, kept, mended and read again."""

from __future__ import annotations

import pytest
from support.cli import run, start

from headrace.formats import quarantine, tfrecord

PROGRAM = """
import tensorflow as tf
line = tf.TextLineReader().read(tf.train.string_input_producer(["lines"], num_epochs=1))[1]
batch = tf.train.batch([tf.string_to_number(line)], 10, allow_smaller_final_batch=True)
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess, coord)
    print(sess.run(batch).tolist())
    coord.request_stop()
    coord.join(threads)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "lines").write_text("1\nx\n2\ny\n3\n")
    return tmp_path


def ran(folder, *options):
    process = start("run", *options, "program.py", cwd=folder)
    stdout, stderr = process.communicate()
    return process.returncode, stdout.decode(), stderr.decode()


def test_bad_records_of_a_program_are_kept_and_replayed(folder):
    code, stdout, stderr = ran(folder, "--bad-records", "quarantine:dead", "--most-bad", "2")
    assert (code, stdout) == (0, "[1.0, 2.0, 3.0]\n")
    assert stderr.endswith("2 bad records were left out (2 at parse); see dead\n")
    assert [one.data for one in quarantine.read(folder / "dead")] == [b"x", b"y"]
    done = run("convert", "--replay", folder / "dead", folder / "again.txt")
    assert done.stdout == f"{folder / 'again.txt'}: 2 records\n"
    assert (folder / "again.txt").read_text() == "x\ny\n"
    run("convert", "--replay", folder / "dead", folder / "again.tfrecord")
    assert [list(block) for block in tfrecord.read(folder / "again.tfrecord")] == [[b"x", b"y"]]
    assert run("convert", "--replay", folder / "dead", folder / "again.txt").exit_code == 2
    assert run("convert", "--replay", folder / "dead", folder / "dead", folder / "a").exit_code == 2
    assert "lines" in run("head", folder / "dead").stdout


def test_a_program_with_more_of_them_ends(folder):
    code, _, stderr = ran(folder, "--bad-records", "skip", "--most-bad", "1")
    assert code == 1
    assert "no more may be: most=1" in stderr
    assert stderr.endswith("1 bad record was left out (1 at parse)\n")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--bad-records", "drop"], "neither skip nor quarantine:FILE"),
        (["--bad-records", "quarantine:"], "neither skip nor quarantine:FILE"),
        (["--bad-records", "skip:x"], "neither skip nor quarantine:FILE"),
        (["--most-bad", "1"], "--most-bad is for --bad-records"),
    ],
)
def test_what_is_no_policy_is_refused(folder, options, words):
    done = run("run", *options, folder / "program.py")
    assert done.exit_code == 2
    assert words in done.stderr
