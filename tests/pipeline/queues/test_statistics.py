"""What queues say about themselves, for people: a table of 80 columns and a sentence."""

import html
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.queues.kinds import blocked, fifo
from support.threads import in_thread, no_threads_left, outcome

import headrace as tf
from headrace.pipeline import FIFOQueue
from headrace.pipeline.queues.statistics import QueueStatistics, Statistics


def of(name="jobs", room=0.0, elements=0.0, capacity=32, size=3, filled_from=()):
    return QueueStatistics(name, "FIFOQueue", capacity, size, 12_000, 11_997, 0, 0, room, elements, (0,) * 10, (), filled_from)


def test_it_is_a_table_with_units_and_a_conclusion():
    text = str(Statistics([of("names"), of("batch", room=54.123, elements=0.2)]))
    above, heads, _, last, conclusion = text.splitlines()
    assert above.strip() == "waited for:"
    assert heads.split("  ")[0] == "queue"
    assert [unit for unit in ("room, s", "elements, s") if unit in heads] == ["room, s", "elements, s"]
    assert last.split() == ["batch", "3", "of", "32", "12,000", "11,997", "0", "B", "54.12", "0.20"]
    assert conclusion == "What takes from 'batch' is the slower part: 54.12 s were waited for room in it."


@pytest.mark.parametrize(
    ("room", "elements", "words"),
    [(0.01, 0.02, "Nobody has waited long at 'q'."), (1, 9, "What fills 'q' is the slower"), (9, 1, "What takes from 'q' is")],
)
def test_the_sentence_says_what_is_slow(room, elements, words):
    assert Statistics([of("q", room, elements)]).conclusion.startswith(words)


@pytest.mark.parametrize(
    ("lines", "records", "batches", "words"),
    [
        ((0, 0), (0, 3), (0, 5), "What fills 'records' from 'lines' is the slower part: 3.00 s"),
        ((0, 2), (0, 3), (0, 5), "What fills 'lines' is the slower part: 2.00 s were waited for its elements."),
        ((9, 0), (7, 0), (0, 5), "What fills 'batches' from 'records' is the slower part: 5.00 s"),
        ((9, 0), (7, 0), (6, 0), "What takes from 'batches' is the slower part: 6.00 s were waited for room in it."),
        ((9, 0), (0, 8), (6, 0), "What takes from 'batches' is the slower part"),
    ],
)
def test_of_a_chain_the_sentence_names_the_slowest_part(lines, records, batches, words):
    chain = [of("lines", *lines), of("records", *records, filled_from=("lines",))]
    assert Statistics([*chain, of("batches", *batches, filled_from=("records",))]).conclusion.startswith(words)


def test_queues_that_feed_each_other_have_an_end():
    round_and_round = Statistics([of("a", 0, 1, filled_from=("b", "a")), of("b", 0, 1, filled_from=("a", "b"))])
    assert round_and_round.conclusion.startswith("What fills 'a' is the slower part")


def test_a_pipelines_queues_know_what_they_are_filled_from():
    with tf.Graph().as_default():
        one = tf.train.range_input_producer(10, num_epochs=1).dequeue()
        batch = tf.train.batch(tf.train.batch([one], 1), 2)
        with tf.Session() as session:
            assert len(list(tf.train.iterate(batch, session=session))) == 5
            found = tf.train.statistics(session)
    assert [each.filled_from for each in found] == [(), (found[0].name,), (found[1].name,)]


@given(st.lists(st.text("abc_/", min_size=1, max_size=200), max_size=4), st.floats(0, 1e6), st.integers(-1, 10**9))
def test_it_fits_80_columns_whatever_the_names(names, seconds, capacity):
    text = str(Statistics([of(name, seconds, 1.0, capacity) for name in names]))
    assert all(len(line) <= 80 for line in text.splitlines())
    squeezed = "".join(text.split())
    assert all(name in squeezed for name in names)


def test_a_notebook_shows_it_as_html_and_names_are_escaped():
    shown = Statistics([of("a<b>")])._repr_html_()
    assert shown.startswith("<table>")
    assert "<b>" not in shown
    assert html.escape("a<b>") in shown
    assert re.findall(r"<td>(.*?)</td>", shown)[1:] == ["3 of 32", "12,000", "11,997", "0 B", "0.00", "0.00"]


def test_it_is_a_list_as_ever():
    assert Statistics([of()]) == [of()]
    assert str(Statistics()) == Statistics().conclusion == "No queue has been used."


def test_a_queue_without_a_graph_prints_its_own():
    queue = FIFOQueue(2, [np.int32], [()], name="jobs")
    queue.enqueue([1])
    assert "1 of 2" in str(queue.statistics())
    assert "<td>1 of 2</td>" in queue.statistics()._repr_html_()
    assert repr(queue.statistics()).startswith("QueueStatistics(name='jobs'")


def test_names_are_those_of_the_program():
    with tf.Graph().as_default(), tf.Session() as session:
        named, shared = tf.FIFOQueue(3, tf.int32, name="jobs"), tf.FIFOQueue(3, tf.int32, shared_name="between")
        session.run([named.enqueue(1), shared.enqueue(1)])
        assert {one.name for one in tf.train.statistics(session)} == {"jobs", "between"}


def test_a_take_that_had_to_wait_counts_as_one_that_found_little():
    queue = fifo(10)
    with no_threads_left():
        takes = [in_thread(queue.dequeue), in_thread(lambda: queue.dequeue_many(2))]
        blocked(queue, dequeuers=2)
        queue.enqueue_many([[1, 2, 3]])
        for take in takes:
            outcome(take)
    assert sum(queue.statistics().fill) == 2
