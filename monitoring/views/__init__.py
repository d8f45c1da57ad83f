"""The pages of monitoring: the door, one selector or service call, the answer."""
