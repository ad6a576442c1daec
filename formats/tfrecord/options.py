"""How TFRecord files are compressed: TensorFlow's option classes."""

from __future__ import annotations

from typing import Any

from ..exports import export


@export("io.TFRecordCompressionType", "python_io.TFRecordCompressionType")
class TFRecordCompressionType:
    """The kinds of compression, as old programs number them."""

    NONE = 0
    ZLIB = 1
    GZIP = 2


_NAMES = {TFRecordCompressionType.NONE: "", TFRecordCompressionType.ZLIB: "ZLIB", TFRecordCompressionType.GZIP: "GZIP"}


@export("io.TFRecordOptions", "python_io.TFRecordOptions")
class TFRecordOptions:
    """How a TFRecord file is (to be) compressed.

    Args:
      compression_type: a TFRecordCompressionType, "", "ZLIB", "GZIP", or None for no compression.
      flush_mode, input_buffer_size, output_buffer_size, window_bits, compression_level, compression_method, mem_level,
        compression_strategy: zlib's parameters; None takes TensorFlow's default.

    Raises:
      ValueError: an unknown compression type.
    """

    compression_type_map = _NAMES

    def __init__(
        self,
        compression_type: Any = None,
        flush_mode: int | None = None,
        input_buffer_size: int | None = None,
        output_buffer_size: int | None = None,
        window_bits: int | None = None,
        compression_level: int | None = None,
        compression_method: int | None = None,
        mem_level: int | None = None,
        compression_strategy: int | None = None,
    ) -> None:
        self.get_compression_type_string(compression_type)
        self.compression_type = compression_type
        self.flush_mode = flush_mode
        self.input_buffer_size = input_buffer_size
        self.output_buffer_size = output_buffer_size
        self.window_bits = window_bits
        self.compression_level = compression_level
        self.compression_method = compression_method
        self.mem_level = mem_level
        self.compression_strategy = compression_strategy

    @classmethod
    def get_compression_type_string(cls, options: Any) -> str:
        """ "", "ZLIB" or "GZIP" for `options`: TFRecordOptions, a compression type, its name, or None.

        Returns:
          str.

        Raises:
          ValueError: anything else.
        """
        if isinstance(options, TFRecordOptions):
            return cls.get_compression_type_string(options.compression_type)
        if options is None:
            return ""
        if options in _NAMES:
            return _NAMES[options]
        if options in _NAMES.values():
            return options
        raise ValueError(f"Not a valid compression_type: {options!r}; use one of '', 'ZLIB', 'GZIP'")

    def settings(self) -> dict[str, int]:
        """The zlib parameters that are set."""
        return {key: value for key, value in vars(self).items() if key != "compression_type" and value is not None}
