"""The kinds of steps that programs are made of: a family a file."""

from ..recipe import RECIPES
from . import arrays, by_sizes, inputs, leaves, numbers, sizes

__all__ = ["RECIPES", "arrays", "by_sizes", "inputs", "leaves", "numbers", "sizes"]
