// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 4180, for the scripts that make and check data/.

/** Rows as objects by header. Throws, with the line, on a row of another length than the header. */
export function parseCsv(text) {
  const rows = [];
  let row = [], field = '', quoted = false;
  const endField = () => { row.push(field); field = ''; };
  const endRow = () => { endField(); rows.push(row); row = []; };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') { field += '"'; i += 1; }
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') endField();
    else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  if (quoted) throw new Error('a quoted field never ends');
  if (field !== '' || row.length > 0) endRow();
  const [header, ...rest] = rows;
  return rest.map((cells, n) => {
    if (cells.length !== header.length) {
      throw new Error(`row ${n + 2}: ${cells.length} fields, the header has ${header.length}`);
    }
    return Object.fromEntries(header.map((name, i) => [name, cells[i]]));
  });
}

/** Rows of strings as text, quoted where needed, lines ended by LF. */
export function writeCsv(rows) {
  const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}
