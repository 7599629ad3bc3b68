#!/usr/bin/env python3
"""Takes a picture of every screen of the touch pages, to look at: scripts/screens FOLDER [what...]

Each screen is taken at 800×480, 1920×1080 and 480×800, in English, Gaelic and Scots, and in English in dark and in strong colours, as
NN-screen-size-language-theme.png. With names such as `en-dark` only those are taken. It needs what Tests/Pages needs.
"""
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).absolute().parent
sys.path.insert(0, str(HERE))

from playwright.sync_api import sync_playwright  # noqa: E402

import pagetexts  # noqa: E402
from conftest import CHROMIUM, FLAGS, SIZES  # noqa: E402
from person import Person  # noqa: E402
from tour import tour, tour_of_rest  # noqa: E402
from world import World  # noqa: E402

LOOKS = (("en", "light"), ("gd", "light"), ("sco", "light"), ("en", "dark"), ("en", "high"))
# What is slight in motion has come to rest, and what follows a size has followed it.
SETTLE_MS = 350
FIRST = "800x480"


def take(page, folder, number, name, look):
    """The screen as it stands, at every size."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=folder / f"{number:02}-{name}-{size}-{'-'.join(look)}.png", caret="initial")
    width, height = SIZES[FIRST]
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(SETTLE_MS)


def main(folder, wanted):
    folder.mkdir(parents=True, exist_ok=True)
    directory = Path(tempfile.mkdtemp(prefix="kp-"))
    world = None
    try:
        world = World(directory)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            texts = pagetexts.read(browser)
            for look in LOOKS:
                if wanted and "-".join(look) not in wanted:
                    continue
                language, theme = look
                settings = {"language": language, "contrast": theme}
                kiosk = world.kiosk(f"screens {language} {theme}", **settings)
                context = browser.new_context(viewport=dict(zip(("width", "height"), SIZES[FIRST])), reduced_motion="reduce")
                person = Person(context.new_page(), texts, language)
                number = 0
                for number, name in enumerate(tour(person, kiosk), 1):
                    take(person.page, folder, number, name, look)
                kiosk.daemon.end()
                if look == LOOKS[0]:
                    empty = world.kiosk("screens empty", ready=False, **settings)
                    for number, name in enumerate(tour_of_rest(person, empty), number + 1):
                        take(person.page, folder, number, name, look)
                    empty.daemon.end()
                context.close()
                print(f"{language} {theme}: {number} screens", flush=True)
            browser.close()
    finally:
        if world:
            world.end()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
