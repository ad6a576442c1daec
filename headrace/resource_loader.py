"""tf.resource_loader: files that lie beside a program."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.platform.resource_loader": "get_data_files_path get_path_to_datafile get_root_dir_with_all_resources"
        " load_resource readahead_file_path",
    },
)
