"""What a filter shows, as a file: rows go through one at a time, so that memory stays flat."""
