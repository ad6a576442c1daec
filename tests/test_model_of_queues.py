"""The model that benchmarks hold several workers against gives what is known of simple networks of queues."""

from __future__ import annotations

import pathlib

import pytest

BENCHMARKS = pathlib.Path(__file__).parents[1] / "benchmarks"


@pytest.mark.parametrize("clients", [1, 2, 7, 100])
def test_throughput_of_clients_that_wait_for_each_other(clients, monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    from queueing import Station, limit, throughput

    for count in (1, 3):  # stations alike and nothing else: each client waits for all others, spread evenly
        alike = [Station(str(k), 0.5) for k in range(count)]
        assert throughput(clients, alike, 0.0) == pytest.approx(clients / (0.5 * (clients + count - 1)))
    one = [Station("server", 0.002)]
    assert throughput(1, one, 0.05) == pytest.approx(1 / 0.052)
    assert throughput(clients, one, 0.05) <= min(clients / 0.052, 500) * (1 + 1e-9)
    assert throughput(clients, [], 0.1) == pytest.approx(clients / 0.1)
    two = [Station("cores", 0.01, 2)]
    assert throughput(1, two, 0.0) == pytest.approx(100)
    assert throughput(100, two, 0.0) == pytest.approx(200, rel=0.01)
    assert limit([*one, *two, Station("network", 0.004)]).name == "cores"
