"""tf.python.estimator.export: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.export import export as export
from headrace.python.estimator.export import export_lib as export_lib
from headrace.python.estimator.export import export_output as export_output

__all__ = [
    "export",
    "export_lib",
    "export_output",
]
