"""tf.python.ops.template: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.template import Template as Template
from headrace.graph.variables.template import make_template as make_template

__all__ = [
    "Template",
    "make_template",
]
