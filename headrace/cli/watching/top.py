"""`headrace top`."""

from __future__ import annotations

import sys

import click

from headrace.pipeline.watching.screens import terminal_screen
from headrace.pipeline.watching.sockets import programs, views_from

from .. import support


@click.command()
@click.argument("pid", type=int, required=False)
@click.option("--once", is_flag=True, help="Show one view, of the time since its queue runners were started, and end.")
@click.option("--seconds", type=click.FloatRange(min=0.05), default=1.0, show_default=True, help="Between two views.")
@support.json_option
def top(pid: int | None, once: bool, seconds: float, as_json: bool) -> None:
    """Look into a program while it runs: how full its queues are, what moves, who waits, and what limits.

    PID is that of a program which allows it: one that was started by `headrace run --top`, or that has called
    headrace.enable_top(). Without PID it is the one there is.

    Example: headrace top --once --json
    """
    found = [pid] if pid is not None else programs()
    if len(found) != 1:
        which = f"there are several: {', '.join(map(str, found))}" if found else "there is none"
        hint = "headrace run --top PROGRAM starts one" if not found else "say which: headrace top PID"
        raise click.UsageError(f"no PID is given, and {which}; {hint}")
    screen = None if as_json else terminal_screen(sys.stdout)
    try:
        for view in views_from(found[0], seconds):
            if screen is None:
                click.echo(support.json_text(view))
            else:
                screen.show(view)
            if once:
                break
    finally:
        if screen is not None:
            screen.close()
