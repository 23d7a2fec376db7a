// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening hours by chance, from a seed: everything that docs/opening-hours.md says we read, also in the
// corners (nights, clock changes, turns of month and year, rules over rules).

function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const COMMENTS = ['by appointment', 'sur rendez-vous', 'téléphoner', 'op afspraak', 'maybe; || , 10:00-12:00',
  'بالهاتف'];

function texts(rnd) {
  const int = (low, high) => low + Math.floor(rnd() * (high - low + 1));
  const pick = (list) => list[int(0, list.length - 1)];
  const chance = (share) => rnd() < share;
  const two = (n) => String(n).padStart(2, '0');
  const clock = (minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const minute = (low, high) => Math.min(high, low + pick([5, 15, 30, 60]) * int(0, Math.floor((high - low) / 60)));

  function span() {
    const kind = rnd();
    if (kind < 0.6) {
      const from = minute(6 * 60, 18 * 60);
      return `${clock(from)}-${clock(from + minute(30, 5 * 60))}`;
    }
    if (kind < 0.75) return `${clock(minute(17 * 60, 23 * 60 + 45))}-${clock(minute(0, 5 * 60))}`;
    if (kind < 0.85) {
      const from = minute(0, 4 * 60);
      return `${clock(from)}-${clock(from + minute(5, 3 * 60))}`;
    }
    if (kind < 0.9) return '00:00-24:00';
    if (kind < 0.94) return `${clock(minute(18 * 60, 23 * 60))}-${two(int(24, 29))}:${pick(['00', '30'])}`;
    const any = minute(0, 23 * 60);
    return `${clock(any)}-${clock(pick([any, minute(0, 23 * 60 + 59)]))}`;
  }

  function times(whole) {
    const list = Array.from({ length: pick([1, 1, 1, 2, 2, 3]) }, span)
      .filter((text) => whole || (text !== '00:00-24:00' && text !== '00:00-00:00'));
    if (chance(0.06)) list.push(`${clock(minute(7 * 60, 23 * 60))}+`);
    return list.length ? list.join(',') : '09:00-12:00';
  }

  const weekdayRange = () => (chance(0.5) ? pick(WEEKDAYS) : `${pick(WEEKDAYS)}-${pick(WEEKDAYS)}`);
  function nth() {
    const day = pick(WEEKDAYS);
    const list = pick([() => [int(1, 5)], () => [-int(1, 5)], () => [int(1, 2), int(3, 5)],
      () => [`${int(1, 2)}-${int(3, 5)}`], () => [int(1, 4), -1]])();
    if (chance(0.12)) {
      const [single, sign] = pick([[int(1, 3), '+'], [int(2, 5), '-'], [-int(2, 4), '+'], [-int(1, 3), '-']]);
      const days = int(1, 6);
      if (chance(0.2)) return `${day}[-1] +1 day`;
      return `${day}[${single}] ${sign}${days} day${days > 1 ? 's' : ''}`;
    }
    return `${day}[${list.join(',')}]`;
  }
  function weekdays() {
    const list = Array.from({ length: pick([1, 1, 1, 2, 3]) }, () => (chance(0.22) ? nth() : weekdayRange()));
    if (chance(0.12)) list.splice(chance(0.5) ? 0 : list.length, 0, 'PH');
    return list.join(',');
  }

  function date() {
    const month = int(0, 11);
    return `${MONTHS[month]} ${two(int(1, LENGTHS[month]))}`;
  }
  const dayAfter = (text) => new Date(Date.UTC(2025, MONTHS.indexOf(text.slice(0, 3)), Number(text.slice(4)) + 1));
  function dateRange() {
    for (;;) {
      const from = date(), to = date();
      const next = dayAfter(to);
      if (`${MONTHS[next.getUTCMonth()]} ${two(next.getUTCDate())}` !== from) return `${from}-${to}`;
    }
  }
  function datedRange() {
    const year = int(2024, 2028);
    const from = int(0, 11), fromDay = int(1, LENGTHS[from]);
    const end = new Date(Date.UTC(year, from, fromDay + int(1, 60)));
    if (end.getUTCMonth() === 1 && end.getUTCDate() === 29) end.setUTCDate(28);
    if (end.getUTCMonth() === from && end.getUTCDate() === fromDay) end.setUTCDate(fromDay + 1);
    return `${year} ${MONTHS[from]} ${two(fromDay)}-${end.getUTCFullYear()} ${MONTHS[end.getUTCMonth()]} `
      + two(end.getUTCDate());
  }
  function daysOfMonth() {
    const month = pick([0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const from = int(1, 20), to = from + int(1, 8);
    if (chance(0.15) && month !== 2 && month !== 9) return `${MONTHS[month]} ${two(from)}-${two(to)}/${int(2, 4)}`;
    return chance(0.5) ? `${MONTHS[month]} ${two(from)}-${two(to)}` : `${MONTHS[month]} ${two(from)},${two(to)}`;
  }
  function easter() {
    const offset = (low, high) => {
      const days = int(low, high);
      return days === 0 ? '' : ` ${days < 0 ? '-' : '+'}${Math.abs(days)} day${Math.abs(days) > 1 ? 's' : ''}`;
    };
    return chance(0.5) ? `easter${offset(-20, 60)}` : `easter${offset(-20, -1)}-easter${offset(1, 40)}`;
  }
  const monthRange = () => (chance(0.35) ? pick(MONTHS) : `${pick(MONTHS)}-${pick(MONTHS)}`);
  function dates() {
    const kind = rnd();
    if (kind < 0.3) return monthRange();
    if (kind < 0.4) return `${pick(MONTHS)},${monthRange()}`;
    if (kind < 0.55) return dateRange();
    if (kind < 0.65) return date();
    if (kind < 0.75) return daysOfMonth();
    if (kind < 0.85) return datedRange();
    if (kind < 0.9) return `${int(2025, 2027)} ${date()}`;
    if (kind < 0.94) return easter();
    if (kind < 0.97) return `${date()},${date()},${pick(MONTHS)}`;
    const first = int(0, 11), last = (first + int(2, 9)) % 12;
    return `${MONTHS[first]} ${pick(WEEKDAYS)}[${pick([1, 2, 3, -1])}]-${MONTHS[last]} ${two(int(1, 28))}`;
  }
  function weeks() {
    const from = int(1, 40), to = from + int(1, 13);
    return 'week ' + pick([two(from), `${two(from)}-${two(to)}`, `${two(from)}-${two(to)}/${int(2, 4)}`,
      '01-53/2', '02-52/2', `${two(from)},${two(to)}`]);
  }
  const years = () => pick(['2026', '2027', '2026,2028', '2025-2026', '2027+', '2024-2026,2028']);

  function state() {
    const kind = rnd();
    if (kind < 0.6) return '';
    if (kind < 0.68) return ' open';
    if (kind < 0.76) return ` "${pick(COMMENTS)}"`;
    if (kind < 0.82) return pick([' unknown', ` unknown "${pick(COMMENTS)}"`]);
    if (kind < 0.9) return pick([' off', ' closed']);
    return pick([` open "${pick(COMMENTS)}"`, ` off "${pick(COMMENTS)}"`]);
  }

  // A rule, and whether a comma may follow it.
  function rule() {
    const parts = [];
    const kind = rnd();
    let whole = true;
    if (kind < 0.03) return { text: pick(['24/7', 'off', 'open', 'unknown', `"${pick(COMMENTS)}"`]), comma: false };
    if (kind < 0.5) parts.push(weekdays());
    else if (kind < 0.58) parts.push(pick(['PH', 'PH', 'PH -1 day', 'PH +1 day', `PH ${weekdayRange()}`]));
    else if (kind < 0.7) parts.push(dates());
    else if (kind < 0.84) parts.push(dates(), weekdayRange());
    else if (kind < 0.88) parts.push(weeks());
    else if (kind < 0.92) parts.push(weeks(), weekdayRange());
    else if (kind < 0.95) {
      parts.push(years(), chance(0.5) ? weekdays() : `${monthRange()}:`);
      whole = false;
    } else whole = true;
    const timed = !whole || parts.length === 0 || chance(0.8);
    if (timed) parts.push(times(whole));
    const ending = state() || (timed ? '' : pick([' off', ' off', ' closed', '', ' open']));
    return { text: parts.join(' ') + ending, comma: timed || ending !== '', bare: timed && ending === '' };
  }

  // Whether hours go on after midnight; a fallback may do so only where nothing before it speaks then.
  const night = (text) => /(1[7-9]|2\d):\d\d\+/.test(text)
    || [...text.matchAll(/(\d\d:\d\d)-(\d\d:\d\d)/g)].some(([, from, to]) => to <= from || to > '24:00');

  function telephone() {
    return `${weekdays()} 08:30-18:00 || ${weekdays()} 18:00-${clock(minute(0, 8 * 60))} "${pick(COMMENTS)}"`;
  }

  return () => {
    if (chance(0.02)) return telephone();
    let out = '';
    let last = { comma: false };
    let fallback = false;
    const size = pick([1, 1, 2, 2, 3, 4, 5]);
    for (let at = 0; at < size; at += 1) {
      const next = rule();
      // After a list of times, a comma and more times are one list.
      const list = last.bare && /^\d\d:/.test(next.text);
      const dark = night(next.text);
      let sign = '; ';
      if (last.comma && !list && !(fallback && dark) && chance(0.25)) sign = ', ';
      else if (!dark && chance(0.1)) sign = ' || ';
      fallback = sign === ' || ' || (fallback && sign === ', ');
      out += (at > 0 ? sign : '') + next.text;
      last = next;
    }
    return out;
  };
}

const WINDOWS = [
  ['2026-03-20T00:00', '2026-04-12T00:00'], ['2026-10-17T00:00', '2026-11-15T00:00'],
  ['2026-12-14T00:00', '2027-01-18T00:00'], ['2026-01-01T00:00', '2027-01-01T00:00'],
  ['2028-02-20T00:00', '2028-04-10T00:00'], ['2027-05-01T00:00', '2027-05-25T00:00'],
  ['2025-10-20T13:37', '2025-11-03T04:11'], ['2024-02-10T00:00', '2024-03-15T00:00'],
];

/** The same texts with slips of the pen: most are wrong, and what is still read must be read rightly. */
export function generate_slips(seed, count) {
  const rnd = random(seed ^ 0x5eed);
  const pick = (list) => list[Math.floor(rnd() * list.length)];
  const bits = ['Mo', 'Fr-Su', 'PH', 'SH', 'Dec 24', 'Jan', 'week 10', '2026', '2027+', '10:00-12:00', '09:00', '12',
    ',', ';', '||', ':', '-', '+', '/2', '[2]', 'off', 'open', '"x"', '24/7', 'easter', '+1 day', '.', '-1 day', '00:00-24:00'];
  const slip = (text) => {
    const words = text.split(/(?<=[ ,;:\-])|(?=[ ,;:\-[])/);
    const at = Math.floor(rnd() * words.length);
    const kind = rnd();
    if (kind < 0.25) words.splice(at, 1);
    else if (kind < 0.5) words.splice(at, 0, pick(bits));
    else if (kind < 0.7) words.splice(at, 1, pick(bits));
    else if (kind < 0.8) words.splice(at, 0, words[at]);
    else if (kind < 0.9) words.splice(at, 2, words[at + 1] ?? '', words[at]);
    else words.splice(at, 1, words[at].slice(1));
    return words.join('');
  };
  return generate(seed + 1000, count).map(({ text, from, to }) => {
    const once = slip(text);
    return { text: rnd() < 0.3 ? slip(once) : once, from, to };
  });
}

/** `count` texts with a window each, more texts than repeats; the same for the same seed. */
export function generate(seed, count) {
  const rnd = random(seed);
  const text = texts(rnd);
  return Array.from({ length: count }, () => {
    const [from, to] = WINDOWS[Math.floor(rnd() * WINDOWS.length)];
    return { text: text(), from, to };
  });
}
