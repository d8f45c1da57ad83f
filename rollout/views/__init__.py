"""The pages of the rollout: door, one selector or service call, response."""
