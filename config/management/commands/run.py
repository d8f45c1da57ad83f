"""``manage.py run``: the whole product on this machine, with the data it has."""

from config.management.product_command import ProductCommand


class Command(ProductCommand):
    """Web server, worker and clock on loopback, until Ctrl-C."""

    help = "Run web server, worker and clock on this machine until Ctrl-C."
