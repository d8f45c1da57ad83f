"""Templates of a consultant: written once, applied to clients, updated knowingly."""
