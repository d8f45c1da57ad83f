"""How the facts of monitoring are said on a page: words, tones and addresses, no queries."""
