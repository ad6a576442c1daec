"""Records per second of whole pipelines, each written per record as the TensorFlow how-to's write them.

    python benchmarks/bench_pipelines.py
    python benchmarks/bench_pipelines.py --works csv cifar --threads 1 4 --seconds 2
    python benchmarks/bench_pipelines.py --tensorflow /path/to/python    # in turn with TensorFlow

Files go from the page cache through a shuffling queue of 5,000 records into batches of 128: one line per work and number
of threads. With TensorFlow, one line more per work sets the best numbers of threads of both against each other and against
a tf.data program that is tuned by hand (tf_data.py). Then one line per work for the peak memory of ten epochs.
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import sys

import data
from cases import Case
from programs import WARM_UP, WORKS
from worker import Worker

Rates = dict[tuple[str, int], list[float]]  # records per second by library and number of threads; of tf.data by variant


def measure(workers: dict[str, Worker], work: str, files: list[str], options: argparse.Namespace) -> Rates:
    """Each library with each number of threads or variant, all in turn."""
    found: Rates = {}
    asked = {"work": work, "files": files, "seconds": options.seconds, "warm_up": 5 if options.quick else WARM_UP}
    for _ in range(options.repeats):
        for library, worker in workers.items():
            name, choices = ("variant", [0, 1]) if library == "tf.data" else ("threads", options.threads)
            for choice in choices:
                rate = worker.ask("rate", **asked, **{name: choice})
                found.setdefault((library, choice), []).append(rate)
    return found


def report(work: str, found: Rates, options: argparse.Namespace) -> None:
    medians = {key: statistics.median(rates) for key, rates in found.items()}
    for threads in options.threads:
        ours = found["headrace", threads]
        peers = {library: rate for (library, n), rate in medians.items() if library == "tensorflow" and n == threads}
        case = Case("threads", f"{work}, threads={threads}", "/s", statistics.median(ours), peers, min(ours), len(ours))
        print(case.line(f"work={work} threads={threads}"), flush=True)
        case.write(options.json)
    best: dict[str, tuple[str, int]] = {}
    for key in sorted(medians, key=medians.__getitem__):
        best[key[0]] = key
    ours = found[best["headrace"]]
    peers = {library: medians[best[library]] for library in ("tensorflow", "tf.data") if library in best}
    used = " against ".join(str(best[library][1]) for library in ("headrace", "tensorflow") if library in best)
    case = Case("pipelines", work, "/s", statistics.median(ours), peers, min(ours), len(ours), f"threads: {used}")
    case.write(options.json)
    if peers:
        print(case.line(f"work={work} threads=best"), flush=True)


def measure_memory(work: str, files: list[str], records: int, options: argparse.Namespace) -> None:
    with Worker(sys.executable, "headrace") as worker:  # a fresh one: the peak is that of this case alone
        threads = options.threads[-1]
        early, late = worker.ask("memory", work=work, files=files, threads=threads, records=records)
    print(f"memory={work} threads={threads} peak={early:.0f} MiB after two epochs, {late:.0f} MiB after ten", flush=True)
    Case("memory", work, "MiB", late, note=f"{early:.0f} MiB after two of ten epochs").write(options.json)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", nargs="+", choices=list(WORKS), default=list(WORKS))
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 4, 16])
    parser.add_argument("--seconds", type=float, help="how long each measurement takes (1)")
    parser.add_argument("--repeats", type=int, help="measurements of each library (5)")
    parser.add_argument("--quick", action="store_true", help="small data and short measurements: a look, no result")
    parser.add_argument("--no-memory", action="store_true", help="leave out the ten epochs")
    parser.add_argument("--tensorflow", metavar="PYTHON", help="an interpreter that has TensorFlow")
    parser.add_argument("--data", metavar="FOLDER", type=pathlib.Path, default=data.CACHE / "data")
    parser.add_argument("--json", metavar="FILE", help="append a JSON object per case")
    options = parser.parse_args()
    options.seconds = options.seconds or (0.1 if options.quick else 1.0)
    options.repeats = options.repeats or (3 if options.quick else 5)

    made = {work: data.make(WORKS[work].kind, options.data, options.quick) for work in options.works}
    workers = {"headrace": Worker(sys.executable, "headrace")}
    if options.tensorflow:
        workers |= {library: Worker(options.tensorflow, library) for library in ("tensorflow", "tf.data")}
    for work, (files, _) in made.items():
        report(work, measure(workers, work, files, options), options)
    for worker in workers.values():
        worker.close()
    for work, (files, records) in {} if options.no_memory else made.items():
        measure_memory(work, files, records, options)


if __name__ == "__main__":
    main()
