"""The day's card of the campaign, posted once to the organisers' own channel."""
