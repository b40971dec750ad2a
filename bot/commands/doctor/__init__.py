"""Whether the bot is well: `qoldau doctor`, /health, alarms, and signs of life for supervisors."""
