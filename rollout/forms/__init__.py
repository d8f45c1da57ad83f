"""Forms of the rollout: they parse and normalise, the services decide."""
