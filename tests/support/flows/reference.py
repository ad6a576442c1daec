"""What the stages of datasets mean. A dataset is a function that begins a pass: an iterator of outcomes, each an element, a
tuple, or an error, `Bad`. A function gives one of them.
"""

import itertools

import numpy as np


class Bad(str):
    pass


def each(begin, make):
    return lambda: (one if isinstance(one, Bad) else found for one in begin() if (found := isinstance(one, Bad) or make(*one)))


def filtered(begin, test):
    return each(begin, lambda *one: t if isinstance(t := test(*one), Bad) else one if t[0] else None)


def taken_while(begin, test):
    judged = each(begin, lambda *one: t if isinstance(t := test(*one), Bad) else (t[0], one))
    return lambda: (one if isinstance(one, Bad) else one[1] for one in itertools.takewhile(lambda one: one[0], judged()))


def scanned(begin, state, function):
    def step(held, *one):
        found = function(held[0], *one)
        held[0] = held[0] if isinstance(found, Bad) else found[0]
        return found if isinstance(found, Bad) else found[1:]

    return lambda: (lambda held: each(begin, lambda *one: step(held, *one))())([state])


def zipped(*begins):
    def step():
        for its in [[begin() for begin in begins]]:
            while True:
                one = ()
                for it in its:
                    if (found := next(it, None)) is None:
                        return
                    if isinstance(found, Bad):
                        one = found
                        break
                    one += found
                yield one

    return step


def repeated(begin, count):
    def step():
        for _ in itertools.count() if count < 0 else range(count):
            if (first := next(it := begin(), None)) is None and count < 0:
                return
            yield from itertools.chain([first] if first is not None else [], it)

    return step


def concatenated(*begins):
    return lambda: itertools.chain.from_iterable(begin() for begin in begins)


def chosen(begin, wanted):
    """The elements of which `wanted(number)` is true, until it is None. What fails has no number."""

    def step():
        number, it = 0, begin()
        while wanted(number) is not None and (one := next(it, None)) is not None:
            if isinstance(one, Bad) or wanted(number):
                yield one
            number += not isinstance(one, Bad)

    return step


def shared_evenly(begin, count, index, pads):
    """Every `count`th element from `index` on, as many for each index: the last are left out, or the first come once more."""

    def step():
        seen = []
        for one in begin():
            if isinstance(one, Bad):
                yield one
                continue
            seen.append(one)
            begun = len(seen) % count
            if pads and (len(seen) - 1) % count == index:
                yield one
            elif not pads and not begun:
                yield seen[index - count]
        if pads and 0 < len(seen) % count <= index:
            yield seen[(len(seen) - len(seen) % count + index) % len(seen)]

    return step


def batched(begin, size, drops, fused, make):
    def step():
        held, failed = [], None
        for one in begin():
            failed = failed or (one if isinstance(one, Bad) else None)
            held.append(one)
            if len(held) == size or (failed and not fused):
                yield failed or make(held)
                held, failed = [], None
        if failed or (held and not drops):
            yield failed or make(held)

    return step


def stacked(held):
    alike = all(np.shape(a) == np.shape(b) for one in held for a, b in zip(one, held[0], strict=True))
    return tuple(np.array(values) for values in zip(*held, strict=True)) if alike else Bad("shapes")


def padded(held):
    widths = [max(len(value) for value in values) for values in zip(*held, strict=True)]
    rows = [[[*v, *[-1] * (w - len(v))] for v, w in zip(one, widths, strict=True)] for one in held]
    return tuple(np.array(values) for values in zip(*rows, strict=True))


def shuffled(begin, size, draws):
    passes = itertools.count()

    def step():
        draw, buffer, hole = draws(next(passes)), [], None
        for one in begin():
            if isinstance(one, Bad):
                yield one
                continue
            hole = len(buffer) if hole is None else hole
            buffer[hole : hole + 1], hole = [one], None
            if len(buffer) == size:
                hole = int(draw() * size)
                yield buffer[hole]
        buffer = buffer if hole is None else [*buffer[:hole], buffer[-1], *buffer[hole + 1 :]][:-1]
        while buffer:
            place = int(draw() * len(buffer))
            buffer[place], buffer[-1] = buffer[-1], buffer[place]
            yield buffer.pop()

    return step


def interleaved(begin, function, cycle, block, counts_errors=False):
    def step():
        it, places, at, given = begin(), [None] * cycle, 0, 0
        while it or any(places):
            if places[at] is None and it:
                one = next(it, None)
                it, found = (it, one if isinstance(one, Bad) else function(*one)) if one is not None else (None, None)
                if isinstance(found, Bad):
                    yield found
                elif found:
                    places[at] = found()
            elif places[at] and (one := next(places[at], None)) is not None:
                yield one
                given += counts_errors or not isinstance(one, Bad)
                at, given = ((at + 1) % cycle, 0) if given == block else (at, given)
            else:
                places[at], at, given = None, (at + 1) % cycle, 0

    return step


def cached(begin):
    passes = []

    def step():
        if not passes:
            good = []
            for one in begin():
                good += [] if isinstance(one, Bad) else [one]
                yield one
            passes.append(good)
        else:
            yield from passes[0]

    return step


def chosen_from(numbers, *begins):
    def step():
        its = [begin() for begin in begins]
        for number in numbers:
            if number >= len(its):
                yield Bad(f"Selector index out of range: {number} >= {len(its)}")
            elif its[number] and (one := next(its[number], None)) is not None:
                yield one
            else:
                its[number] = None
                if not any(its):
                    return

    return step


def windowed(begin, size, shift, stride, drops):
    def step():
        it, held, span = begin(), [], (size - 1) * stride + 1
        while held := [*held, *itertools.islice(it, span - len(held))]:
            if len(held) < span and drops:
                return
            window, held = held[::stride], [*held[shift:], *list(itertools.islice(it, max(0, shift - len(held))))[:0]]
            yield next((one for one in window if isinstance(one, Bad)), None) or stacked(window)

    return step


def grouped(begin, key, size):
    def step():
        groups = {}
        for one in begin():
            found = one if isinstance(one, Bad) else key(*one)
            if isinstance(found, Bad):
                yield found
                continue
            group = groups.setdefault(int(found[0]), [])
            group.append(one)
            if len(group) == size:
                yield stacked(groups.pop(int(found[0])))
        for number in sorted(groups):
            yield stacked(groups[number])

    return step
