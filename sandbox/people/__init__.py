"""Pretend people: what they do on their phones, what they see there, and the control actions over HTTP."""
