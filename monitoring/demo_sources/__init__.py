"""Feeds to try the product with: real HTTP on loopback, months of believable items, new ones
every few seconds. Run by ``make demo``; nothing in the product imports it."""
