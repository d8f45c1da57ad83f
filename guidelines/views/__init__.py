"""The pages of the guidelines."""
