"""The state of a session's pipeline beside a checkpoint, in a file `<checkpoint>.pipeline`.

The file is a TFRecord file: damage is found, and said at which offset. Its first record says what is in it, the others are
pieces of states, which are deflated JSON. Each state belongs to the checkpoint whose index has one checksum. While a
checkpoint is overwritten the file has two, that of the old one and that of whatever comes: whoever is killed meanwhile
leaves one that fits, on whichever side the checkpoint is.

What a state is, a layer above knows, which says by names where its functions are.
"""

from __future__ import annotations

import importlib
import itertools
import json
import zlib
from typing import Any, NamedTuple

from headrace.formats import tfrecord
from headrace.formats.checkpoint import storage
from headrace.formats.checkpoint.bundle_reader import index_name
from headrace.formats.checkpoint.checksums import crc32c
from headrace.formats.errors import DataLossError, FailedPreconditionError
from headrace.formats.records import Records
from headrace.formats.tfrecord.writing import framed

from ..core.keys import GraphKeys
from ..core.traits import DATASET
from ..execution.session import Session
from ..platform import logging
from ..runtime.steps.movement import gate_of
from .management import pipeline_filename

_FORMAT = "headrace pipeline"
_VERSION = 1
_PIECE_BYTES = 1 << 16
_LEVEL = 1
"""Of deflating: what is large in a state was deflated before."""

Home = tuple[str, str]
_homes: dict[str, Home] = {}
_by_default = False


def register(take: Home, restore: Home) -> None:
    """Say where a state is taken and restored: modules, imported when they are needed, and the names of functions there."""
    _homes.update(take=take, restore=restore)


def resume_by_default(resumes: bool) -> None:
    """Whether Savers that were not told keep the state of the pipeline, in this process from now on."""
    global _by_default
    _by_default = resumes


class PipelineKeeper:
    """Takes the state of pipelines and restores it, for one Saver.

    Args:
      asked: whether to do so; None: as a session that uses the Saver, or `resume_by_default`, says. Then a checkpoint
        without a state, and a session without queue runners and datasets, are no errors.
    """

    def __init__(self, asked: bool | None) -> None:
        self._asked = asked
        self._is_used_so = False

    def use(self) -> None:
        """Keep it, unless the program has said not to."""
        self._is_used_so = True

    @property
    def is_on(self) -> bool:
        """Whether it is kept, of sessions that have one."""
        return self._asked is not False and (self._asked or self._is_used_so or _by_default)

    def keeps(self, session: Any) -> bool:
        """Whether the state of a session's pipeline is kept. Raises TypeError where it is none that has one."""
        if not (_homes and self.is_on):
            return False
        if not isinstance(session, Session):
            raise TypeError(f"'sess' must be a tf.Session for its pipeline to be saved and restored, not {session}")
        if self._asked or session.graph.get_collection(GraphKeys.QUEUE_RUNNERS) or gate_of(session).works:
            return True
        return any(DATASET in op.definition.traits for op in session.graph.get_operations())

    def taken(self, session: Any) -> _State | None:
        """The state of a session's pipeline, to be written; None where it is not kept."""
        return _packed(_called("take", session)) if self.keeps(session) else None

    def found(self, session: Any, checkpoint: str) -> Any:
        """The state of a checkpoint, for `restore`; None where it is not kept or, if that is no error, there is none.

        Raises:
          FailedPreconditionError: there is none, and it was asked for.
          DataLossError: the file is damaged.
        """
        if not self.keeps(session):
            return None
        path = pipeline_filename(checkpoint)
        state = _state_for(path, checkpoint)
        if state is None:
            why = "is not there" if not storage.exists(path) else "has the state of another checkpoint of that name"
            what = f"{path} {why}: {checkpoint} was saved without the state of its pipeline"
            if self._asked:
                raise FailedPreconditionError(None, None, f"{what}; restore it with pipeline=False", path=path)
            logging.warning("%s; its epochs begin anew", what)
            return None
        return _unpacked(state, path)

    def restore(self, session: Any, state: Any, checkpoint: str) -> None:
        """Let the pipeline go on. Raises FailedPreconditionError, with the name of the file, where it cannot."""
        restored = session.resource(("checkpoint of the pipeline",), list)
        if checkpoint in restored:
            return
        path = pipeline_filename(checkpoint)
        if restored:
            raise FailedPreconditionError(
                None, None, f"{path}: the pipeline of this session goes on from {restored[0]} already", path=path
            )
        try:
            _called("restore", session, state)
        except FailedPreconditionError as error:
            raise FailedPreconditionError(None, None, f"{path}: {error.message}", path=path) from error
        restored.append(checkpoint)


