"""The one place through which everything to Telegram goes: connection, pace, retries, outcomes."""
