"""Reading messages: mail, WhatsApp, Telegram, Slack. Their words are not kept unless asked for."""

from clientfit.files.importers.messages.door import detect, read_messages
from clientfit.files.importers.messages.kinds import HEAD
from clientfit.files.importers.messages.tally import Reader, Reading

__all__ = ["HEAD", "Reader", "Reading", "detect", "read_messages"]
