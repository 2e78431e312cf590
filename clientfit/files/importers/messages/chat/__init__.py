"""Messages from chats: WhatsApp, Telegram, Slack."""
