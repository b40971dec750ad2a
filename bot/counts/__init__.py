"""Counts that identify no one: stored, published safely, and made into reports."""
