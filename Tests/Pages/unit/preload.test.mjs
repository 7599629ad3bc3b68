// index.html names every module that main.js reaches, so that the browser asks for all at once and not in a long chain.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const pages = resolve(process.env.PAGES ?? new URL('../../../pages', import.meta.url).pathname);

function reached(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'";]*?from '(\.[^']+)'/gms)) reached(resolve(dirname(file), path), found);
  return found;
}

test('every module is preloaded, and nothing else', () => {
  const wanted = [...reached(join(pages, 'app/main.js'))].map((file) => relative(pages, file)).filter((path) => path !== 'app/main.js').sort();
  const named = [...readFileSync(join(pages, 'index.html'), 'utf8').matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, path]) => path).sort();
  assert.deepEqual(named, wanted);
});
