"""`sklearn.preprocessing.Imputer`, which filled missing values along either axis."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.impute import SimpleImputer


class Imputer(SimpleImputer):
    """Fills missing values with the mean, the median or the most frequent value."""

    def __init__(
        self, missing_values: Any = "NaN", strategy: str = "mean", axis: int = 0, verbose: int = 0, copy: bool = True
    ) -> None:
        if axis != 0:
            raise ValueError("Imputer along rows is not there: SimpleImputer fills columns")
        missing = np.nan if missing_values == "NaN" else missing_values
        super().__init__(missing_values=missing, strategy=strategy, copy=copy)
