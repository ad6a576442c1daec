"""tf.flags, tf.app.flags: the flags of a program's command line."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.platform.flags.define": "DEFINE DEFINE_alias DEFINE_bool DEFINE_boolean DEFINE_enum DEFINE_enum_class"
        " DEFINE_flag DEFINE_float DEFINE_integer DEFINE_list DEFINE_multi DEFINE_multi_enum DEFINE_multi_enum_class"
        " DEFINE_multi_float DEFINE_multi_integer DEFINE_multi_string DEFINE_spaceseplist DEFINE_string FlagHolder"
        " adopt_module_key_flags declare_key_flag disclaim_key_flags flag_dict_to_args override_value set_default",
        "headrace.graph.platform.flags.errors": "CantOpenFlagFileError DuplicateFlagError Error FlagNameConflictsWithMethodError"
        " IllegalFlagValueError UnparsedFlagAccessError UnrecognizedFlagError ValidationError",
        "headrace.graph.platform.flags.kinds": "BooleanFlag EnumClassFlag EnumFlag Flag MultiEnumClassFlag MultiFlag",
        "headrace.graph.platform.flags.parsers": "ArgumentParser ArgumentSerializer BooleanParser CsvListSerializer"
        " EnumClassListSerializer EnumClassParser EnumClassSerializer EnumParser FloatParser IntegerParser ListParser"
        " ListSerializer WhitespaceSeparatedListParser",
        "headrace.graph.platform.flags.rules": "mark_bool_flags_as_mutual_exclusive mark_flag_as_required mark_flags_as_mutual_exclusive"
        " mark_flags_as_required multi_flags_validator register_multi_flags_validator register_validator validator",
        "headrace.graph.platform.flags.usage": "doc_to_help get_help_width text_wrap",
        "headrace.graph.platform.flags.values": "FLAGS FlagValues",
    },
)
