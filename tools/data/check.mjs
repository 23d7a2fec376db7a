// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks everything in data/ that people wrote. Prints every fault; exits 1 when there is one.
//   node tools/data/check.mjs
import { existsSync, readFileSync } from 'node:fs';
import { parseCsv } from './csv.mjs';

const root = new URL('../../', import.meta.url);
const langs = ['fr', 'en', 'nl', 'ar', 'uk'];
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const read = (name) => parseCsv(readFileSync(new URL(`data/${name}`, root), 'utf8'));
const list = (text) => text.split('|').filter((part) => part !== '');
const unique = (rows, key, file) => {
  const seen = new Set();
  for (const row of rows) {
    if (row[key] === '' || seen.has(row[key])) fault(file, `${key} "${row[key]}" is empty or not unique`);
    seen.add(row[key]);
  }
  return seen;
};

const rubrics = read('rubrics.csv');
const topics = read('topics.csv');
const communes = read('namur/communes.csv');
const localities = read('namur/localities.csv');
const organisations = read('namur/organisations.csv');
const services = read('namur/services.csv');
const sources = read('namur/sources.csv');

const rubricIds = unique(rubrics, 'id', 'rubrics.csv');
const topicIds = unique(topics, 'id', 'topics.csv');
const nisCodes = unique(communes, 'nis', 'communes.csv');
const organisationSlugs = unique(organisations, 'slug', 'organisations.csv');
const serviceSlugs = unique(services, 'slug', 'services.csv');
const sourceCodes = unique(sources, 'code', 'sources.csv');

checkLabels('rubrics.csv', rubrics);
checkLabels('topics.csv', topics);
rubrics.forEach((rubric, i) => {
  if (Number(rubric.position) !== i + 1) fault('rubrics.csv', `${rubric.id}: position ${rubric.position}`);
});
if (topics.length < 120) fault('topics.csv', `only ${topics.length} topics`);
for (const topic of topics) {
  if (!rubricIds.has(topic.rubric)) fault('topics.csv', `${topic.id}: no rubric "${topic.rubric}"`);
  for (const lang of langs) {
    if (list(topic[`synonyms.${lang}`]).length < 2) fault('topics.csv', `${topic.id}: few synonyms.${lang}`);
  }
}
for (const id of rubricIds) {
  if (!topics.some((topic) => topic.rubric === id)) fault('rubrics.csv', `${id}: no topic`);
}

if (communes.length !== 38) fault('communes.csv', `${communes.length} communes`);
for (const commune of communes) {
  if (list(commune.postal_codes).length === 0) fault('communes.csv', `${commune.name}: no postal code`);
  checkPoint('communes.csv', commune.name, commune);
}
for (const locality of localities) {
  if (!nisCodes.has(locality.nis)) fault('localities.csv', `${locality.name}: no commune ${locality.nis}`);
  checkPoint('localities.csv', locality.name, locality);
}
for (const organisation of organisations) {
  if (organisation.name === '') fault('organisations.csv', `${organisation.slug}: no name`);
  checkSource('organisations.csv', organisation.slug, organisation);
}
if (services.length !== 73) fault('services.csv', `${services.length} services`);
services.forEach(checkService);

function checkLabels(file, rows) {
  const annotations = cldrAnnotations();
  for (const row of rows) {
    for (const lang of langs) {
      if (row[`label.${lang}`].trim() === '') fault(file, `${row.id}: no label.${lang}`);
    }
    const icon = `node_modules/@phosphor-icons/core/assets/duotone/${row.icon}-duotone.svg`;
    if (!existsSync(new URL(icon, root))) fault(file, `${row.id}: no icon "${row.icon}"`);
    if (!(row.emoji in annotations)) fault(file, `${row.id}: no annotation of ${row.emoji}`);
  }
}

function cldrAnnotations() {
  const path = 'node_modules/cldr-annotations-full/annotations/en/annotations.json';
  return JSON.parse(readFileSync(new URL(path, root), 'utf8')).annotations.annotations;
}

function checkPoint(file, who, row) {
  const lat = Number(row.lat), lon = Number(row.lon);
  if (!(lat > 49.75 && lat < 50.7 && lon > 4.3 && lon < 5.5)) {
    fault(file, `${who}: ${row.lat}, ${row.lon} is not in the province`);
  }
}

function checkSource(file, who, row) {
  if (!sourceCodes.has(row.source)) fault(file, `${who}: no source "${row.source}"`);
  if (!/^https?:\/\/\S+$/.test(row.source_url)) fault(file, `${who}: source_url "${row.source_url}"`);
  if (!['A', 'B', 'C'].includes(row.confidence)) fault(file, `${who}: confidence "${row.confidence}"`);
  if (!/^((19|20)\d\d)?$/.test(row.as_of_year)) fault(file, `${who}: as_of_year "${row.as_of_year}"`);
}

