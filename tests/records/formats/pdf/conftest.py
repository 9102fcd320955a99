"""A server on this machine that no document may ever reach."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"


class Trap(http.server.BaseHTTPRequestHandler):
    """Writes down who came; sends some away to a second door."""

    def do_GET(self) -> None:
        self.server.visits.append(self.path)
        if self.path.startswith("/redirect"):
            self.send_response(302)
            self.send_header("Location", "/behind-the-redirect")
        else:
            self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def trap() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    server.visits = []
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def facilitator() -> str:
    return (SAMPLES / "facilitator.html").read_text()


@pytest.fixture
def participant() -> str:
    return (SAMPLES / "participant.html").read_text()
