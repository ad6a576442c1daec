"""Depths and settings of which `stereograms.jsonl` holds the pictures."""

WHOLE = [[1, 2, 3, 3, 2, 1], [1, 2, 3, 4, 5, 2], [1, 2, 3, 4, 5, 3], [1, 2, 3, 4, 5, 4], [6, 5, 4, 4, 5, 5]]
PARTS = [[0.1, 0.5, 0.9, 0.2], [1.3, -0.2, 0.4, 0.6], [0, 1, 0.3, 0.8]]
SIZE = {"output_image_shape": [60, 24, 1], "output_data_window": [50, 14]}
ODD = {"output_image_shape": [61, 25, 3], "output_data_window": [40, 11]}

CASES = [
    [WHOLE, "int64", {**SIZE, "dots_per_inch": 20}],
    [WHOLE, "int32", {**SIZE, "number_colors": 2, "dots_per_inch": 15}],
    [WHOLE, "float64", {**SIZE, "number_colors": 300, "dots_per_inch": 12}],
    [PARTS, "float32", {**SIZE, "normalize": False, "dots_per_inch": 10}],
    [PARTS, "float32", {**SIZE, "dots_per_inch": 10, "hidden_surface_removal": False, "border_level": 0.5}],
    [PARTS, "float64", {**SIZE, "dots_per_inch": 8, "convergence_dots_size": 0, "number_colors": 5}],
    [
        PARTS,
        "float64",
        {**SIZE, "dots_per_inch": 12, "mu": 0.5, "convergence_dots_size": 3, "normalize_max": 2.0, "normalize_min": -1.0},
    ],
    [PARTS, "float64", {**ODD, "dots_per_inch": 9, "eye_separation": 3.1}],
    [PARTS, "float64", {"dots_per_inch": 9, "output_image_shape": [50, 20, 1], "output_data_window": [60, 20]}],
    [[[2.0, 2.0]], "float64", {**SIZE, "dots_per_inch": 10}],
]
