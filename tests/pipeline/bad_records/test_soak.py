"""Nothing stays in memory of records that were left out. `make soak-bad-records` leaves out a million."""

from __future__ import annotations

from support.bad_records.soak import soak
from support.threads import no_threads_left

from headrace.formats import quarantine


def test_what_is_left_out_leaves_no_objects_behind(tmp_path):
    with no_threads_left():
        found = [(count, objects) for count, objects, _ in soak(tmp_path, 6000, 1000)]
    counts, objects = zip(*found, strict=True)
    assert counts[-1] >= 5000
    assert objects[-1] - objects[0] < 2500  # of 4000 records; what is in queues differs by some hundreds
    assert sum(1 for _ in quarantine.read(tmp_path / "dead")) >= 6000
