"""Nothing leaves the device, and nobody else's page gets in. The server's own tests have the depth; this is what a browser sees."""
import http.client
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from world import PAGES

MOST_PAGES_BYTES = 400_000
GIANT_BYTES = 4_000_000
# The rules that the policy must have; it may have more.
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'")
BODY = {
    "submission": "0" * 32, "boot": "", "session": "", "group": "", "activity": "drop-in", "prompt": "meaningful-support", "language": "en", "stakeholder": "",
    "withoutGroup": False, "wantsCode": False, "content": {"way": "words", "text": "from a crafted request"},
}


def ask(kiosk, method, path, body=None, **headers):
    """One request as anything on the machine could make it."""
    connection = http.client.HTTPConnection("127.0.0.1", kiosk.port, timeout=20)
    try:
        connection.request(method, path, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def post(kiosk, text=BODY["content"]["text"], **headers):
    given = {"Content_Type": "application/json", "X_Kiosk": "1", "Origin": kiosk.url.rstrip("/"), **headers}
    return ask(kiosk, "POST", "/api/contributions", json.dumps({**BODY, "content": {"way": "words", "text": text}}), **{name: value for name, value in given.items() if value is not None})[0]


def test_every_request_goes_to_the_device_itself(visit, kiosk):
    """A whole way through asks nobody but kioskd, and keeps no cookie and nothing in a storage."""
    person = visit(kiosk)
    asked = []
    person.page.on("request", lambda request: asked.append(request.url))
    person.page.reload()
    person.begin(1, 0)
    person.promise()
    person.choose("words")
    person.write("here only")
    person.next()
    person.to_sending()
    person.send()
    away = [url for url in asked if not url.startswith((kiosk.url, "data:", f"blob:{kiosk.url}"))]
    assert asked and not away
    assert person.page.context.cookies() == []
    assert person.page.evaluate("""async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
      (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]""") == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("path", ["/", "/app/main.js", "/style/tokens.css", "/api/now", "/none"])
def test_headers(kiosk, path):
    _, headers, _ = ask(kiosk, "GET", path)
    policy = headers["content-security-policy"]
    assert all(rule in policy for rule in POLICY) and "unsafe" not in policy
    assert "no-store" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


@pytest.fixture
def elsewhere():
    """A page of another origin on the same machine, where the browser's own guard of loopback does not step in."""
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>elsewhere</title>")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_page_of_another_origin_is_refused(browser, elsewhere, kiosk):
    """A page that somebody crafted can neither send, nor read, nor frame."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(elsewhere)
        result = page.evaluate("""async ([url, body]) => {
          const json = { 'Content-Type': 'application/json', 'X-Kiosk': '1' };
          const tries = [['now', {}], ['contributions', { method: 'POST', body, headers: json }],
            ['contributions', { method: 'POST', body, mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } }]];
          const frame = document.createElement('iframe');
          const framed = new Promise((resolve) => { frame.onload = resolve; frame.onerror = resolve; setTimeout(resolve, 3000); });
          frame.src = url;
          document.body.append(frame);
          await framed;
          const answers = [];
          for (const [path, options] of tries) {
            answers.push(await fetch(`${url}api/${path}`, options).then((answer) => (answer.type === 'opaque' ? 'opaque' : answer.status), () => 'refused'));
          }
          return answers;
        }""", [kiosk.url, json.dumps(BODY)])
        assert result[:2] == ["refused", "refused"] and result[2] in ("refused", "opaque")
        inside = [frame for frame in page.frames if frame != page.main_frame]
        assert not any(frame.url.startswith(kiosk.url) for frame in inside)
    finally:
        context.close()
    assert not any(one.get("words") == BODY["content"]["text"] for one in kiosk.arrived())


def test_what_is_crafted_is_refused(kiosk):
    assert post(kiosk, text="what the pages send themselves") == 200
    assert post(kiosk, Origin="http://elsewhere.test") in (403, 421)
    assert post(kiosk, Origin=None) in (403, 421)
    assert post(kiosk, Origin="null") in (403, 421)
    assert post(kiosk, X_Kiosk=None) in (400, 403)
    assert post(kiosk, Content_Type="text/plain") in (403, 415)
    assert ask(kiosk, "GET", "/api/now", Host="elsewhere.test")[0] in (403, 421)
    assert ask(kiosk, "GET", "/api/now", Host=f"localhost.elsewhere.test:{kiosk.port}")[0] in (403, 421)
    assert ask(kiosk, "GET", "/../conftest.py")[0] in (400, 403, 404)
    assert ask(kiosk, "GET", "/%2e%2e/%2e%2e/etc/passwd")[0] in (400, 403, 404)


def test_a_giant_body_is_refused(visit, kiosk):
    """It is refused before it is read, and the device goes on."""
    with socket.create_connection(("127.0.0.1", kiosk.port), timeout=20) as one:
        one.sendall((f"POST /api/contributions HTTP/1.1\r\nHost: 127.0.0.1:{kiosk.port}\r\nOrigin: {kiosk.url.rstrip('/')}\r\nX-Kiosk: 1\r\n"
                     f"Content-Type: application/json\r\nContent-Length: {GIANT_BYTES}\r\n\r\n").encode())
        try:
            for _ in range(GIANT_BYTES // 65536):
                one.sendall(b" " * 65536)
        except OSError:
            pass
        try:
            answer = one.recv(64)
        except OSError:
            answer = b""
    assert answer == b"" or b" 413 " in answer
    visit(kiosk).at("welcome.title")


def test_the_pages_are_small():
    """All pages with their pictures and styles: they are read at once into memory, and shown at once on a slow device."""
    assert sum(file.stat().st_size for file in PAGES.rglob("*") if file.is_file()) < MOST_PAGES_BYTES
