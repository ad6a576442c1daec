"""How fast things go that wait for each other: mean value analysis of a closed network of queues.

Source: M. Reiser, S. S. Lavenberg, Mean-Value Analysis of Closed Multichain Queuing Networks, J. ACM 27 (1980); a station of
several servers is taken as one that is as many times as fast, and a delay (A. Seidmann, P. J. Schweitzer, S. Shalev-Oren,
Computerized Closed Queueing Network Models of Flexible Manufacturing Systems, Large Scale Systems 12, 1987).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True)
class Station:
    """Something that serves one at a time, or `servers` of them.

    Attributes:
      name: of it.
      demand: seconds that a step takes of it.
      servers: how many it serves at once.
    """

    name: str
    demand: float
    servers: int = 1


def throughput(clients: int, stations: Sequence[Station], delay: float) -> float:
    """Steps a second of so many clients, each of which does one after the other.

    Args:
      delay: seconds of a step in which a client keeps nobody else from anything.
    """
    waiting = [0.0] * len(stations)  # at each station, clients on the average
    delay += sum(one.demand * (one.servers - 1) / one.servers for one in stations)
    rate = 0.0
    for count in range(1, clients + 1):
        times = [one.demand / one.servers * (1 + before) for one, before in zip(stations, waiting, strict=True)]
        rate = count / (delay + sum(times))
        waiting = [rate * time for time in times]
    return rate


def limit(stations: Sequence[Station]) -> Station:
    """The one that no number of clients gets beyond."""
    return max(stations, key=lambda one: one.demand / one.servers)
