"""The kinds of steps that programs are made of: a family a file."""

from ..site import RECIPES
from . import branches, effects, learning, leaves, loops, numbers, samples, shapes, state, texts

__all__ = ["RECIPES", "branches", "effects", "leaves", "learning", "loops", "numbers", "samples", "shapes", "state", "texts"]
