"""The one sentence that explains a stall: from a call of the program that waits, through the queues, to who is at work."""

from __future__ import annotations

from .facts import Facts, QueueFacts, ThreadFacts


def sentence(facts: Facts) -> str:
    """Why the program does not get on, or what it does instead of waiting."""
    waiting = [each for each in facts.threads if each.runner is None and (each.queue or each.iterator) is not None]
    if not waiting:
        return _nobody_waits(facts)
    longest = max(waiting, key=lambda each: each.seconds or 0.0)
    where = f" ({longest.place})" if longest.place else ""
    return f"{_named(longest)}{where} {_waits(longest)}: {_why(facts, longest, ())}."


def _nobody_waits(facts: Facts) -> str:
    main = next((each for each in facts.threads if each.name == "MainThread"), None)
    joins = main is not None and main.kind == "stop"
    for each in facts.threads if joins else ():
        if each.runner is not None and each.kind != "stop":
            return f"MainThread waits for threads to end, and {each.name} {_doing(each)}."
    at_work = f" MainThread {_doing(main)}." if main is not None else ""
    iterators = " or for an iterator" if facts.iterators else ""
    return f"No call of the program waits at a queue{iterators}.{at_work}"


def _why(facts: Facts, thread: ThreadFacts, seen: tuple[str, ...]) -> str:
    if thread.iterator is not None:
        return next(each.doing for each in facts.iterators if each.name == thread.iterator) or "some have just come"
    assert thread.queue is not None
    if thread.queue in seen:
        return "they wait for each other"
    queue = next(each for each in facts.queues if each.name == thread.queue)
    if thread.kind == "room":
        return _why_no_room(facts, queue, (*seen, thread.queue))
    return _why_no_elements(facts, queue, (*seen, thread.queue))


def _why_no_elements(facts: Facts, queue: QueueFacts, seen: tuple[str, ...]) -> str:
    if queue.unfed is not None:
        if queue.closed:
            return f"it is closed, with {queue.size} elements in it"
        givers = _at_work(facts)
        others = "" if not givers else f"; {_named(givers[0])} {_doing(givers[0])}"
        return queue.unfed + others
    reasons = []
    for runner in queue.fed_by:
        threads = [each for each in facts.threads if each.runner == runner and each.kind != "stop"]
        reasons.append(f"queue runner {runner!r} {_at(facts, threads, seen)}" if threads else f"queue runner {runner!r} begins")
    return "; ".join(reasons)


def _why_no_room(facts: Facts, queue: QueueFacts, seen: tuple[str, ...]) -> str:
    takers = [each.name for each in facts.runners if queue.name in each.takes and each.alive]
    if takers:
        threads = [each for each in facts.threads if each.runner in takers and each.kind != "stop"]
        return f"queue runner {takers[0]!r}, which takes from it, {_at(facts, threads, seen)}"
    others = _at_work(facts)
    return "nobody takes any out" + (f"; {_named(others[0])} {_doing(others[0])}" if others else "")


_AT_WORK = ("file", "user code", "op", "program", "reader", "turn", "iterator", "room", "elements")
"""What says most of what a runner does, first: if one of its threads is at work, those that wait do so for good reason."""


def _at(facts: Facts, threads: list[ThreadFacts], seen: tuple[str, ...]) -> str:
    """What the threads of a runner do, after its name."""
    if not threads:
        return "has no thread that is at work"
    telling = min(threads, key=lambda each: _AT_WORK.index(each.kind))
    if (telling.queue or telling.iterator) is None:
        return _doing(telling)
    return f"{_waits(telling)}: {_why(facts, telling, seen)}"


def _at_work(facts: Facts) -> list[ThreadFacts]:
    """The threads of the program that wait for nothing."""
    own = [each for each in facts.threads if each.runner is None and each.kind != "stop"]
    return [each for each in own if (each.queue or each.iterator) is None]


def _waits(thread: ThreadFacts) -> str:
    if thread.iterator is not None:
        return f"has waited {thread.seconds or 0.0:.1f} s for the next element of iterator {thread.iterator!r}"
    what = f"{thread.needs} element{'s' * (thread.needs != 1)}" if thread.kind == "elements" else "room"
    return f"has waited {thread.seconds or 0.0:.1f} s for {what} of {thread.queue!r}"


def _doing(thread: ThreadFacts) -> str:
    return thread.what + (f" at {thread.place}" if thread.place else "")


def _named(thread: ThreadFacts) -> str:
    return thread.name
