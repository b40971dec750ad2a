"""What the bot says: flow, texts, helplines, phrases, and what a typed text means."""
