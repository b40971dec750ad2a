"""A machine that plays people and faults against the assembled bot and looks at what stays in the chats."""
