"""Posters for print: a code that the camera reads, and words that name no topic."""
