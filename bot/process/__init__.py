"""What any long-lived process needs, whatever it does."""
