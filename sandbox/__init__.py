"""The sandbox: a strict local Bot API over HTTP, pretend people, and a chat page like a phone messenger."""
