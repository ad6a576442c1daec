"""Views: what a program's pipelines did since one looked last, as a value of JSON, a text, or HTML."""

from __future__ import annotations

import html
import os
import sys
import time
import weakref
from collections.abc import Iterable, Mapping
from typing import Any

from headrace.graph.runtime.watched.open_sessions import OPEN

from ..data.statistics.iterators import IteratorStatistics, between
from ..queues.memory import in_bytes
from .explanation import explanation
from .readings import Reading, beginning_of, reading_of, resident_bytes

View = dict[str, Any]
"""
    program, pid, time                what is looked at, and when: seconds since 1970
    memory, cpu                       bytes in use; processors used since the last view; None where the system does not tell
    sessions                          of each:
      seconds                         since the last view
      limit, verdict                  as `explain` has them
      queues                          name, kind, size, capacity (-1: no limit), bytes; in_rate, out_rate: elements a second;
                                      for_room, for_elements: how many threads waited, on average; bad: records left out
      runners                         name, threads, at_once, rate, and the shares of `explain`
      iterators                       name; rate: elements a second; waited: the share of the time in which it was waited for;
                                      bytes: that it and its stages hold; bad: elements left out
        stages                        name, rate, waited: it alone, threads, fullness (None: it has no buffer), held: elements,
                                      bytes, files: read to their ends, bytes_rate: read a second, bad
"""

_BAR = 10


class Views:
    """One view after the other, each of the time since the last; the first since the queue runners were started."""

    def __init__(self) -> None:
        self._last: weakref.WeakKeyDictionary[Any, Reading] = weakref.WeakKeyDictionary()
        self._at = time.monotonic()
        self._cpu = 0.0

    def of_program(self, sessions: Iterable[Any] | None = None) -> View:
        """The view of the program, and of those sessions, or of all that are open."""
        found = []
        for session in sorted(OPEN, key=id) if sessions is None else sessions:
            try:
                found.append(self.of_session(session))
            except RuntimeError:  # closed meanwhile
                continue
        now, cpu = time.monotonic(), time.process_time()
        used = None if not self._cpu else (cpu - self._cpu) / max(now - self._at, 1e-9)
        self._at, self._cpu = now, cpu
        return {
            "program": os.path.basename(sys.argv[0] if sys.argv and sys.argv[0] else "python"),
            "pid": os.getpid(),
            "time": time.time(),
            "memory": resident_bytes(),
            "cpu": used,
            "sessions": found,
        }

    def of_session(self, session: Any) -> View:
        """What one session did. Raises RuntimeError where it is closed."""
        before = self._last.get(session) or beginning_of(session)
        after = self._last[session] = reading_of(session)
        found = explanation(before, after)
        old = {one.name: one for one in before.queues}
        queues = []
        for one in after.queues:
            then = old.get(one.name)
            queues.append(
                {
                    "name": one.name,
                    "kind": one.kind,
                    "size": one.size,
                    "capacity": one.capacity,
                    "in_rate": _rate(one, then, "enqueued", found.seconds),
                    "out_rate": _rate(one, then, "dequeued", found.seconds),
                    "for_room": _rate(one, then, "seconds_enqueues_blocked", found.seconds),
                    "for_elements": _rate(one, then, "seconds_dequeues_blocked", found.seconds),
                    "bytes": one.bytes,
                    "bad": dict(one.bad),
                }
            )
        runners = [
            {
                "name": stage.name,
                "threads": stage.threads,
                "at_once": stage.at_once,
                "rate": stage.rate,
                "computing": stage.computing,
                "for_processor": stage.for_processor,
                "for_turn": stage.for_turn,
                "for_elements": stage.for_elements,
                "for_room": stage.for_room,
                "elsewhere": stage.elsewhere,
            }
            for stage in found.stages
        ]
        limits = {"limit": found.limit, "verdict": found.verdict}
        of_datasets = {one.statistics.name: one.statistics for one in before.iterators}
        iterators = [_iterator(of_datasets.get(one.statistics.name), one.statistics, found.seconds) for one in after.iterators]
        return {"seconds": found.seconds, **limits, "queues": queues, "runners": runners, "iterators": iterators}


