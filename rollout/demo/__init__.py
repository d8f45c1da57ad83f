"""Two invented client companies to try the product with, built through the services alone."""
