"""Samples of spectrograms and cepstral coefficients."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.core.op import OPS

_sound = drawn((40, 1), 1, np.float32)
_loud = np.abs(drawn((2, 3, 17), 2, np.float32))
_limits = {
    "upper_frequency_limit": 3500.0,
    "lower_frequency_limit": 200.0,
    "filterbank_channel_count": 9,
    "dct_coefficient_count": 5,
}

SAMPLES = [
    *(
        Sample(
            "AudioSpectrogram",
            lambda x, how=how: OPS["AudioSpectrogram"](x, **how),
            [_sound],
            gradient=False,
        )
        for how in ({"window_size": 12, "stride": 5}, {"window_size": 16, "stride": 3, "magnitude_squared": True})
    ),
    Sample("Mfcc", lambda x, rate: OPS["Mfcc"](x, rate), [_loud, np.int32(16000)], gradient=False),
    Sample("Mfcc", lambda x, rate: OPS["Mfcc"](x, rate, **_limits), [_loud, np.int32(8000)], gradient=False),
]
