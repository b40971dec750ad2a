"""How updates come in: fetched or delivered, in order within a chat, confirmed only when dealt with."""
