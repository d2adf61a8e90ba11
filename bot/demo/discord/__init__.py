"""A simulated Discord: a server, a channel, members, and the two interfaces (REST and gateway) that a real bot uses."""

from bot.demo.discord.errors import NotPossible
from bot.demo.discord.interactions.response import Response
from bot.demo.discord.json_types import Json
from bot.demo.discord.members import SimulatedMember
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.messages.message import Button, File, Message
from bot.demo.discord.messages.threads import Thread
from bot.demo.discord.messages.uploads import Upload
from bot.demo.discord.rest.middleware import Request
from bot.demo.discord.server import SimulatedDiscord

__all__ = [
    "Button",
    "Channel",
    "File",
    "Json",
    "Message",
    "NotPossible",
    "Request",
    "Response",
    "SimulatedDiscord",
    "SimulatedMember",
    "Thread",
    "Upload",
]
