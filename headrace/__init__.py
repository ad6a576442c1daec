"""headrace: TensorFlow 1 graph-mode input pipelines, run block by block, without TensorFlow.

    import headrace as tf

Here are TensorFlow 1.x's names, the old spellings beside the new ones; `tf.train`, `tf.nn`, `tf.image` and the other
groups are modules of this package. `VERSION` says which TensorFlow the names and signatures are those of,
`__version__` is headrace's own.

A name is said where it is defined (`headrace.formats.exports`); what finds it here is made of that by `make names`.
"""

from __future__ import annotations

from . import _checkout

__path__ = _checkout.import_layers(__path__)

import sys as _sys

from headrace.graph.core import op as _op
from headrace.graph.runtime.watched import above as _above

from . import _lazy

_sys.meta_path.insert(0, _lazy.Finder())

_op.OP_PACKAGES += [
    f"{__name__}.{package}"
    for package in (
        "graph.ops",
        "graph.control_flow",
        "graph.functions",
        "graph.lookup",
        "pipeline.queues",
        "pipeline.readers",
        "pipeline.data.ops",
        "training.optimizers",
        "training.contrib.opt",
    )
]

_above.HOMES |= {
    "diagnose": f"{__name__}.pipeline.watching.diagnosis.diagnose",
    "enable_top": f"{__name__}.pipeline.watching.top.enable_top",
    "input_worker": f"{__name__}.cluster.inputs.worker.InputWorker",
    "master": f"{__name__}.cluster.server.master",
    "reset": f"{__name__}.cluster.server.reset",
}

# What every pipeline uses comes with the first name that is asked for, so that its first batch waits little for imports; who
# asks for none, as the formats and most commands, does not wait for it. The rest costs programs that do without it time.
__all__, __dir__, __getattr__ = _lazy.attach(
    globals(),
    "",
    (
        "FIFOQueue",
        "Session",
        "Variable",
        "global_variables_initializer",
        "gradients",
        "range",  # makes tensors of Python's, as stack of lists of tensors, wherever a tensor is taken
        "reduce_mean",
        "stack",
        "train.Coordinator",
        "train.iterate",
        "train.shuffle_batch",
        "train.start_queue_runners",
        "train.string_input_producer",
    ),
)
