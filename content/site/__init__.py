"""The same content as a static site that works without a script, a server or a network."""
