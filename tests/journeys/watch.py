"""What goes wrong in a browser without anybody seeing it: errors, refusals, strangers asked."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

INTERNAL = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """Notes what must not happen on any page of a context; ``noted`` holds a line for each.

    A page that refuses (4xx) is an answer; anything else that is missing or fails is not.
    """

    origin: str
    noted: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of this context from now on."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note(error.page, f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # What could not be loaded is noted with its status by _response; what has no address
        # comes from scripts that the test itself brought along, such as axe.
        loading = message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and message.location["url"] and not loading:
            self._note(message.page, f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((*INTERNAL, f"{self.origin}/")):
            self._note(None, f"asked a stranger: {request.url}")

    def _response(self, response: Response) -> None:
        is_page = response.request.resource_type in {"document", "xhr", "fetch"}
        if response.status >= (500 if is_page else 400):
            self._note(None, f"{response.status} {urlsplit(response.url).path}")

    def _note(self, page: object, what: str) -> None:
        address = urlsplit(str(getattr(page, "url", ""))).path
        self.noted.append(f"{address} {what}".strip())
