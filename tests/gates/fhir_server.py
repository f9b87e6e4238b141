"""A FHIR server on loopback: what it answers is laid ready, and who asked how is remembered."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


class Fhir:
    """A server on loopback: pages by path, and who asked how."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        fhir = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fhir.asked.append((self.path, self.headers.get("Authorization", "")))
                status, headers, body = fhir.pages.get(self.path.split("?")[0], (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def page(self, path: str, following: str = "", *resources: object, status: int = 200, **headers: str) -> bytes:
        """Let a path answer with a bundle."""
        links = [{"relation": "next", "url": following}] if following else []
        entries = [{"resource": one} for one in resources]
        raw = json.dumps({"resourceType": "Bundle", "link": links, "id": path, "entry": entries}).encode()
        self.pages[path] = (status, headers, raw)
        return raw

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
