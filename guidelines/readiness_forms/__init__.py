"""Forms of scenarios, training and the board."""
