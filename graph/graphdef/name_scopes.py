"""Names of operations as they are outside a scope and inside it, for graphs that are exported and imported in part.

Source: TensorFlow 1.15's `export_scope` and `import_scope`.
"""

from __future__ import annotations

import re

from headrace.formats.exports import export
from headrace.formats.text import as_text

_MARKS = r"^(\^|loc:@)?"
"""What may stand before a name: that of a control input, that of a colocation."""


@export("python.framework.ops.prepend_name_scope")
def prepend_name_scope(name: str, import_scope: str | None) -> str:
    """The name with `import_scope` put before it; marks of control inputs and colocations stay in front."""
    if not import_scope:
        return name
    scope = import_scope.removesuffix("/")
    return re.sub(_MARKS, lambda mark: f"{mark.group(1) or ''}{scope}/", as_text(name), count=1)


@export("python.framework.ops.strip_name_scope")
def strip_name_scope(name: str, export_scope: str | None) -> str:
    """The name without `export_scope`; a name outside it stays as it is."""
    if not export_scope:
        return name
    scope = re.escape(export_scope.removesuffix("/"))
    return re.sub(f"{_MARKS}{scope}/+", lambda mark: mark.group(1) or "", as_text(name), count=1)