function checkService(service) {
  const file = 'services.csv', who = service.slug;
  checkSource(file, who, service);
  if (!/^[a-z0-9-]{2,80}$/.test(who)) fault(file, `${who}: not a slug`);
  if (!organisationSlugs.has(service.organisation)) fault(file, `${who}: no ${service.organisation}`);
  if (service['name.fr'] === '') fault(file, `${who}: no name`);
  for (const column of ['summary', 'description', 'conditions', 'price', 'appointment', 'notice',
    'language_note', 'address_note', 'hours_note']) {
    const written = langs.filter((lang) => service[`${column}.${lang}`] !== '');
    if (column === 'summary' ? written.length < 5 : written.length % 5 !== 0) {
      fault(file, `${who}: ${column} only in ${written.join(' ') || 'no language'}`);
    }
  }
  for (const sentence of service['summary.fr'].split(/(?<=[.?!]) /)) {
    if (sentence.split(' ').length > 15) fault(file, `${who}: a long sentence: ${sentence}`);
  }
  if (list(service.topics).length === 0) fault(file, `${who}: no topic`);
  for (const topic of list(service.topics)) if (!topicIds.has(topic)) fault(file, `${who}: topic ${topic}`);
  checkCodes(service);
  checkPlace(service);
}

function checkCodes(service) {
  const file = 'services.csv', who = service.slug;
  const audiences = ['everyone', 'newcomers', 'asylum_seekers', 'refugees', 'undocumented', 'women', 'youth',
    'unaccompanied_minors', 'families', 'workers_of_services', 'homeless', 'ukraine', 'students', 'jobseekers',
    'victims'];
  for (const code of list(service.audiences)) if (!audiences.includes(code)) fault(file, `${who}: audience ${code}`);
  for (const spoken of list(service.languages)) {
    if (!/^[a-z]{2,3}(-[A-Z]{2})?:(staff|interpreter_by_phone|on_request)$/.test(spoken)) {
      fault(file, `${who}: language ${spoken}`);
    }
  }
  const oneOf = (column, values) => {
    if (!values.includes(service[column])) fault(file, `${who}: ${column} "${service[column]}"`);
  };
  oneOf('cost', ['free', 'paid', 'mixed', 'unknown']);
  oneOf('admission', ['walk_in', 'appointment', 'both', 'phone_only', 'unknown']);
  oneOf('status', ['active', 'temporarily_closed', 'moved', 'closed', 'merged']);
  oneOf('precision', ['exact', 'street', 'commune', 'unknown']);
  oneOf('undocumented', ['yes', 'no', '']);
  oneOf('confidential', ['yes', '']);
  if (service.status !== 'active' && service['notice.fr'] === '') fault(file, `${who}: closed without a notice`);
  for (const part of list(service.territory)) {
    if (!['province', 'wallonia', 'belgium'].includes(part) && !nisCodes.has(part)) {
      fault(file, `${who}: territory ${part}`);
    }
  }
  if (service.instead !== '' && !serviceSlugs.has(service.instead)) fault(file, `${who}: instead ${service.instead}`);
  if (!/^([\d ]{4,14}(=[^|]+)?(\||$))*$/.test(service.phones)) fault(file, `${who}: phones "${service.phones}"`);
  if (service.email !== '' && !/^[^@\s]+@[^@\s]+\.[a-z]+$/i.test(service.email)) fault(file, `${who}: e-mail`);
}

function checkPlace(service) {
  const file = 'services.csv', who = service.slug;
  if (service.confidential === 'yes') {
    for (const column of ['address', 'address_note.fr', 'place_name', 'postal_code', 'locality', 'nis', 'lat', 'lon']) {
      if (service[column] !== '') fault(file, `${who}: confidential, yet ${column} is given`);
    }
    return;
  }
  if (service.nis === '' && service.postal_code !== '') fault(file, `${who}: a postal code without a commune`);
  if (service.nis === '') return;
  const commune = communes.find((row) => row.nis === service.nis);
  if (!commune) return fault(file, `${who}: no commune ${service.nis}`);
  if (service.postal_code !== '' && !list(commune.postal_codes).includes(service.postal_code)) {
    fault(file, `${who}: ${service.postal_code} is not in ${commune.name}`);
  }
  const locality = localities.find((row) => row.name === service.locality);
  if (locality && locality.nis !== service.nis) fault(file, `${who}: ${service.locality} is not in ${commune.name}`);
  checkPoint(file, who, service);
}

for (const line of faults) console.error(line);
console.log(`data: ${rubrics.length} rubrics, ${topics.length} topics, ${communes.length} communes, `
  + `${localities.length} localities, ${organisations.length} organisations, ${services.length} services, `
  + `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
