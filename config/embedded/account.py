"""As whom the servers run: PostgreSQL refuses root, so root lends it an ordinary account."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded.errors import ServicesError

# Looked for in this order when root starts the servers in a folder of its own.
ACCOUNTS = ("etappe", "postgres", "embedded_postgres")
# What the account may need to get through folders closed to it, such as /root; least first.
CAPABILITIES = ("", "+dac_read_search", "+dac_override")


@dataclass(frozen=True)
class Account:
    """The owner of the servers' files and the words before a command that runs as it."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    @classmethod
    def of(cls, root: Path) -> "Account":
        """Whoever owns the folder, which is made if need be.

        Raises ServicesError if it belongs to somebody else or cannot be made.
        """
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServicesError(f"The folder {root} cannot be made: {error.strerror}.") from error
        if os.geteuid() == 0:
            return _lent_by_root(root)
        for folder in (root, root / "postgres", root / "valkey"):
            _own_or_refuse(folder)
        return cls(os.geteuid(), os.getegid())

    def own(self, folder: Path) -> Path:
        """The folder, made if need be, private to this account."""
        folder.mkdir(exist_ok=True)
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder

    def able_to_run(self, *command: str, folder: Path) -> "Account":
        """This account with the least privilege that lets it run ``command`` in ``folder``."""
        if self.uid == os.geteuid():
            return self
        if shutil.which("setpriv") is None:
            raise ServicesError("As root the command setpriv is needed: install util-linux.")
        for capability in CAPABILITIES:
            candidate = Account(self.uid, self.gid, _setpriv(self.uid, self.gid, capability))
            if _runs(candidate, command, folder):
                return candidate
        raise ServicesError(
            f"The account {_name(self.uid)}, as which root runs PostgreSQL, cannot reach {folder}. "
            "Run Etappe as an ordinary user, or from a folder that everybody may enter."
        )


def _own_or_refuse(folder: Path) -> None:
    try:
        owner = folder.stat().st_uid
    except FileNotFoundError:
        return
    except PermissionError:
        owner = 0
    if owner != os.geteuid():
        raise ServicesError(
            f"The folder {folder} belongs to {_name(owner)}. Run Etappe as {_name(owner)}, take "
            f"the folder over with `sudo chown -R {_name(os.geteuid())} {folder}` while nothing "
            "runs, or choose another folder with ETAPPE_VAR."
        )


def _lent_by_root(root: Path) -> Account:
    for folder in (root / "postgres", root):
        if folder.exists() and (owner := folder.stat()).st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    return _made_by_root(ACCOUNTS[0])


def _made_by_root(name: str) -> Account:
    useradd = shutil.which("useradd", path=os.defpath + ":/usr/sbin:/sbin")
    if useradd is None:
        entry = pwd.getpwnam("nobody")
        return Account(entry.pw_uid, entry.pw_gid)
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        entry = pwd.getpwnam(name)
    except KeyError as error:
        raise ServicesError(
            f"PostgreSQL does not run as root and the account {name} could not be made: "
            f"{done.stderr.strip()}. Run Etappe as an ordinary user."
        ) from error
    return Account(entry.pw_uid, entry.pw_gid)


def _setpriv(uid: int, gid: int, capability: str) -> tuple[str, ...]:
    # PostgreSQL asks with access(), to which a capability counts only with this secure bit.
    lent = (
        f"--inh-caps={capability}",
        f"--ambient-caps={capability}",
        "--securebits=+no_setuid_fixup",
    )
    who = ("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups")
    return (*who, *(lent if capability else ()), "--")


def _runs(account: Account, command: tuple[str, ...], folder: Path) -> bool:
    test = 'test -w "$0" && test -x "$0" && "$@"'
    whole = [*account.prefix, "/bin/sh", "-c", test, str(folder), *command]
    return subprocess.run(whole, capture_output=True, check=False).returncode == 0  # noqa: S603


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"the user with number {uid}"
