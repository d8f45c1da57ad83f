"""``manage.py run``: the whole product on this machine, with the data it has."""

from companies.services.founding import first_set_up_link
from config.management.product_command import ProductCommand


class Command(ProductCommand):
    """Web server, worker and clock on loopback, until Ctrl-C."""

    help = "Run web server, worker and clock on this machine until Ctrl-C."

    def closing_words(self) -> str:
        """While nobody uses the installation: the link that founds the first company."""
        link = first_set_up_link()
        return f"Set up your company here: {link}" if link else ""
