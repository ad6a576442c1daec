"""Records per second of whole pipelines, each written per record as the TensorFlow how-to's write them.

    python benchmarks/bench_pipelines.py
    python benchmarks/bench_pipelines.py --works csv cifar --threads 1 4 --seconds 2
    python benchmarks/bench_pipelines.py --tensorflow /path/to/python    # in turn with TensorFlow

Files go from the page cache through a shuffling queue of 5,000 records into batches of 128: one line per work and number
of threads, and one for the best of these numbers. There TensorFlow, too, has its own best number, and stands beside a
tf.data program that is tuned by hand (tf_data.py).
"""

from __future__ import annotations

import argparse
import functools
import statistics

import command_line
import data
from cases import Case
from measures import in_turn, records_per_second
from programs import WARM_UP, WORKS, batches
from worker import Answers, Worker, load, start, workers

Rates = dict[tuple[str, int], list[float]]  # records per second by library and number of threads; of tf.data by variant


def answers(library: str) -> Answers:
    if library == "tf.data":
        import tf_data

        return {"rate": tf_data.rate}
    tf = load(library)

    def rate(work, files, threads, seconds, warm_up):
        with batches(tf, work, files, threads) as next_batch:
            return records_per_second(next_batch, seconds, warm_up)

    return {"rate": rate}


def measure(found: dict[str, Worker], work: str, files: list[str], options: argparse.Namespace) -> Rates:
    """Each library with each number of threads or variant."""
    seconds = options.seconds or (0.1 if options.quick else 1.0)
    asked = {"work": work, "files": files, "seconds": seconds, "warm_up": 5 if options.quick else WARM_UP}
    questions = {}
    for library, worker in found.items():
        name, choices = ("variant", [0, 1]) if library == "tf.data" else ("threads", options.threads)
        for choice in choices:
            questions[library, choice] = functools.partial(worker.ask, "rate", **asked, **{name: choice})
    return in_turn(options.repeats, questions)


def report(work: str, found: Rates, options: argparse.Namespace) -> None:
    fastest = max(statistics.median(found["headrace", threads]) for threads in options.threads)
    for threads in options.threads:
        rates = {library: found[library, threads] for library in ("headrace", "tensorflow") if (library, threads) in found}
        if ("tf.data", 0) in found:
            rates["tf.data"] = max((found["tf.data", 0], found["tf.data", 1]), key=statistics.median)
        share = statistics.median(rates["headrace"]) / fastest
        case = Case.of("threads", f"{work}, threads={threads}", "/s", rates, note=f"{share:.2f} of its best")
        case.report(f"work={work} threads={threads}", options.json)
    best = dict(sorted(found, key=lambda key: statistics.median(found[key])))  # the last of each library stays
    libraries = [library for library in ("headrace", "tensorflow", "tf.data") if library in best]
    used = " against ".join(str(best[library]) for library in libraries if library != "tf.data")
    rates = {library: found[library, best[library]] for library in libraries}
    case = Case.of("pipelines", work, "/s", rates, note=f"threads: {used}")
    case.report(f"work={work} threads=best", options.json)


def main() -> None:
    parser = command_line.parser(__doc__)
    parser.add_argument("--works", nargs="+", choices=list(WORKS), default=list(WORKS))
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2, 4, 16])
    parser.add_argument("--seconds", type=float, help="how long each measurement takes (1)")
    options = parser.parse_args()
    made = {work: data.make(WORKS[work].kind, options.data, options.quick) for work in options.works}
    with workers(__file__, options.tensorflow, ("tensorflow", "tf.data")) as found:
        for work, (files, _) in made.items():
            report(work, measure(found, work, files, options), options)


if __name__ == "__main__":
    start(main, answers)
