"""tf.gfile: files and directories. Made by `make names`."""

from headrace.graph.platform.gfile import Copy as Copy
from headrace.graph.platform.gfile import DeleteRecursively as DeleteRecursively
from headrace.graph.platform.gfile import Exists as Exists
from headrace.graph.platform.gfile import FastGFile as FastGFile
from headrace.graph.platform.gfile import GFile as GFile
from headrace.graph.platform.gfile import Glob as Glob
from headrace.graph.platform.gfile import IsDirectory as IsDirectory
from headrace.graph.platform.gfile import ListDirectory as ListDirectory
from headrace.graph.platform.gfile import MakeDirs as MakeDirs
from headrace.graph.platform.gfile import MkDir as MkDir
from headrace.graph.platform.gfile import GFile as Open
from headrace.graph.platform.gfile import Remove as Remove
from headrace.graph.platform.gfile import Rename as Rename
from headrace.graph.platform.gfile import Stat as Stat
from headrace.graph.platform.gfile import Walk as Walk

__all__ = [
    "Copy",
    "DeleteRecursively",
    "Exists",
    "FastGFile",
    "GFile",
    "Glob",
    "IsDirectory",
    "ListDirectory",
    "MakeDirs",
    "MkDir",
    "Open",
    "Remove",
    "Rename",
    "Stat",
    "Walk",
]
