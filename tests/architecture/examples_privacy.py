"""Examples for the addresses about personal data."""

from tests.architecture.examples import House, example


@example("monitoring:personal_data", "monitoring:person")
def _personal_data(of: House) -> dict[str, object]:
    return {}
