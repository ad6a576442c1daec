"""The file that TensorBoard's projector reads: which embeddings it shows, and with which labels and pictures."""

from __future__ import annotations

import os
from typing import Any

from headrace.formats import files
from headrace.formats.exports import export, export_from

export_from(
    "headrace.formats.proto.projector_pb2",
    "contrib.tensorboard.plugins.projector",
    "DESCRIPTOR EmbeddingInfo ProjectorConfig SpriteMetadata",
)


@export("contrib.tensorboard.plugins.projector.visualize_embeddings")
def visualize_embeddings(summary_writer: Any, config: Any) -> None:
    """Write `projector_config.pbtxt` into the directory of a writer, where TensorBoard's projector looks for it.

    Args:
      summary_writer: a FileWriter.
      config: a ProjectorConfig.

    Raises:
      ValueError: the writer has no directory.
    """
    from google.protobuf import text_format

    directory = summary_writer.get_logdir()
    if directory is None:
        raise ValueError("Summary writer must have a logdir")
    with files.replace(os.path.join(directory, "projector_config.pbtxt")) as file:
        file.write(text_format.MessageToString(config).encode())
