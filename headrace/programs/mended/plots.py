"""matplotlib's names and arguments that are gone."""

from __future__ import annotations

from typing import Any

import numpy as np


def use(*arguments: Any, warn: Any = None, **options: Any) -> None:
    """`matplotlib.use`, which took `warn`."""
    import matplotlib

    matplotlib.use(*arguments, **options)


def hold(*_: Any) -> None:
    """Nothing: what is drawn stays."""


def ishold() -> bool:
    """True: what is drawn stays."""
    return True


def normpdf(x: Any, mu: Any, sigma: Any) -> Any:
    """`matplotlib.mlab.normpdf`: the density of the normal distribution."""
    return 1.0 / (np.sqrt(2 * np.pi) * sigma) * np.exp(-0.5 * (1.0 / sigma * (x - mu)) ** 2)


def hist(owner: Any, *arguments: Any, normed: Any = None, **options: Any) -> Any:
    """`axes.hist`, which took `normed` for `density`."""
    return owner.hist(*arguments, **{"density": normed, **options})


def _with_facecolor(name: str) -> Any:
    def function(owner: Any, *arguments: Any, axisbg: Any = None, **options: Any) -> Any:
        return getattr(owner, name)(*arguments, **{"facecolor": axisbg, **options})

    return function


subplot, axes, add_subplot, add_axes = map(_with_facecolor, ("subplot", "axes", "add_subplot", "add_axes"))


def set_axis_bgcolor(owner: Any, color: Any) -> Any:
    """`axes.set_axis_bgcolor`: the colour behind a plot."""
    return (owner.set_axis_bgcolor if hasattr(owner, "set_axis_bgcolor") else owner.set_facecolor)(color)


def set_window_title(owner: Any, title: str) -> Any:
    """`figure.canvas.set_window_title`."""
    return (owner if hasattr(owner, "set_window_title") else owner.manager).set_window_title(title)
