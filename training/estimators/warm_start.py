"""Warm starts: variables of a new model begin with those of another one's checkpoint."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats import files
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.graph import ops
from headrace.graph.checkpoints.initializing import begin_with, init_from_checkpoint
from headrace.graph.checkpoints.reader import load_checkpoint
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.platform import logging
from headrace.graph.variables.variable import Variable

from ..saved_model import constants


class _VocabFields(NamedTuple):
    new_vocab: Any
    new_vocab_size: int
    num_oov_buckets: int
    old_vocab: Any
    old_vocab_size: int
    backup_initializer: Any
    axis: int


@export("train.VocabInfo", "estimator.VocabInfo")
class VocabInfo(_VocabFields):
    """How the rows or columns of a variable are found in a checkpoint: by the words that they stand for.

    Args:
      new_vocab: a file with a word in each line, those of the new model.
      new_vocab_size: how many of them to take.
      num_oov_buckets: how many rows or columns there are for other words, behind those of the vocabulary.
      old_vocab: the file of the old model.
      old_vocab_size: how many of them to take; -1: all.
      backup_initializer: what words begin with that the old model has not; None: zeros.
      axis: 0: the words are rows; 1: columns.

    Raises:
      ValueError: another axis.
    """

    __slots__ = ()

    def __new__(
        cls,
        new_vocab: Any,
        new_vocab_size: int,
        num_oov_buckets: int,
        old_vocab: Any,
        old_vocab_size: int = -1,
        backup_initializer: Any = None,
        axis: int = 0,
    ) -> VocabInfo:
        if axis not in (0, 1):
            raise ValueError(f"The only supported values for the axis argument are 0 and 1.  Provided axis: {axis}")
        return super().__new__(
            cls, new_vocab, new_vocab_size, num_oov_buckets, old_vocab, old_vocab_size, backup_initializer, axis
        )


class _SettingsFields(NamedTuple):
    ckpt_to_initialize_from: Any
    vars_to_warm_start: Any
    var_name_to_vocab_info: Any
    var_name_to_prev_var_name: Any


@export("estimator.WarmStartSettings")
class WarmStartSettings(_SettingsFields):
    """With what the variables of a new model begin.

    Args:
      ckpt_to_initialize_from: a checkpoint, or a directory: its latest one.
      vars_to_warm_start: a regular expression for names of variables that are trained; a list of such for all variables; a
        list of variables; None: only those of `var_name_to_vocab_info`.
      var_name_to_vocab_info: dict from names of variables to VocabInfos; None for none.
      var_name_to_prev_var_name: dict from names of variables to their names in the checkpoint; None: all are the same.

    Raises:
      ValueError: there is no checkpoint.
    """

    __slots__ = ()

    def __new__(
        cls,
        ckpt_to_initialize_from: Any,
        vars_to_warm_start: Any = ".*",
        var_name_to_vocab_info: Any = None,
        var_name_to_prev_var_name: Any = None,
    ) -> WarmStartSettings:
        if not ckpt_to_initialize_from:
            raise ValueError("`ckpt_to_initialize_from` MUST be set in WarmStartSettings")
        return super().__new__(
            cls,
            ckpt_to_initialize_from,
            vars_to_warm_start,
            var_name_to_vocab_info or {},
            var_name_to_prev_var_name or {},
        )


def settings_of(warm_start_from: Any) -> WarmStartSettings | None:
    """What the argument of that name means: a checkpoint, a directory, a SavedModel, or WarmStartSettings."""
    if warm_start_from is None or isinstance(warm_start_from, WarmStartSettings):
        return warm_start_from
    if not isinstance(warm_start_from, (str, bytes)):
        raise ValueError(f"warm_start_from must be a string or a WarmStartSettings, instead got {type(warm_start_from)}")
    path = os.fsdecode(warm_start_from)
    variables = os.path.join(path, constants.VARIABLES_DIRECTORY, constants.VARIABLES_FILENAME)
    if directories.exists(f"{variables}.index"):
        logging.info("Warm-starting from a SavedModel")
        return WarmStartSettings(variables)
    return WarmStartSettings(path)


@export("train.warm_start")
def warm_start(
    ckpt_to_initialize_from: Any,
    vars_to_warm_start: Any = ".*",
    var_name_to_vocab_info: Mapping[str, VocabInfo] | None = None,
    var_name_to_prev_var_name: Mapping[str, str] | None = None,
) -> None:
    """Let the initializers of variables take their values from a checkpoint.

    Args:
      ckpt_to_initialize_from: a checkpoint, or a directory: its latest one.
      vars_to_warm_start: a regular expression for names of variables that are trained; a list of such for all variables; a
        list of variables; None: only those of `var_name_to_vocab_info`.
      var_name_to_vocab_info: dict from names of variables to VocabInfos; None for none.
      var_name_to_prev_var_name: dict from names of variables to their names in the checkpoint; None: all are the same.

    Raises:
      ValueError: the checkpoint lacks a variable or has it in another shape; a name in a dict is that of no variable.
    """
    logging.info("Warm-starting from: %s", ckpt_to_initialize_from)
    grouped = _grouped(vars_to_warm_start)
    vocabularies, renamed = dict(var_name_to_vocab_info or {}), dict(var_name_to_prev_var_name or {})
    plain: dict[str, Any] = {}
    warmed = 0
    for name, parts in grouped.items():
        vocabulary = vocabularies.get(name)
        if vocabulary:
            warmed += 1
            _from_vocabulary(parts, renamed.get(name) or name, ckpt_to_initialize_from, vocabulary)
        elif vars_to_warm_start:
            warmed += 1
            plain[renamed.get(name) or name] = parts[0] if len(parts) == 1 else parts
    init_from_checkpoint(ckpt_to_initialize_from, plain)
    logging.info("Warm-started %d variables.", warmed)
    for argument, given in (("var_name_to_prev_var_name", renamed), ("var_name_to_vocab_info", vocabularies)):
        if unused := set(given) - set(grouped):
            raise ValueError(
                f"You provided the following variables in {argument} that were not used: {unused}.  Perhaps you misspelled "
                f"them?  Here is the list of viable variable names: {grouped.keys()}"
            )


def _grouped(chosen: Any) -> dict[str, list[Variable]]:
    """The variables by their names in checkpoints; the parts of a partitioned one have the same."""
    graph = get_default_graph()
    if chosen is None or isinstance(chosen, str):
        logging.info("Warm-starting variables only in TRAINABLE_VARIABLES.")
        found = graph.get_collection(GraphKeys.TRAINABLE_VARIABLES, scope=chosen)
    elif not isinstance(chosen, list):
        raise ValueError(f"`vars_to_warm_start must be a `list` or `str`.  Given type is {type(chosen)}")
    elif all(isinstance(item, str) for item in chosen):
        found = [one for item in chosen for one in graph.get_collection(GraphKeys.GLOBAL_VARIABLES, scope=item)]
    elif all(isinstance(item, Variable) for item in chosen):
        found = chosen
    else:
        raise ValueError(
            "If `vars_to_warm_start` is a list, it must be all `Variable` or all `str`.  Given types are "
            f"{[type(item) for item in chosen]}"
        )
    grouped: dict[str, list[Variable]] = {}
    for variable in found:
        part = variable._save_slice_info
        grouped.setdefault(part.full_name if part else variable.op.name, []).append(variable)
    return grouped


def _from_vocabulary(parts: Sequence[Variable], old_name: str, checkpoint: Any, vocabulary: VocabInfo) -> None:
    """Let a variable begin with the rows or columns that its words have in the checkpoint."""
    if not (vocabulary.new_vocab and vocabulary.new_vocab_size and vocabulary.old_vocab):
        raise ValueError(
            "Invalid args: Must provide all of [current_vocab_path, current_vocab_size, prev_ckpt, prev_vocab_path}."
        )
    old = load_checkpoint(checkpoint).get_tensor(old_name)
    words = _words(vocabulary.new_vocab, vocabulary.new_vocab_size)
    places = {word: place for place, word in enumerate(_words(vocabulary.old_vocab, vocabulary.old_vocab_size))}
    if len(places) > old.shape[vocabulary.axis]:
        raise ValueError(
            f"'{old_name}' has the shape {list(old.shape)} in {checkpoint}, and there are {len(places)} words in "
            f"{vocabulary.old_vocab}"
        )
    known = [(new, places[word]) for new, word in enumerate(words) if word in places]
    size = len(words) + vocabulary.num_oov_buckets
    for part in parts:
        shape = _shape_of(part)
        info: Any = part._save_slice_info
        begin: int = info.var_offset[vocabulary.axis] if info else 0
        inside = [(new - begin, place) for new, place in known if begin <= new < begin + shape[vocabulary.axis]]
        full: int = (info.full_shape if info else shape)[vocabulary.axis]
        if full != size:
            raise ValueError(
                f"'{part.op.name}' has the shape {shape}, its vocabulary {vocabulary.new_vocab} and buckets for other words "
                f"are {size}"
            )
        _begin_with(part, old, inside, vocabulary, info)


def _begin_with(part: Variable, old: Any, inside: Sequence[tuple[int, int]], vocabulary: VocabInfo, info: Any) -> None:
    shape, axis = _shape_of(part), vocabulary.axis
    new_places = np.array([new for new, _ in inside], np.int64)
    old_places = np.array([place for _, place in inside], np.int64)
    other = 1 - axis
    values = np.zeros(shape, old.dtype)
    mask = np.zeros(shape, np.bool_)
    offset = info.var_offset[other] if info else 0
    taken = np.take(old, np.arange(offset, offset + shape[other]), axis=other)
    index = (new_places, slice(None)) if axis == 0 else (slice(None), new_places)
    values[index] = np.take(taken, old_places, axis=axis)
    mask[index] = True
    if vocabulary.backup_initializer is None or mask.all():
        begin_with(part, convert_to_tensor(values))
        return
    backup = vocabulary.backup_initializer(shape, dtype=part.dtype.base_dtype)
    begin_with(part, ops.where(mask, values, backup))


def _shape_of(variable: Variable) -> list[int]:
    return [int(size) for size in variable.get_shape()]


def _words(path: Any, size: int) -> list[bytes]:
    lines = files.read_bytes(path).splitlines()
    return lines if size < 0 else lines[:size]
