"""What the bot does by the clock: the Monday digest, the day's card, the merging of old years."""
