"""tf.python.lib.io.file_io: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.gfile import Copy as copy
from headrace.graph.platform.later_gfile import copy as copy_v2
from headrace.graph.platform.gfile import MkDir as create_dir
from headrace.graph.platform.later_gfile import mkdir as create_dir_v2
from headrace.graph.platform.gfile import Remove as delete_file
from headrace.graph.platform.later_gfile import remove as delete_file_v2
from headrace.graph.platform.gfile import DeleteRecursively as delete_recursively
from headrace.graph.platform.later_gfile import rmtree as delete_recursively_v2
from headrace.graph.platform.gfile import Exists as file_exists
from headrace.graph.platform.later_gfile import exists as file_exists_v2
from headrace.graph.platform.gfile import Glob as get_matching_files
from headrace.graph.platform.later_gfile import glob as get_matching_files_v2
from headrace.graph.platform.gfile import IsDirectory as is_directory
from headrace.graph.platform.later_gfile import isdir as is_directory_v2
from headrace.graph.platform.gfile import ListDirectory as list_directory
from headrace.graph.platform.later_gfile import listdir as list_directory_v2
from headrace.graph.platform.gfile import MakeDirs as recursive_create_dir
from headrace.graph.platform.later_gfile import makedirs as recursive_create_dir_v2
from headrace.graph.platform.gfile import Rename as rename
from headrace.graph.platform.later_gfile import rename as rename_v2
from headrace.graph.platform.gfile import Stat as stat
from headrace.graph.platform.later_gfile import stat as stat_v2
from headrace.graph.platform.gfile import Walk as walk
from headrace.graph.platform.later_gfile import walk as walk_v2

__all__ = [
    "copy",
    "copy_v2",
    "create_dir",
    "create_dir_v2",
    "delete_file",
    "delete_file_v2",
    "delete_recursively",
    "delete_recursively_v2",
    "file_exists",
    "file_exists_v2",
    "get_matching_files",
    "get_matching_files_v2",
    "is_directory",
    "is_directory_v2",
    "list_directory",
    "list_directory_v2",
    "recursive_create_dir",
    "recursive_create_dir_v2",
    "rename",
    "rename_v2",
    "stat",
    "stat_v2",
    "walk",
    "walk_v2",
]
