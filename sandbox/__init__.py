"""A strict Bot API on this computer, with pretend people, faults on demand and a chat page, for any bot."""

from sandbox.api.faults import Fault
from sandbox.people.chat_view import Bubble, Button, ChatView
from sandbox.people.crowd import Crowd, crowd_at
from sandbox.people.person import NothingHappenedError, Person
from sandbox.server import Sandbox, start_sandbox

__all__ = [
    "Bubble",
    "Button",
    "ChatView",
    "Crowd",
    "Fault",
    "NothingHappenedError",
    "Person",
    "Sandbox",
    "crowd_at",
    "start_sandbox",
]
