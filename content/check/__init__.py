"""The guardian of the promises: reads all content and says what breaks one, where, and how to mend it."""
