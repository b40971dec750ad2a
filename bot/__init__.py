"""The service: settings, wiring, command line, and a room for each of its parts."""
