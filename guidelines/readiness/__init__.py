"""Reads of what makes people ready: scenarios, training, the board."""