def _iterator(before: IteratorStatistics | None, now: IteratorStatistics, seconds: float) -> dict[str, Any]:
    changed = between(before, now)
    return {
        "name": now.name,
        "rate": changed.elements / seconds,
        "waited": min(1.0, changed.seconds / seconds),
        "bytes": now.bytes,
        "bad": now.bad,
        "stages": [
            {
                "name": one.name,
                "rate": one.elements / seconds,
                "waited": min(1.0, one.seconds / seconds),
                "threads": one.threads,
                "fullness": one.fullness,
                "held": one.held,
                "bytes": one.bytes,
                "files": one.files,
                "bytes_rate": one.bytes_read / seconds,
                "bad": dict(one.bad),
            }
            for one in changed.stages
        ],
    }


def _rate(now: Any, then: Any, name: str, seconds: float) -> float:
    return (getattr(now, name) - (0 if then is None else getattr(then, name))) / seconds


Rows = list[tuple[str, ...]]


def tables_of(session: Mapping[str, Any]) -> list[Rows]:
    """The tables of a session: its queues, and the stages of each of its iterators; the first row of each has its heads."""
    queues = [_of_queues(session)] if session["queues"] or not session["iterators"] else []
    return [*queues, *map(_of_iterator, session["iterators"])]


def _of_iterator(one: Mapping[str, Any]) -> Rows:
    has_bad = bool(one["bad"])
    heads = (one["name"], "full", "holds", "bytes", "gives, 1/s", "waited for", "threads")
    rows: Rows = [heads + (("bad",) if has_bad else ())]
    for stage in one["stages"]:
        full = "" if stage["fullness"] is None else bar(stage["fullness"])
        held = (f"{stage['held']:,}", in_bytes(stage["bytes"])) if stage["held"] else ("", "")
        cells = (stage["name"], full, *held, f"{stage['rate']:,.0f}", f"{stage['waited']:.2f}", f"{stage['threads'] or ''}")
        rows.append(cells + ((f"{sum(stage['bad'].values()):,}",) if has_bad else ()))
    return [*rows, _of_all(one, has_bad)]


def _of_all(one: Mapping[str, Any], has_bad: bool) -> tuple[str, ...]:
    """What the program gets."""
    cells = ("all", "", "", in_bytes(one["bytes"]), f"{one['rate']:,.0f}", f"{one['waited']:.2f}", "")
    return cells + ((f"{sum(one['bad'].values()):,}",) if has_bad else ())


def _of_queues(session: Mapping[str, Any]) -> Rows:
    has_bad = any(one["bad"] for one in session["queues"])
    heads = ("queue", "full", "now in it", "bytes", "in, 1/s", "out, 1/s", "wait for room", "for elements")
    rows: Rows = [heads + (("bad",) if has_bad else ())]
    for one in session["queues"]:
        full, size = "", f"{one['size']:,}"
        if one["capacity"] > 0:
            full, size = bar(one["size"] / one["capacity"]), f"{one['size']:,} of {one['capacity']:,}"
        cells = (one["name"], full, size, in_bytes(one["bytes"]), f"{one['in_rate']:,.0f}", f"{one['out_rate']:,.0f}")
        waits = (f"{one['for_room']:.2f}", f"{one['for_elements']:.2f}")
        rows.append(cells + waits + ((f"{sum(one['bad'].values()):,}",) if has_bad else ()))
    return rows


def bar(share: float) -> str:
    """A share as a line of ten signs."""
    return f"{'#' * round(_BAR * min(1.0, share)):.<{_BAR}}"


def head_of(view: Mapping[str, Any]) -> str:
    """One line about the program."""
    parts = [f"{view['program']} (pid {view['pid']})"]
    if view["memory"] is not None:
        parts.append(f"{view['memory'] / 1e6:,.0f} MB")
    if view["cpu"] is not None:
        parts.append(f"{view['cpu']:.1f} processors")
    if not view["sessions"]:
        parts.append("no session is open")
    return ", ".join(parts)


def text_of(view: Mapping[str, Any]) -> str:
    """A view as plain text."""
    lines = [head_of(view)]
    for session in view["sessions"]:
        for rows in tables_of(session):
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            for name, full, *cells in rows:
                numbers = "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths[2:], strict=True))
                lines.append(f"{name:{widths[0]}}  {full:{widths[1]}}{numbers}".rstrip())
        lines.append(session["verdict"])
    return "\n".join(lines)


def html_of(view: Mapping[str, Any]) -> str:
    """A view for a notebook."""
    parts = [f"<p>{html.escape(head_of(view))}</p>"]
    for session in view["sessions"]:
        for heads, *rows in tables_of(session):
            head = "".join(f"<th>{html.escape(cell)}</th>" for cell in heads)
            body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        parts.append(f"<p>{html.escape(session['verdict'])}</p>")
    return "".join(parts)
