"""Serves the files of a folder by range, as object stores do, and counts what goes over the wire.

Usage: range-server.py <folder>. Prints its port, ends when its standard input does.

  /<MiB/s per connection, 0 for no limit>-<ms of round trip>/<run>/<file>   the file, counted for the run
  /counts/<run>                                                            what the run has cost, as JSON

sendfile keeps the server's share of the machine small, so that what is measured is the client. The socket is paced, not
the request, because a client that asks for many ranges on one connection gets no more than one that asks for one.
"""

import http.server
import json
import os
import re
import socket
import sys
import threading
import time

MEBIBYTE = 1 << 20
root = os.path.realpath(sys.argv[1])
counts = {}
lock = threading.Lock()


def count(run, requests, sent):
    with lock:
        entry = counts.setdefault(run, {"requests": 0, "bytes": 0})
        entry["requests"] += requests
        entry["bytes"] += sent


def asked_range(header, size):
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", header or "")
    if not match or not any(match.groups()):
        return 0, size
    first, last = match.groups()
    if first == "":
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    is_new = True
    next_at = 0.0

    def do_GET(self):
        kind, _, rest = self.path.partition("?")[0].strip("/").partition("/")
        if kind == "counts":
            return self.answer_counts(rest)
        speed, delay_ms = (int(part) for part in kind.split("-"))
        run, _, name = rest.partition("/")
        # Connecting takes a round trip too.
        time.sleep(delay_ms / 1000 * (2 if self.is_new else 1))
        self.is_new = False
        count(run, 1, 0)
        path = os.path.realpath(os.path.join(root, name))
        if not path.startswith(root + os.sep) or not os.path.isfile(path):
            return self.send_error(404)
        with open(path, "rb") as file:
            self.answer_range(file, speed * MEBIBYTE, run)

    do_HEAD = do_GET

    def answer_counts(self, run):
        body = json.dumps(counts.get(run, {"requests": 0, "bytes": 0})).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_range(self, file, rate, run):
        size = os.fstat(file.fileno()).st_size
        start, end = asked_range(self.headers.get("Range"), size)
        if start >= end:
            return self.send_error(416)
        is_partial = "Range" in self.headers
        self.send_response(206 if is_partial else 200)
        self.send_header("Content-Length", str(end - start))
        self.send_header("Content-Type", "application/zip")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", f'"{size}"')
        self.send_header("Last-Modified", self.date_time_string(0))
        if is_partial:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
        self.end_headers()
        if self.command == "GET":
            self.send_bytes(file.fileno(), (start, end), rate, run)

    def send_bytes(self, file, asked, rate, run):
        start, end = asked
        if rate > 0:  # what waits in the system counts as sent, also when the client dies before it has read it
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 128 * 1024)
        step = MEBIBYTE if rate == 0 else 128 * 1024
        try:
            while start < end:
                self.wait_for_turn(min(step, end - start), rate)
                sent = os.sendfile(self.connection.fileno(), file, start, min(step, end - start))
                count(run, 0, sent)
                start += sent
        except ConnectionError:
            self.close_connection = True

    def wait_for_turn(self, size, rate):
        if rate == 0:
            return
        now = time.monotonic()
        self.next_at = max(now, self.next_at) + size / rate
        time.sleep(self.next_at - now)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # the client is gone, which some are on purpose

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
