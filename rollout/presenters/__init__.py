"""Facts of the rollout as the components of the design system draw them."""
