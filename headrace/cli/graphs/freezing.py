"""`headrace freeze-graph`: a graph and a checkpoint made one file."""

from __future__ import annotations

from typing import Any

import click

from headrace.formats import proto as messages
from headrace.formats.errors import InvalidArgumentError
from headrace.training.saved_model.freezing import freeze_graph as freeze

_VERSIONS = {"1": messages.saver_pb2.SaverDef.V1, "2": messages.saver_pb2.SaverDef.V2}


@click.command("freeze-graph")
@click.option("--input_graph", default="", metavar="FILE", help="The GraphDef.")
@click.option(
    "--input_saver", default="", metavar="FILE", help="The SaverDef, where variables have other names in the checkpoint."
)
@click.option(
    "--input_binary", is_flag=False, flag_value=True, default=False, type=bool, help="The files are binary, not text."
)
@click.option("--input_checkpoint", default="", metavar="NAME", help="The checkpoint.")
@click.option("--input_meta_graph", default="", metavar="FILE", help="A MetaGraphDef, in the place of the GraphDef.")
@click.option("--input_saved_model_dir", default="", metavar="DIRECTORY", help="A SavedModel, in the place of both.")
@click.option("--saved_model_tags", default="serve", metavar="TAGS", show_default=True, help="Those of its graph.")
@click.option("--output_node_names", required=True, metavar="NAMES", help="The nodes whose results are wanted.")
@click.option("--output_graph", required=True, metavar="FILE", help="Where the GraphDef is written, in binary form.")
@click.option("--variable_names_whitelist", default="", metavar="NAMES", help="The variables that become constants; else all.")
@click.option("--variable_names_blacklist", default="", metavar="NAMES", help="Variables that stay.")
@click.option("--initializer_nodes", default="", metavar="NAMES", help="Operations that are run after variables are restored.")
@click.option(
    "--clear_devices", is_flag=False, flag_value=True, default=True, type=bool, help="Leave devices out.", show_default=True
)
@click.option("--checkpoint_version", type=click.Choice(list(_VERSIONS)), default="2", help="Accepted; both are read.")
@click.option("--restore_op_name", default="", metavar="NAME", help="Accepted; the saver knows it.")
@click.option("--filename_tensor_name", default="", metavar="NAME", help="Accepted; the saver knows it.")
def freeze_graph(checkpoint_version: str, **given: Any) -> None:
    """Make constants of the variables of a graph, of the values that they have in a checkpoint.

    The options are those of TensorFlow's freeze_graph; several names have commas between.

    Example: headrace freeze-graph --input_meta_graph model.meta --input_binary --input_checkpoint model --output_node_names out
    --output_graph frozen.pb
    """
    try:
        found = freeze(**given, checkpoint_version=_VERSIONS[checkpoint_version])
    except (AssertionError, OSError, RuntimeError, ValueError) as error:
        raise InvalidArgumentError(None, None, str(error)) from error
    click.echo(f"{len(found.node)} ops in the final graph.")
