"""What the pages of scenarios, training and the board show, in the reader's words."""
