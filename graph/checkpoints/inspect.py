"""Printing what is in a checkpoint."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from ..types.errors import OpError
from .reader import CheckpointReader, number_of_parameters


@export("python.tools.inspect_checkpoint.print_tensors_in_checkpoint_file")
def print_tensors_in_checkpoint_file(
    file_name: Any, tensor_name: str | None, all_tensors: bool, all_tensor_names: bool = False, count_exclude_pattern: str = ""
) -> None:
    """Print the tensors of a checkpoint, and how many parameters there are. Errors are printed too.

    Args:
      file_name: what `Saver.save` returned.
      tensor_name: print the value of this one; None or "" prints names and shapes of all.
      all_tensors, all_tensor_names: print names and values, or only the names, of all.
      count_exclude_pattern: regular expression of names not to count.
    """
    try:
        reader = CheckpointReader(file_name)
        if all_tensors or all_tensor_names:
            for name in sorted(reader.get_variable_to_shape_map()):
                print("tensor_name: ", name)
                if all_tensors:
                    print(reader.get_tensor(name))
        elif not tensor_name:
            print(reader.debug_string().decode("utf-8", "ignore"))
        else:
            print("tensor_name: ", tensor_name)
            print(reader.get_tensor(tensor_name))
        print(f"# Total number of params: {number_of_parameters(reader, count_exclude_pattern)}")
    except OpError as error:
        print(error)
        if str(file_name).endswith((".index", ".meta")) or ".data-" in str(file_name):
            prefix = str(file_name).rpartition(".")[0]
            print(
                "\nIt's likely that this is a V2 checkpoint and you need to provide the filename\n*prefix*.  Try removing "
                f"the '.' and extension.  Try:\ninspect checkpoint --file_name = {prefix}"
            )
