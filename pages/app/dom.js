/** Building the page without innerHTML: texts always go in as text, styles only as classes or custom properties. */

const SVG = 'http://www.w3.org/2000/svg';

function dress(element, props) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') element.textContent = value;
    else if (name === 'on') for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (name === 'vars') for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
    else if (name === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  return element;
}

function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
  return element;
}

/** An HTML element. `props`: `class`, `text`, `lang`, `on`, `vars`, `data` and any attribute (`true` is present, `false` absent). */
export function h(tag, props, ...children) {
  return fill(dress(document.createElement(tag), props), children);
}

/** An SVG element, as `h`. */
export function s(tag, props, ...children) {
  return fill(dress(document.createElementNS(SVG, tag), props), children);
}

/** The texts of an element as they are to be read aloud: `[{ lang, text }]`, block by block, without what is hidden or mute. */
export function readable(root) {
  const segments = [];
  const walk = (node, lang) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent.replace(/\s+/g, ' ').trim();
      if (!text) return;
      const last = segments.at(-1);
      if (last && last.lang === lang && last.open) last.text += ` ${text}`;
      else segments.push({ lang, text, open: true });
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches('[aria-hidden="true"], [data-mute], [hidden], svg, textarea, input, dialog:not([open])')) return;
    const inner = node.getAttribute('lang') || lang;
    for (const child of node.childNodes) walk(child, inner);
    const last = segments.at(-1);
    if (last && node.matches('h1, h2, h3, p, li, button, dt, dd, div, figcaption')) last.open = false;
  };
  walk(root, document.documentElement.lang);
  return segments.map(({ lang, text }) => ({ lang, text: /[.!?…:]$/.test(text) ? text : `${text}.` }));
}
