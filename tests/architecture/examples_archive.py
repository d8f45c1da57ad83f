"""Examples for the addresses of calendars and archives."""

from tests.architecture.examples import House, example


@example("companies:calendar_subscription")
def _token(of: House) -> dict[str, object]:
    return {"token": "forged"}
