"""tf.logging: which messages are written, and how."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def verbosity():
    before = tf.logging.get_verbosity()
    tf.logging.set_verbosity(tf.logging.INFO)
    yield
    tf.logging.set_verbosity(before)


def test_levels_are_those_of_python():
    assert (tf.logging.DEBUG, tf.logging.INFO, tf.logging.WARN, tf.logging.ERROR, tf.logging.FATAL) == (10, 20, 30, 40, 50)


def test_messages_from_the_level_on_are_written_and_name_their_place(caplog):
    tf.logging.debug("a %d", 1)
    tf.logging.info("b %d", 2)
    tf.logging.warn("c %s %s", "x", "y")
    tf.logging.error("100%")
    tf.logging.fatal("e")
    tf.logging.log(tf.logging.INFO, "f")
    assert caplog.messages == ["b 2", "c x y", "100%", "e", "f"]
    assert {record.filename for record in caplog.records} == {"test_logging.py"}
    tf.logging.set_verbosity(tf.logging.ERROR)
    tf.logging.warning("no")
    assert len(caplog.messages) == 5


def test_every_n_and_first_n_count_by_the_line_that_calls(caplog):
    for i in range(7):
        tf.logging.log_every_n(tf.logging.INFO, "every %d", 3, i)
        tf.logging.log_first_n(tf.logging.INFO, "first %d", 2, i)
        tf.logging.log_if(tf.logging.INFO, "if %d", i == 5, i)
    assert caplog.messages == ["every 0", "first 0", "first 1", "every 3", "if 5", "every 6"]


def test_lines_look_like_tensorflows():
    program = "import headrace as tf; tf.logging.info('no'); tf.logging.warn('%d', 3); tf.logging.flush()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=50)
    assert (done.stdout, done.stderr) == ("", "WARNING:tensorflow:3\n")


def test_a_program_that_sets_up_logging_itself_gets_each_message_once():
    program = (
        "import logging, headrace as tf; logging.basicConfig(format='mine %(message)s', level=0); "
        "tf.logging.set_verbosity(tf.logging.INFO); tf.logging.info('x')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=50)
    assert done.stderr == "mine x\n"


def test_the_logger_is_the_one_that_programs_look_up():
    assert logging.getLogger("tensorflow").level == tf.logging.INFO
