"""Random programs whose bad records are left out deliver what they mean without them, and tell of each bad one once."""

from __future__ import annotations

import json
from random import Random

import pytest
from support.bad_records import lines, number_of
from support.bad_records.law import can_leave_out, faults_of_leaving_out, plant
from support.pipelines.generate import generate
from support.threads import no_threads_left

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession


@pytest.mark.parametrize("part", range(2))
def test_what_is_left_is_what_the_program_means_without_bad_records(part, tmp_path_factory):
    bad = 0
    for number in range(100 + part, 220, 2):
        spec = generate(number, tmp_path_factory.mktemp("tried"))
        if can_leave_out(spec):
            plant(spec, Random(number))
            with no_threads_left():
                faults, count = faults_of_leaving_out(spec)
            bad += count
            assert not faults, f"{faults}\n{json.dumps(spec)}"
    assert bad > 50


@pytest.mark.parametrize("first_bad", [0, 1, 5])
def test_a_record_that_is_left_out_draws_what_it_draws_record_by_record(first_bad, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines(*(n if n % 9 != first_bad else -9 for n in range(300)))

    def delivered(session_class):
        with tf.Graph().as_default(), session_class() as session:
            with tf.train.bad_records("skip"):
                drawn = tf.cast(number_of("lines"), tf.float32) + tf.random_uniform([], seed=3)
                batch = tf.train.batch([tf.check_numerics(tf.sqrt(drawn), "below zero")], 8)
            session.run(tf.local_variables_initializer())
            coord = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coord)
            found = [value for _ in range(30) for value in session.run(batch).tolist()]
            coord.request_stop()
            coord.join(threads)
            return found

    assert delivered(tf.Session) == delivered(InterpretedSession)
