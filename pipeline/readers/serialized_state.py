"""The state of a reader, as a message."""

from __future__ import annotations

from headrace.formats import proto as messages
from headrace.graph.types.errors import invalid


def serialized_state(work: bytes, finished: int, produced: int) -> bytes:
    """The state of a reader that has read files through and given so many records, and has this one at work."""
    return messages.reader_state_pb2.ReaderBaseState(
        work_started=finished, work_finished=finished, num_records_produced=produced, current_work=work
    ).SerializeToString()


def parse_state(serialized: bytes, who: str) -> messages.reader_state_pb2.ReaderBaseState:
    """A serialized state that a reader can be in.

    Args:
      who: what messages call the reader.

    Raises:
      InvalidArgumentError: it is none, in TensorFlow's words.
    """
    message = messages.reader_state_pb2.ReaderBaseState()
    try:
        message.ParseFromString(serialized)
    except Exception as error:
        text = serialized.decode(errors="backslashreplace")
        raise invalid(f"Could not parse state for {who}: {text}") from error
    found = str(message).strip().replace("\n", ", ")
    if min(message.work_started, message.work_finished, message.num_records_produced) < 0:
        raise invalid(f"Unexpected negative value when restoring in {who}: {found}")
    if message.work_started > message.work_finished:
        raise invalid(f"Inconsistent work started vs. finished when restoring in {who}: {found}")
    return message