def _called(what: str, *arguments: Any) -> Any:
    module, name = _homes[what]
    return getattr(importlib.import_module(module), name)(*arguments)


# -- the file ----------------------------------------------------------------------------------------------------------


class _State(NamedTuple):
    """A state in pieces; none: there is no state.

    Attributes:
      checksum: of the index of the checkpoint to which it belongs; None for any that no other state belongs to.
    """

    checksum: int | None
    pieces: list[bytes]


def announce(checkpoint: str, state: _State) -> None:
    """Before a checkpoint is written: where there is one of that name, write its state and the coming one."""
    index = _checksum_of_index(checkpoint)
    if index is None:
        return
    path = pipeline_filename(checkpoint)
    try:
        old = _state_for(path, checkpoint)
    except DataLossError as error:
        logging.warning("The state of the pipeline of the checkpoint that is overwritten is lost: %s", error)
        old = None
    _write(path, [_State(index, [] if old is None else old.pieces), state._replace(checksum=None)])


def write(checkpoint: str, state: _State) -> None:
    """After a checkpoint is written: its state alone."""
    _write(pipeline_filename(checkpoint), [state._replace(checksum=_checksum_of_index(checkpoint))])


def _checksum_of_index(checkpoint: str) -> int | None:
    """It has the checksums of all values. None where there is no index: a checkpoint of version 1, or none."""
    path = index_name(checkpoint)
    return crc32c(storage.read_bytes(path)) if storage.exists(path) else None


def _packed(state: Any) -> _State:
    data = zlib.compress(json.dumps(state).encode(), _LEVEL)
    return _State(None, [data[start : start + _PIECE_BYTES] for start in range(0, len(data), _PIECE_BYTES)])


def _unpacked(state: _State, path: str) -> Any:
    try:
        return json.loads(zlib.decompress(b"".join(state.pieces)))
    except (zlib.error, ValueError) as error:
        raise _damaged(path, 0, str(error)) from error


def _write(path: str, states: list[_State]) -> None:
    listed = [{"checksum": state.checksum, "pieces": len(state.pieces)} for state in states]
    header = json.dumps({"format": _FORMAT, "version": _VERSION, "states": listed}).encode()
    records = Records.from_list([header, *(piece for state in states for piece in state.pieces)])
    storage.write(path, bytes(framed(records)))


def _state_for(path: str, checkpoint: str) -> _State | None:
    """The state of a checkpoint; None where there is none. Raises DataLossError."""
    states = _read(path) if storage.exists(path) else []
    index = _checksum_of_index(checkpoint)
    found = [state for state in states if state.checksum == index] or [state for state in states if state.checksum is None]
    return found[0] if found and found[0].pieces else None


def _read(path: str) -> list[_State]:
    """All states of a file. Raises DataLossError; FailedPreconditionError where it is of another version."""
    records = [record for block in tfrecord.read(path, strict=True) for record in block]
    end = sum(len(record) + 16 for record in records)
    try:
        header = json.loads(records[0])
        is_ours = header["format"] == _FORMAT
        version = header["version"]
    except (IndexError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, 0, "it does not begin as such a file does") from error
    if not is_ours:
        raise _damaged(path, 0, "it does not begin as such a file does")
    if version != _VERSION:
        text = f"{path} has version {version} of states of pipelines, and this headrace reads version {_VERSION}"
        raise FailedPreconditionError(None, None, text, path=path)
    pieces = iter(records[1:])
    states = [_State(one["checksum"], list(itertools.islice(pieces, one["pieces"]))) for one in header["states"]]
    if any(len(state.pieces) != one["pieces"] for state, one in zip(states, header["states"], strict=True)):
        raise _damaged(path, end, "it ends too early")
    return states


def _damaged(path: str, offset: int, why: str) -> DataLossError:
    return DataLossError(None, None, f"{path} is damaged at offset {offset}: {why}", path=path, offset=offset)
