"""The desk in words: every word is chosen here, so that templates only place them."""
