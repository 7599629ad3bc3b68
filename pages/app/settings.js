/** The person's settings, put on the page. They live in the state only, and go with the person. */

/** Puts language, size, contrast and easy-read on the root element, where the tokens read them. */
export function dress(settings) {
  const root = document.documentElement;
  root.lang = settings.language;
  root.dataset.size = settings.size;
  root.dataset.contrast = settings.contrast;
  root.dataset.easy = String(settings.easyRead);
}
