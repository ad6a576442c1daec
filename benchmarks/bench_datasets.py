"""Records per second of the five pipelines as `tf.data` programs in the naive order: map one record, shuffle, batch.

    python benchmarks/bench_datasets.py
    python benchmarks/bench_datasets.py --works csv cifar --seconds 2
    python benchmarks/bench_datasets.py --tensorflow /path/to/python    # in turn with TensorFlow

One text for both libraries (`programs.datasets`), once as it stands and once with `num_parallel_calls=2` and a prefetch. Beside
it the queue program of the same work here, with one thread and with two, and a tf.data program tuned by hand (tf_data.py), in
two variants. Of each the better one counts.
"""

from __future__ import annotations

import argparse
import functools
import statistics

import command_line
import data
from cases import Case
from measures import in_turn, records_per_second
from programs import WARM_UP, WORKS, batches, datasets
from worker import Answers, Worker, load, start, workers

Rates = dict[tuple[str, int], list[float]]  # records per second by what was measured, and variant


def answers(library: str) -> Answers:
    if library == "tf.data":
        import tf_data

        return {"tuned": tf_data.rate}
    tf = load(library)

    def naive(work, files, variant, seconds, warm_up):
        with datasets(tf, work, files, 2 * variant or None) as next_batch:
            return records_per_second(next_batch, seconds, warm_up)

    def queues(work, files, variant, seconds, warm_up):
        with batches(tf, work, files, variant + 1) as next_batch:
            return records_per_second(next_batch, seconds, warm_up)

    return {"naive": naive, "queues": queues}


QUESTIONS = {"headrace": ("naive", "queues"), "tensorflow": ("naive",), "tf.data": ("tuned",)}


def measure(found: dict[str, Worker], work: str, files: list[str], options: argparse.Namespace) -> Rates:
    """Each library with each of its programs, in two variants."""
    seconds = options.seconds or (0.1 if options.quick else 1.0)
    asked = {"work": work, "files": files, "seconds": seconds, "warm_up": 5 if options.quick else WARM_UP}
    questions = {}
    for library, worker in found.items():
        for question in QUESTIONS[library]:
            name = library if question == "naive" else "tf.data, tuned" if question == "tuned" else "headrace, queues"
            for variant in (0, 1):
                questions[name, variant] = functools.partial(worker.ask, question, **asked, variant=variant)
    return in_turn(options.repeats, questions)


def report(work: str, found: Rates, options: argparse.Namespace) -> None:
    best = dict(sorted(found, key=lambda key: statistics.median(found[key])))  # the last of each stays
    names = ("headrace", "tensorflow", "tf.data, tuned", "headrace, queues")
    rates = {name: found[name, best[name]] for name in names if name in best}
    Case.of("datasets", work, "/s", rates).report(f"work={work}", options.json)


def main() -> None:
    parser = command_line.parser(__doc__)
    parser.add_argument("--works", nargs="+", choices=list(WORKS), default=list(WORKS))
    parser.add_argument("--seconds", type=float, help="how long each measurement takes (1)")
    options = parser.parse_args()
    made = {work: data.make(WORKS[work].kind, options.data, options.quick) for work in options.works}
    with workers(__file__, options.tensorflow, ("tensorflow", "tf.data")) as found:
        for work, (files, _) in made.items():
            report(work, measure(found, work, files, options), options)


if __name__ == "__main__":
    start(main, answers)
