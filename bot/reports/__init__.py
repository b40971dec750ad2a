"""What organisers see: published counts as text, tables, charts and files."""
