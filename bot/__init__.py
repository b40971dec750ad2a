"""The service: settings, wiring, command line, intake, outbox, counts and sandbox."""
