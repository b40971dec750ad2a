"""`qoldau init`: from a token to a bot that is named, has organisers and can be started."""
