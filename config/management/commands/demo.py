"""``manage.py demo``: the product with two client companies and feeds that keep publishing."""

from collections.abc import Mapping

from django.conf import settings
from django.core.management import CommandError, get_commands, load_command_class

from config import product
from config.management.product_command import ProductCommand
from config.supervisor import Supervisor

SOURCES_PORT = 8765


class Command(ProductCommand):
    """As ``run``, after filling an empty installation, with a server of demo sources beside it.

    ``seed_demo`` belongs to an app below: ``handle(sources_port=...)`` says its progress and
    returns the words to print last (who may sign in and how).
    """

    help = "Run the product with demo data until Ctrl-C; the data stays for the next time."
    logins = ""
    sources_port = SOURCES_PORT

    def prepare(self) -> None:
        super().prepare()
        self.sources_port = product.free_port(SOURCES_PORT)
        self.step("Filling in the demo data")
        self.logins = self._seed()

    def start(self, supervisor: Supervisor, port: int) -> None:
        self.step(f"Starting the demo sources on port {self.sources_port}")
        supervisor.start(product.demo_sources(self.sources_port))
        super().start(supervisor, port)

    def environment(self) -> Mapping[str, str]:
        allowed = [*settings.FETCH_LOOPBACK, f"{product.HOST}:{self.sources_port}"]
        return {
            "FETCH_LOOPBACK": ",".join(allowed),
            # One host plays them all, and somebody is watching.
            "FETCH_HOST_GAP_SECONDS": "0",
            "FEED_INTERVAL_SECONDS": "15",
        }

    def closing_words(self) -> str:
        return self.logins

    def _seed(self) -> str:
        try:
            app = get_commands()["seed_demo"]
        except KeyError as error:
            raise CommandError(
                "The command seed_demo is missing from this installation."
            ) from error
        command = app if not isinstance(app, str) else load_command_class(app, "seed_demo")
        parser = command.create_parser("manage.py", "seed_demo")
        options = vars(parser.parse_args(["--sources-port", str(self.sources_port)]))
        # handle(), not call_command(), which would print the logins before they work.
        return str(command.handle(**options) or "")
