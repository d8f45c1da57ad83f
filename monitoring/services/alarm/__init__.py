"""What the alarm does, and what people do with its incidents (S4)."""
