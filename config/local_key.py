"""Keys for a machine that was given none: made once and kept, private, under var/."""

import os
import secrets
from pathlib import Path


def local_key(var: Path, name: str) -> str:
    """The key kept in ``var/name``, made on first use (43 URL-safe characters, mode 0600)."""
    path = var / name
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        handle, temporary = _private_file(var, name)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32))
        # Whoever links first wins; everybody reads the winner's.
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()


def _private_file(var: Path, name: str) -> tuple[int, Path]:
    temporary = var / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    return os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), temporary
