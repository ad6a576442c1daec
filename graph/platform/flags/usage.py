"""What a program prints about its flags, which module a flag belongs to, and flags in files."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .errors import CantOpenFlagFileError, IllegalFlagValueError

_PACKAGE = __name__.rpartition(".")[0]

disclaimed: set[str] = {_PACKAGE}
"""Modules that define flags for the modules that call them."""


def calling_module() -> str:
    """The module on whose behalf a function of this package was called; the program's path for the main module."""
    frame: Any = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name not in disclaimed and not name.startswith(f"{_PACKAGE}."):
            return module_name(name)
        frame = frame.f_back
    return module_name("__main__")


def module_name(name: str) -> str:
    return sys.argv[0] if name == "__main__" else name


def get_help_width() -> int:
    """How many characters a line of help has."""
    return max(shutil.get_terminal_size((80, 24)).columns, 40)


def text_wrap(text: str, length: int | None = None, indent: str = "", firstline_indent: str | None = None) -> str:
    """Text in lines of `length` characters at most; its own line breaks stay.

    Raises:
      ValueError: an indent is longer than a line.
    """
    length = get_help_width() if length is None else length
    first = indent if firstline_indent is None else firstline_indent
    if len(indent) >= length:
        raise ValueError("Length of indent exceeds length")
    if len(first) >= length:
        raise ValueError("Length of first line indent exceeds length")
    lines: list[str] = []
    for i, paragraph in enumerate(text.expandtabs(4).splitlines()):
        begin = indent if i else first
        lines += textwrap.wrap(paragraph.strip(), length, initial_indent=begin, subsequent_indent=indent) or [""]
    return "\n".join(lines)


def doc_to_help(doc: str) -> str:
    """A docstring as text for help: no indent, one line a paragraph."""
    paragraphs = textwrap.dedent(doc.expandtabs()).strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def described(flags: Any, modules: Iterable[Any] | None, prefix: str) -> str:
    """What flags some modules have, or all of them."""
    if modules is None:
        modules = sorted(flags.flags_by_module_dict(), key=lambda name: (name != sys.argv[0], name))
    lines: list[str] = []
    for module in modules:
        of_module = [flag for flag in flags.get_key_flags_for_module(module) if flags._flags().get(flag.name) is flag]
        if of_module:
            lines.append(f"\n{prefix}{module if isinstance(module, str) else module.__name__}:")
            lines += [_described(flag, f"{prefix}  ") for flag in sorted(of_module, key=lambda flag: flag.name)]
    return "\n".join(lines)


def _described(flag: Any, prefix: str) -> str:
    short = f"-{flag.short_name}," if flag.short_name else ""
    names = f"{short}--{'[no]' if flag.boolean else ''}{flag.name}: {flag.help}"
    lines = [text_wrap(names, indent=f"{prefix}  ", firstline_indent=prefix)]
    if flag.default_as_str:
        lines.append(text_wrap(f"(default: {flag.default_as_str})", indent=f"{prefix}  "))
    if flag.parser.syntactic_help:
        lines.append(text_wrap(f"({flag.parser.syntactic_help})", indent=f"{prefix}  "))
    return "\n".join(lines)


def print_usage(flags: Any, main_only: bool) -> None:
    """Print what the program does, by its docstring, and its flags, or the flags of all modules."""
    doc = getattr(sys.modules.get("__main__"), "__doc__", None)
    if doc:
        doc = doc.replace("%s", sys.argv[0]).replace("%%", "%")
    else:
        doc = f"\nUSAGE: {sys.argv[0]} [flags]\n"
    print(doc, end="")
    listed = flags.main_module_help() if main_only else flags.get_help()
    if listed:
        print(f"\nflags:\n{listed}")
    if main_only:
        print("\nTry --helpfull to get a list of all flags.")


def with_flag_files(arguments: Sequence[str]) -> list[str]:
    """The arguments, each `--flagfile=path` replaced by the lines of that file.

    Raises:
      IllegalFlagValueError: no path follows; CantOpenFlagFileError: the file cannot be read.
    """
    found: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            return [*found, argument, *remaining]
        path = _flag_file(argument)
        if path == "":
            path = next(remaining, None)
            if path is None:
                raise IllegalFlagValueError("--flagfile with no argument")
        found += [argument] if path is None else _lines(path, [])
    return found


def _flag_file(argument: str) -> str | None:
    """The path in a `--flagfile`; "" where it is the next argument, None for another argument."""
    name, _, path = argument.removeprefix("-").partition("=")
    return path.strip() if argument.startswith("-") and name.removeprefix("-") == "flagfile" else None


def _lines(path: str, within: list[str]) -> list[str]:
    """The flags in a file and in those that it names; one that names itself is not read again."""
    if not path or path in within:
        return []
    try:
        text = Path(os.path.expanduser(path)).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:  # ValueError: it is no text, or no path
        raise CantOpenFlagFileError(f"ERROR:: Unable to open flagfile: {path}: {error}") from error
    found = []
    for line in text.splitlines():
        inner = _flag_file(line)
        if inner is not None:
            found += _lines(inner, [*within, path])
        elif line.strip() and not line.startswith(("#", "//")):
            found.append(line.strip())
    return found
