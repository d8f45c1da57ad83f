"""A guarded connection for what is not HTTP: the same checks, one deadline, one bound of bytes."""

import ssl

import httpcore2

from monitoring.fetching.errors import TlsProblem, Unreachable
from monitoring.fetching.network import GuardedBackend


class Wire:
    """A connection to one server. Every operation raises FetchError and nothing else."""

    def __init__(self, backend: GuardedBackend, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._stream = backend.connect_tcp(host, port)
        self.is_secure = False

    def secure(self, context: ssl.SSLContext) -> None:
        """Encrypt it from here on; what the server said before is not read any more."""
        try:
            self._stream = self._stream.start_tls(context, server_hostname=self.host)
        except ssl.CertificateError as problem:
            raise TlsProblem(str(problem)) from problem
        self.is_secure = True

    def read(self, most: int = 65_536) -> bytes:
        """What has come in, at most so many bytes; empty at the end."""
        return self._stream.read(most)

    def write(self, content: bytes) -> None:
        """All of it."""
        try:
            self._stream.write(content)
        except httpcore2.WriteError as problem:
            raise Unreachable(f"the connection broke: {problem}") from problem

    def close(self) -> None:
        """Let go of it."""
        self._stream.close()
