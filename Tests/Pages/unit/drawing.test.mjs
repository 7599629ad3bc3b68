// The drawing's PNG: right to the bit, free of anything but the picture, small enough; and its strokes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { crc32 as zlibCRC, inflateSync } from 'node:zlib';

const pages = process.env.KIOSK_PAGES ?? join(fileURLToPath(new URL('.', import.meta.url)), '../../../pages');
const { base64, crc32, encodePNG } = await import(join(pages, 'ways/png.js'));
const { FLAT_PALETTE, PAINTS, SMOOTH_PALETTE, quantised } = await import(join(pages, 'ways/paints.js'));
const { MOST_PNG_BYTES, flattened } = await import(join(pages, 'ways/flatten.js'));
const { Strokes, UNDO_DEPTH } = await import(join(pages, 'ways/strokes.js'));
const { spread, toggle } = await import(join(pages, 'ways/deck.js'));

/** A PNG's chunks, with each CRC checked. */
function chunks(bytes) {
  assert.deepEqual([...bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [];
  let at = 8;
  while (at < bytes.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    assert.equal(view.getUint32(at + 8 + length), crc32(bytes.subarray(at + 4, at + 8 + length)), `CRC of ${type}`);
    found.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

function decoded(bytes) {
  const [header, palette, data] = chunks(bytes);
  const view = new DataView(header.data.buffer, header.data.byteOffset, 13);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const rows = inflateSync(data.data);
  assert.equal(rows.length, (width + 1) * height);
  const indices = [];
  for (let y = 0; y < height; y += 1) {
    assert.equal(rows[y * (width + 1)], 0);
    indices.push(...rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)));
  }
  return { width, height, palette: palette.data, indices };
}

test('CRC-32 is the known one', () => {
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926);
  if (zlibCRC) assert.equal(crc32(Uint8Array.of(1, 2, 3)), zlibCRC(Uint8Array.of(1, 2, 3)));
});

test('what is encoded is what zlib inflates', async () => {
  const width = 37;
  const height = 23;
  const indices = Uint8Array.from({ length: width * height }, (_, i) => (i * 7) % SMOOTH_PALETTE.length);
  const png = await encodePNG(indices, width, height, SMOOTH_PALETTE);
  const back = decoded(png);
  assert.equal(back.width, width);
  assert.equal(back.height, height);
  assert.deepEqual(back.indices, [...indices]);
  assert.deepEqual([...back.palette], SMOOTH_PALETTE.flat());
});

test('there is nothing in it but the picture, and the same picture gives the same bytes', async () => {
  const one = await encodePNG(new Uint8Array(100), 10, 10, FLAT_PALETTE);
  const two = await encodePNG(new Uint8Array(100), 10, 10, FLAT_PALETTE);
  assert.deepEqual(chunks(one).map(({ type }) => type), ['IHDR', 'PLTE', 'IDAT', 'IEND']);
  assert.deepEqual([...chunks(one)[0].data.subarray(8)], [8, 3, 0, 0, 0]);
  assert.deepEqual(one, two);
});

test('what is no picture is refused', async () => {
  await assert.rejects(encodePNG(new Uint8Array(3), 2, 2, FLAT_PALETTE), RangeError);
  await assert.rejects(encodePNG(new Uint8Array(0), 0, 0, FLAT_PALETTE), RangeError);
  await assert.rejects(encodePNG(new Uint8Array(1), 1, 1, []), RangeError);
});

test('every paint stays itself, and what is see-through lies over white', () => {
  const pixels = [...PAINTS.map(({ rgb }) => rgb), [255, 255, 255]].flatMap((rgb) => [...rgb, 255]);
  const indices = quantised(Uint8ClampedArray.from([...pixels, 0, 0, 0, 0]), SMOOTH_PALETTE);
  assert.deepEqual([...indices], [1, 2, 3, 4, 5, 6, 7, 8, 0, 0]);
  assert.ok(SMOOTH_PALETTE.length <= 32);
});

test('a drawing that is large, or nothing but noise, fits', async () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const noise = (w, h) => Uint8ClampedArray.from({ length: w * h * 4 }, (_, i) => (i % 4 === 3 ? 255 : random() * 256));
  const png = await flattened(noise, 960, 600);
  assert.ok(png.length <= MOST_PNG_BYTES, String(png.length));
  const { width, height } = decoded(png);
  assert.ok(width >= 288 && height >= 180);
  const white = await flattened((w, h) => new Uint8ClampedArray(w * h * 4).fill(255), 960, 600);
  assert.ok(white.length < 2000);
  assert.equal(decoded(white).width, 960);
  await assert.rejects(flattened(noise, 960, 600, 100), RangeError);
});

