/** The style sheets of the screens behind the welcome; the page does not wait for them to be painted. */

const LATER = ['style/screens.css', 'style/ways/writing.css', 'style/ways/cards.css', 'style/ways/feeling.css', 'style/ways/drawing.css'];

function sheet(href) {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error(href));
    });
    document.head.append(link);
  });
}

/** Asks for those that are not here yet; resolves when all are. */
export function dressLater() {
  const here = [...document.styleSheets].map((one) => one.href);
  return Promise.all(LATER.filter((path) => !here.some((href) => href?.endsWith(`/${path}`))).map(sheet));
}
