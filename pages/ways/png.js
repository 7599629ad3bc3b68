// A drawing as a PNG that holds nothing but its picture: signature, IHDR, PLTE, IDAT, IEND. A canvas's own encoder may add
// other chunks, and cannot be held to a palette.

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BIT_DEPTH = 8;
const COLOUR_TYPE_PALETTE = 3;
/** A PNG's palette index is one byte. */
export const MOST_COLOURS = 256;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 as PNG uses it. */
export function crc32(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i += 1) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function header(width, height) {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes[8] = BIT_DEPTH;
  bytes[9] = COLOUR_TYPE_PALETTE;
  return bytes;
}

async function deflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * Encodes palette indices (one byte a pixel, row by row) as a PNG.
 * @param {Uint8Array} indices width × height palette indices
 * @param {number[][]} palette [red, green, blue] each, at most 256
 * @returns {Promise<Uint8Array>}
 */
export async function encodePNG(indices, width, height, palette) {
  if (width < 1 || height < 1 || indices.length !== width * height) throw new RangeError('not width × height indices');
  if (palette.length < 1 || palette.length > MOST_COLOURS) throw new RangeError('a palette has 1 to 256 colours');
  const rows = new Uint8Array((width + 1) * height);
  // Each row begins with its filter byte, 0: indices compress best unfiltered.
  for (let y = 0; y < height; y += 1) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header(width, height)),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', await deflate(rows)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** Bytes as base64, in pieces: a call with as many arguments as a drawing has bytes may overflow the stack. */
export function base64(bytes) {
  const PIECE = 4096;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
