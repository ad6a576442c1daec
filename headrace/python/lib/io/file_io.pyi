"""tf.python.lib.io.file_io: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.gfile import Copy as copy
from headrace.graph.platform.gfile import MkDir as create_dir
from headrace.graph.platform.gfile import Remove as delete_file
from headrace.graph.platform.gfile import DeleteRecursively as delete_recursively
from headrace.graph.platform.gfile import Exists as file_exists
from headrace.graph.platform.gfile import Glob as get_matching_files
from headrace.graph.platform.gfile import IsDirectory as is_directory
from headrace.graph.platform.gfile import ListDirectory as list_directory
from headrace.graph.platform.gfile import MakeDirs as recursive_create_dir
from headrace.graph.platform.gfile import Rename as rename
from headrace.graph.platform.gfile import Stat as stat
from headrace.graph.platform.gfile import Walk as walk

__all__ = [
    "copy",
    "create_dir",
    "delete_file",
    "delete_recursively",
    "file_exists",
    "get_matching_files",
    "is_directory",
    "list_directory",
    "recursive_create_dir",
    "rename",
    "stat",
    "walk",
]
