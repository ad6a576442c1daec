"""Samples of ops that name the files of checkpoints."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.state.checkpoints import SHARDED_FILENAME, SHARDED_FILESPEC

_path = np.array(b"logs/model", object)

SAMPLES = [
    Sample("ShardedFilename", SHARDED_FILENAME, [_path, np.int32(3), np.int32(12)]),
    Sample("ShardedFilespec", SHARDED_FILESPEC, [_path, np.int32(12)]),
]
