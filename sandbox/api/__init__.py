"""The Bot API over HTTP: its methods, refusals, faults, and how updates reach the bot."""
