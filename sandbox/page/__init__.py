"""The chat page: its files, its words and the stream of changes it listens to."""
