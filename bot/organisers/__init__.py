"""What organisers get in Telegram: published counts, charts, files and whether the bot is well."""
