// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes small PMTiles archives, version 3, to try the map with: pictures of one colour a tile, or vectors of
// one field of earth. Follows the specification of the format, not the library that reads it.
import { writeFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';

const province = { west: 4.3, south: 49.75, east: 5.5, north: 50.7 };

/** The tiles of `zoom` that touch the province. */
function tilesOf(zoom) {
  const side = 2 ** zoom;
  const column = (lon) => Math.floor(((lon + 180) / 360) * side);
  const row = (lat) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  const out = [];
  for (let x = column(province.west); x <= column(province.east); x++) {
    for (let y = row(province.north); y <= row(province.south); y++) out.push({ zoom, x, y });
  }
  return out;
}

/** The number of a tile: those of all zooms before, then its place on the Hilbert curve of its own. */
export function tileId({ zoom, x, y }) {
  let id = (4 ** zoom - 1) / 3;
  for (let side = 2 ** (zoom - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const low = (y & side) > 0 ? 1 : 0;
    id += side * side * ((3 * right) ^ low);
    if (!low) {
      if (right) [x, y] = [side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))];
      [x, y] = [y, x];
    }
    x &= side - 1;
    y &= side - 1;
  }
  return id;
}

function varint(number) {
  const out = [];
  for (; number >= 128; number = Math.floor(number / 128)) out.push((number % 128) | 128);
  return [...out, number];
}

function crc32(bytes) {
  let out = ~0;
  for (const byte of bytes) {
    out ^= byte;
    for (let bit = 0; bit < 8; bit++) out = (out >>> 1) ^ (out & 1 ? 0xedb88320 : 0);
  }
  return ~out >>> 0;
}

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

/** A PNG of 256 by 256 in one colour. */
function png([red, green, blue]) {
  const head = Buffer.from([0, 0, 1, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0]);
  const row = Buffer.from([0, ...Array(256).fill([red, green, blue]).flat()]);
  const pixels = deflateSync(Buffer.concat(Array(256).fill(row)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A Mapbox vector tile whose layer "earth" covers all of it. */
function vector() {
  const field = (number, bytes) => [(number << 3) | 2, ...varint(bytes.length), ...bytes];
  const turn = (n) => (n < 0 ? -2 * n - 1 : 2 * n);
  const square = [9, turn(0), turn(0), 26, turn(4096), turn(0), turn(0), turn(4096), turn(-4096), turn(0), 15];
  const feature = [(3 << 3), 3, ...field(4, square.flatMap(varint))];
  const layer = [(15 << 3), 2, ...field(1, [...Buffer.from('earth')]), ...field(2, feature), (5 << 3), ...varint(4096)];
  return gzipSync(Buffer.from(field(3, layer)));
}

/** Writes `path`: tiles of zooms 7 to 10, pictures of `colour` or vectors (null). */
export function writeArchive(path, colour, metadata = {}) {
  const tiles = [7, 8, 9, 10].flatMap(tilesOf).map((tile) => ({ id: tileId(tile) })).sort((a, b) => a.id - b.id);
  const one = colour ? png(colour) : vector();
  // Every tile is the same bytes at the same place, as the format allows.
  const directory = gzipSync(Buffer.from([
    ...varint(tiles.length),
    ...tiles.flatMap(({ id }, n) => varint(id - (n ? tiles[n - 1].id : 0))),
    ...tiles.flatMap(() => varint(1)),
    ...tiles.flatMap(() => varint(one.length)),
    ...tiles.flatMap(() => varint(1)),
  ]));
  const about = gzipSync(JSON.stringify(metadata));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header[7] = 3;
  let at = 127;
  for (const [field, length] of [[8, directory.length], [24, about.length], [40, 0], [56, one.length]]) {
    header.writeBigUInt64LE(BigInt(at), field);
    header.writeBigUInt64LE(BigInt(length), field + 8);
    at += length;
  }
  for (const [field, count] of [[72, tiles.length], [80, tiles.length], [88, 1]]) header.writeBigUInt64LE(BigInt(count), field);
  header.set([1, 2, colour ? 1 : 2, colour ? 2 : 1, 7, 10], 96);
  const degrees = [province.west, province.south, province.east, province.north].map((d) => Math.round(d * 1e7));
  degrees.forEach((d, n) => header.writeInt32LE(d, 102 + 4 * n));
  header[118] = 8;
  header.writeInt32LE(Math.round(4.87 * 1e7), 119);
  header.writeInt32LE(Math.round(50.3 * 1e7), 123);
  writeFileSync(path, Buffer.concat([header, directory, about, one]));
}
