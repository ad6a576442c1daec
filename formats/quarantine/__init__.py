"""Bad records: what becomes of them. One policy for all that reads: conversions, tools, readers of a pipeline.

    with Quarantine("bad.tfrecord", most=1000) as policy:
        convert(["a.csv"], "a.tfrecord", on_damage=policy)
    print(policy.count, "left out")

    for bad in read("bad.tfrecord"):
        print(bad.path, bad.record, bad.reason, bad.data)

Who reads records calls its policy with each `BadRecord`, in the order of the file. The policy returns, and reading goes on
after that record, or it raises, and reading ends. So a reader knows nothing of policies but that they are called; None in
place of one means RAISE. A record is bad where its bytes are damaged (DataLossError) or where it is not what was asked for
(InvalidArgumentError); what is no fault of one record (no such file, no memory) is given to a policy by readers of a
pipeline only, which go on with the next file.

Threads may share a policy. It is no part of a fork: who forks makes one for each process and joins what they found.

The dead-letter file is a TFRecord of Examples, one a bad record, with what is known of:

    path     bytes    the file, as its reader was given it
    record   int64    its number: of a TFRecord or an entry from 0, of a text file the line from 1
    offset   int64    where it begins in the uncompressed file
    length   int64    how many bytes of the file it takes up
    code     int64    the error's status code (`errors.exception_type_from_error_code` has its class)
    stage    bytes    what has failed: read, checksum, parse, decode or map
    reason   bytes    the error's text
    data     bytes    the record as it stands in the file; left out where its bounds are not known

so whatever reads Examples reads it, and `data` can be mended and read again (`replay`).
"""

from __future__ import annotations

from ..records import STAGES, BadRecord, OnDamage, RawRecord
from .letters import read, replay
from .policies import RAISE, RATE_FROM, Policy, Quarantine, Skip

__all__ = [
    "RAISE",
    "RATE_FROM",
    "STAGES",
    "BadRecord",
    "OnDamage",
    "Policy",
    "Quarantine",
    "RawRecord",
    "Skip",
    "read",
    "replay",
]
