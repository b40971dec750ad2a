"""The service: settings, wiring, command line, intake, outbox and counts."""
