"""What is done to the guidelines."""
