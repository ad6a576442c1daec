"""tf.io.gfile: files and directories under TensorFlow 1.13's later names. Made by `make names`."""

from headrace.graph.platform.gfile import GFile as GFile
from headrace.graph.platform.later_gfile import copy as copy
from headrace.graph.platform.later_gfile import exists as exists
from headrace.graph.platform.later_gfile import glob as glob
from headrace.graph.platform.later_gfile import isdir as isdir
from headrace.graph.platform.later_gfile import listdir as listdir
from headrace.graph.platform.later_gfile import makedirs as makedirs
from headrace.graph.platform.later_gfile import mkdir as mkdir
from headrace.graph.platform.later_gfile import remove as remove
from headrace.graph.platform.later_gfile import rename as rename
from headrace.graph.platform.later_gfile import rmtree as rmtree
from headrace.graph.platform.later_gfile import stat as stat
from headrace.graph.platform.later_gfile import walk as walk

__all__ = [
    "GFile",
    "copy",
    "exists",
    "glob",
    "isdir",
    "listdir",
    "makedirs",
    "mkdir",
    "remove",
    "rename",
    "rmtree",
    "stat",
    "walk",
]
