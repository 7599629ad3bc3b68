"""Quick enough that nobody wonders: from the tap on send to the thank-you with the durable commit in it, and the first screen."""
import os

import pytest

RUNS = 60
MOST_SENDING_MS = 150
MOST_FIRST_SCREEN_MS = 300
FIRST_SCREEN_RUNS = 5

# A machine that is slowed down on purpose, or busy with other work, measures its own load.
UNMEASURABLE = (
    "KIOSK_TEST_PATIENCE is set: this machine is busy, times mean nothing" if os.environ.get("KIOSK_TEST_PATIENCE")
    else "the times are those of the release build: set KIOSKD to it" if "release" not in os.environ.get("KIOSKD", "") else "")
patient = pytest.mark.skipif(bool(UNMEASURABLE), reason=UNMEASURABLE)

# Taps the button, and gives the milliseconds until the thank-you stands in the page and has been painted.
TAP_JS = """([words, thanks]) => new Promise((resolve, reject) => {
  const main = document.querySelector('main');
  const button = [...main.querySelectorAll('button')].find((one) => [...one.querySelectorAll('*')].some((part) => part.textContent.trim() === words));
  const begin = performance.now();
  const watcher = new MutationObserver(() => {
    const heading = main.querySelector('h1');
    if (heading?.textContent.trim() !== thanks) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
  });
  watcher.observe(main, { childList: true, subtree: true, characterData: true });
  setTimeout(() => { watcher.disconnect(); reject(new Error('no thank-you')); }, 10000);
  button.click();
})"""


@patient
def test_from_send_to_thank_you(visit, kiosk, record_property):
    person = visit(kiosk)
    times = []
    for run in range(RUNS):
        person.begin(1, 0)
        person.promise()
        person.choose("words")
        person.writing.fill(f"how quick is it, run {run}")
        person.next()
        person.to_sending()
        person.settle()
        times.append(person.page.evaluate(TAP_JS, [person.t("code.without"), person.t("thanks.title")]))
        person.done()
        person.at("welcome.title")
    times.sort()
    # Of sixty the 99th hundredth is the slowest.
    p50, p99 = times[len(times) // 2], times[min(len(times) - 1, -(-len(times) * 99 // 100) - 1)]
    record_property("p50_ms", p50)
    record_property("p99_ms", p99)
    print(f"\nsend to thank-you: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    assert p99 < MOST_SENDING_MS


@patient
def test_the_first_screen_from_a_cold_cache(browser, texts, kiosk, record_property):
    """A new context has an empty cache; the time is from the asking for the page to its heading."""
    times = []
    for _ in range(FIRST_SCREEN_RUNS):
        context = browser.new_context(viewport={"width": 800, "height": 480})
        try:
            page = context.new_page()
            page.add_init_script("""
              new MutationObserver((_, watcher) => {
                const heading = document.querySelector('main h1');
                if (!heading || heading.textContent.trim() !== %r) return;
                watcher.disconnect();
                requestAnimationFrame(() => setTimeout(() => { window.firstScreen = performance.now(); }));
              }).observe(document, { childList: true, subtree: true, characterData: true });
            """ % texts["en"]["welcome.title"])
            page.goto(kiosk.url)
            page.wait_for_function("() => window.firstScreen !== undefined")
            times.append(page.evaluate("() => window.firstScreen"))
        finally:
            context.close()
    times.sort()
    record_property("first_screen_ms", times)
    print(f"\nfirst screen: {', '.join(f'{one:.0f}' for one in times)} ms")
    assert times[len(times) // 2] < MOST_FIRST_SCREEN_MS
