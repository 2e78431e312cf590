"""Importers of chats: WhatsApp, Telegram, Slack."""
