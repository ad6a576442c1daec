"""tf.python.platform.resource_loader: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.resource_loader import get_data_files_path as get_data_files_path
from headrace.graph.platform.resource_loader import get_path_to_datafile as get_path_to_datafile
from headrace.graph.platform.resource_loader import get_root_dir_with_all_resources as get_root_dir_with_all_resources
from headrace.graph.platform.resource_loader import load_resource as load_resource
from headrace.graph.platform.resource_loader import readahead_file_path as readahead_file_path

__all__ = [
    "get_data_files_path",
    "get_path_to_datafile",
    "get_root_dir_with_all_resources",
    "load_resource",
    "readahead_file_path",
]
