"""Reading messages: mail, WhatsApp, Telegram, Slack. Their words are not kept unless asked for."""

from clientfit.files.importers.messages.account import Reader, Reading
from clientfit.files.importers.messages.door import detect, read_messages
from clientfit.files.importers.messages.kinds import HEAD

__all__ = ["HEAD", "Reader", "Reading", "detect", "read_messages"]
