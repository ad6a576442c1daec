"""tf.compat: text and bytes, what counts as a number, and `compat.v1`. Made by `make names`."""

from headrace.formats.text import as_bytes as as_bytes
from headrace.formats.text import as_text as as_str
from headrace.formats.text import as_str_any as as_str_any
from headrace.formats.text import as_text as as_text
from headrace.graph.platform.versions import bytes_or_text_types as bytes_or_text_types
from headrace.graph.platform.versions import complex_types as complex_types
from headrace.graph.types.shapes import dimension_at_index as dimension_at_index
from headrace.graph.types.shapes import dimension_value as dimension_value
from headrace.graph.platform.versions import forward_compatible as forward_compatible
from headrace.graph.platform.versions import integral_types as integral_types
from headrace.graph.platform.versions import path_to_str as path_to_str
from headrace.graph.platform.versions import real_types as real_types
from headrace.compat import v1 as v1

__all__ = [
    "as_bytes",
    "as_str",
    "as_str_any",
    "as_text",
    "bytes_or_text_types",
    "complex_types",
    "dimension_at_index",
    "dimension_value",
    "forward_compatible",
    "integral_types",
    "path_to_str",
    "real_types",
    "v1",
]
