"""One command of `qoldau` in each file or folder."""
