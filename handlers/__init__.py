"""What the bot does on each kind of update."""
