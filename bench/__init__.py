"""Measures the bot beside its rivals, in one run on one machine."""
