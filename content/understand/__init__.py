"""What people type: language, topic and danger, recognised from phrases kept as data."""

from content.understand.recognition import Recognised, recognise, understand_line

__all__ = ["Recognised", "recognise", "understand_line"]
