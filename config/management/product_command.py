"""What `run` and `demo` share: preparing, starting, looking after and stopping the product."""

import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import catalogues, embedded, histories, product
from config.supervisor import Stopped, Supervisor, SupervisorError

READY_SECONDS = 180


class ProductCommand(BaseCommand):
    """Says each step with the seconds since the start; ends with everything it started."""

    requires_system_checks = []
    began = 0.0

    def handle(self, *args: object, **options: object) -> None:
        self.began = time.monotonic()
        port = settings.PORT
        if product.port_taken(port):
            raise CommandError(
                f"Port {port} is taken by another program. Stop that one, or choose another port: "
                f"PORT={port + 1} make {self._name()}"
            )
        try:
            with Supervisor(self.say) as supervisor:
                self.prepare()
                self.serve(supervisor, port)
        except Stopped:
            self.step("Stopped.")
        except SupervisorError as error:
            raise CommandError(str(error)) from error

    def prepare(self) -> None:
        """What has to be done before anything is started."""
        catalogues.compile_all(settings.LOCALE_PATHS[0])
        self.step("Bringing the database up to date")
        if histories.is_left_behind(histories.applied_to()):
            raise CommandError(f"{histories.LEFT_BEHIND} {histories.WAY_OUT}")
        call_command("migrate", verbosity=0, interactive=False)
        self.step("Collecting the static files")
        call_command("collectstatic", verbosity=0, interactive=False)

    def start(self, supervisor: Supervisor, port: int) -> None:
        """Start the programs in the order in which they need each other."""
        environment = self.environment()
        self.step("Starting worker, clock and web server")
        supervisor.start(product.worker(environment))
        supervisor.start(product.beat(environment))
        supervisor.start(product.web(port, environment))

    def environment(self) -> Mapping[str, str]:
        """What the programs are told beyond this process's own environment."""
        return {}

    def closing_words(self) -> str:
        """What is printed last, once the product is ready."""
        return ""

    def serve(self, supervisor: Supervisor, port: int) -> None:
        """Start everything, say where it is, and look after it until somebody stops it."""
        host = urlsplit(settings.BASE_URL).netloc
        supervisor.look()
        self.start(supervisor, port)
        supervisor.wait_until(
            lambda: supervisor.heard("worker", " ready."), seconds=READY_SECONDS, what="The worker"
        )
        supervisor.wait_until(
            lambda: product.healthy(port, host), seconds=READY_SECONDS, what="The web server"
        )
        self.step(f"Ready: {settings.BASE_URL}")
        if words := self.closing_words():
            self.say(f"\n{words}\n")
        self.say("Ctrl-C stops everything.")
        supervisor.run(then=lambda: embedded.look_after(settings.VAR_DIR))

    def step(self, text: str) -> None:
        """Say what happens now and how many seconds it took to get here."""
        self.say(f"{time.monotonic() - self.began:5.1f} s  {text}")

    def say(self, text: str) -> None:
        """Print a line at once."""
        self.stdout.write(text)
        self.stdout.flush()

    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2]
