"""Importers of messages: mail, WhatsApp, Telegram, Slack.

Message texts are not kept unless asked for.
"""

from clientfit.files.importers.messages.collect import Reader, Reading
from clientfit.files.importers.messages.detect import detect, read_messages
from clientfit.files.importers.messages.formats import HEAD

__all__ = ["HEAD", "Reader", "Reading", "detect", "read_messages"]