test('base64 is what everybody decodes', () => {
  const bytes = Uint8Array.from({ length: 60000 }, (_, i) => i % 251);
  assert.deepEqual(Uint8Array.from(Buffer.from(base64(bytes), 'base64')), bytes);
});

test('strokes are undone and redone, and a new one ends the redoing', () => {
  const strokes = new Strokes(() => assert.fail());
  assert.ok(strokes.empty);
  for (const x of [10, 20, 30]) {
    strokes.begin([0, 0, 0], 4, x, x);
    assert.equal(strokes.add(x + 0.5, x), false);
    assert.equal(strokes.add(x + 5, x), true);
    strokes.end();
  }
  strokes.undo();
  strokes.undo();
  assert.equal(strokes.all.length, 1);
  strokes.redo();
  assert.equal(strokes.all.length, 2);
  assert.ok(strokes.canRedo);
  strokes.begin([0, 0, 0], 4, 1, 1);
  strokes.end();
  assert.equal(strokes.canRedo, false);
  assert.deepEqual(strokes.all.map(({ points }) => points[0]), [10, 20, 1]);
});

test('a stroke that is being drawn counts: it can be undone, ends the redoing, and its end is told once', () => {
  const strokes = new Strokes(() => assert.fail());
  assert.equal(strokes.end(), false);
  strokes.begin([0, 0, 0], 4, 10, 10);
  assert.ok(strokes.canUndo && !strokes.empty);
  assert.equal(strokes.end(), true);
  assert.equal(strokes.end(), false);
  strokes.begin([0, 0, 0], 4, 20, 20);
  strokes.undo();
  assert.equal(strokes.current, null);
  assert.deepEqual(strokes.all.map(({ points }) => points[0]), [10]);
  assert.ok(strokes.canRedo);
  strokes.begin([0, 0, 0], 4, 30, 30);
  assert.equal(strokes.canRedo, false);
  strokes.redo();
  assert.equal(strokes.end(), true);
  assert.deepEqual(strokes.all.map(({ points }) => points[0]), [10, 30]);
});

test('only what can be undone is kept as points, and no time with them', () => {
  const baked = [];
  const strokes = new Strokes((stroke) => baked.push(stroke));
  for (let i = 0; i < UNDO_DEPTH + 5; i += 1) {
    strokes.begin([0, 0, 0], 4, i, i);
    strokes.end();
  }
  assert.equal(baked.length, 5);
  assert.equal(strokes.all.length, UNDO_DEPTH);
  assert.deepEqual(Object.keys(strokes.all[0]).sort(), ['points', 'rgb', 'width']);
  while (strokes.canUndo) strokes.undo();
  assert.equal(strokes.empty, false);
});

test('wiping zeroes the points', () => {
  const strokes = new Strokes(() => {});
  const { points } = strokes.begin([0, 0, 0], 4, 50, 60);
  strokes.add(70, 80);
  strokes.wipe();
  assert.ok(points.every((value) => value === 0));
  assert.ok(strokes.empty);
});

test('three cards are the most, and a second press puts one back', () => {
  const card = (statement) => ({ owner: 'theme', ownerId: 'a', section: 'b', statement });
  const picked = [];
  for (const id of ['1', '2', '3']) assert.equal(toggle(picked, card(id), 3), 'picked');
  assert.equal(toggle(picked, card('4'), 3), 'full');
  assert.equal(toggle(picked, card('2'), 3), 'back');
  assert.deepEqual(picked.map(({ statement }) => statement), ['1', '3']);
});

test('cards are spread over pages in their order, and none is lost', () => {
  assert.deepEqual(spread(5, (from, to) => to - from <= 2), [[0, 2], [2, 4], [4, 5]]);
  assert.deepEqual(spread(2, () => false), [[0, 1], [1, 2]]);
  assert.deepEqual(spread(0, () => true), []);
});
