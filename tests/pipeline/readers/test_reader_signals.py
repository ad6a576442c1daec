"""A signal's exception at any moment of a read leaves the reader to others: none hangs, none misses what was not read.

What is lost is what the interrupted call was about to give: records, or the name that it had just taken.
"""

from __future__ import annotations

import pytest
from support.signals import interrupted_at
from support.threads import in_thread, outcome

from headrace.graph.types.errors import OutOfRangeError
from headrace.pipeline import FIFOQueue
from headrace.pipeline.readers.lines import TextLines


@pytest.mark.parametrize("at_once", [1, 4])
def test_others_can_read_on_after_a_read_that_a_signal_has_interrupted(at_once, tmp_path):
    for name in "ab":
        (tmp_path / name).write_text("".join(f"{name}{number}\n" for number in range(6)))
    cut, moment = True, 0
    while cut:
        names = FIFOQueue(4, ["string"], [()])
        names.enqueue_many([[str(tmp_path / name).encode() for name in "ab"]])
        names.close()
        reader = TextLines("reader")
        came = []

        def read(reader=reader, names=names):
            return reader.read_up_to(names, at_once).to_array().tolist()

        def read_on(read=read, came=came):
            try:
                while True:
                    came.extend(read())
            except OutOfRangeError:
                return

        cut, result = interrupted_at(moment, read)
        assert outcome(in_thread(read_on)) is None
        assert len(set(came)) == len(came)
        missing = sorted({b"%s%d" % (name, number) for name in (b"a", b"b") for number in range(6)} - set(came))
        if cut:
            assert len(missing) <= at_once or missing == [b"a%d" % number for number in range(6)]
        else:
            assert missing == result
        moment += 1
    assert moment > 20
