"""What the kinds of agenda items mean for time. The words are values of `planning.choices.BlockKind`."""

RESTING = frozenset({"preparation", "arrival", "break"})  # nobody sits and listens; interpreters rest
TALKING = frozenset(
    {"welcome", "plenary", "presentation", "small_groups", "circle", "listening", "decision", "closing"}
)  # words are said, so interpreting and captions make it longer; a survey is filled in at one's own pace
SLICE_OF = {
    "welcome": "whole_group",
    "plenary": "whole_group",
    "presentation": "whole_group",
    "decision": "whole_group",
    "closing": "whole_group",
    "survey": "whole_group",
    "small_groups": "small_groups",
    "circle": "small_groups",
    "listening": "listening",
    "preparation": "breaks",
    "arrival": "breaks",
    "break": "breaks",
}
SLICES = ("whole_group", "small_groups", "listening", "breaks")
RESIDENTS_TALK = frozenset({"plenary", "small_groups", "circle", "listening"})  # unless an officer leads it
