"""The bot's own web address: a thin HTTP server, and what monitors may ask of it."""
