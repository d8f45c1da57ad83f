"""The mail of the week: what has changed, in the reader's language."""
