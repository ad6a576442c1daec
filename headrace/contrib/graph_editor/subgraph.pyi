"""tf.contrib.graph_editor.subgraph: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.graph_editor.views import SubGraphView as SubGraphView
from headrace.training.contrib.graph_editor.views import make_view as make_view
from headrace.training.contrib.graph_editor.views import make_view_from_scope as make_view_from_scope

__all__ = [
    "SubGraphView",
    "make_view",
    "make_view_from_scope",
]
