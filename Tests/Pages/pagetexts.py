"""The texts of the pages, read as the browser reads them: their modules are evaluated in one."""
import mimetypes

from world import PAGES

LANGUAGES = ("en", "gd", "sco")
ORIGIN = "http://texts.test"


def read(browser):
    """All UI strings: `{"en": {"welcome.title": "…"}, …}`."""
    context = browser.new_context()
    try:
        page = context.new_page()

        def serve(route):
            path = route.request.url.removeprefix(ORIGIN).lstrip("/")
            if not path:
                return route.fulfill(body="<!doctype html><title>texts</title>", content_type="text/html")
            file = PAGES / path
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return route.fulfill(body=file.read_bytes(), content_type=kind) if file.is_file() else route.fulfill(status=404)

        page.route("**/*", serve)
        page.goto(ORIGIN + "/")
        return {tag: page.evaluate("async (tag) => ({ ...(await import(`/texts/${tag}.js`)).default })", tag) for tag in LANGUAGES}
    finally:
        context.close()
