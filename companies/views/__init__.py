"""The pages of people and tenancy: the door, one selector or service call, the answer."""
