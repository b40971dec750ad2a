"""An open talk, what its chat is to look like, and its end."""
