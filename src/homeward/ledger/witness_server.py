"""A witness on the network: ``POST /add-checkpoint``, and ``GET /checkpoint/ORIGIN`` for the last cosigned note.

Plain HTTP, meant for a line that the side guards itself; nobody is asked for a password, since only checkpoints that
a known log signed are ever cosigned. Source: C2SP tlog-witness.
"""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from homeward.errors import InputRefused
from homeward.ledger.witness import MOST_REQUEST_BYTES, PLAIN, UNAVAILABLE, Answer, Witness

_SECONDS = 10
_LENGTH_REQUIRED, _TOO_LARGE, _NOT_FOUND, _BAD = 411, 413, 404, 400
_LATEST = "/checkpoint/"


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness; ``serve_forever`` and ``shutdown`` as in ``socketserver``."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        """Listen at host and port; port 0 takes a free one."""
        self.witness = witness
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version = "homeward-witness"
    sys_version = ""
    timeout = _SECONDS

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or len(length) > 12:
            self._send(Answer(_LENGTH_REQUIRED, PLAIN, b"Say the length of the request.\n"), close=True)
        elif int(length) > MOST_REQUEST_BYTES:
            self._send(Answer(_TOO_LARGE, PLAIN, b"The request is too large.\n"), close=True)
        else:
            data = self.rfile.read(int(length))
            if self.path != "/add-checkpoint":
                self._send(Answer(_NOT_FOUND, PLAIN, b"Ask at /add-checkpoint.\n"))
            elif len(data) < int(length):
                self._send(Answer(_BAD, PLAIN, b"The request was cut short.\n"), close=True)
            else:
                self._send(self.server.witness.answer(data))

    def do_GET(self) -> None:
        note = None
        if self.path.startswith(_LATEST):
            try:
                note = self.server.witness.latest(unquote(self.path.removeprefix(_LATEST)))
            except InputRefused as error:
                self._send(Answer(UNAVAILABLE, PLAIN, f"{error}\n".encode()))
                return
        if note is None:
            self._send(Answer(_NOT_FOUND, PLAIN, b"No checkpoint of that log was cosigned here.\n"))
        else:
            self._send(Answer(200, PLAIN, note.encode()))

    def _send(self, answer: Answer, *, close: bool = False) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_said: object) -> None:
        """Say nothing: who asked when is in the state and its history."""
