import type { Tidemark } from './tidemark.ts';

/**
 * Runs in the machine: looks through every value of every table, kept content
 * unpacked, and through the raw bytes of every file of the data folder.
 */
const search = `
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { inflateRawSync } = require('node:zlib');
const { DatabaseSync } = require('/opt/tidemark/node_modules/@photostructure/sqlite');
const [folder, marker] = process.argv.slice(1);
const found = [];
function look(place, bytes) {
  if (Buffer.from(bytes).includes(marker)) found.push(place);
  if (typeof bytes === 'string') return;
  try {
    if (inflateRawSync(bytes).includes(marker)) found.push(place);
  } catch {} // not packed
}
for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!statSync(path).isFile()) continue;
  const bytes = readFileSync(path);
  look(name, bytes);
  if (!bytes.subarray(0, 15).equals(Buffer.from('SQLite format 3'))) continue;
  const database = new DatabaseSync(path, { readOnly: true });
  for (const { name: table } of database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all())
    for (const row of database.prepare('SELECT * FROM "' + table + '"').all())
      for (const [column, value] of Object.entries(row))
        if (typeof value === 'string' || value instanceof Uint8Array) look(table + '.' + column, value);
  database.close();
}
process.stdout.write(JSON.stringify([...new Set(found)].sort()));
`;

/** Where in a Tidemark's data folder a text stands, be it in kept content that is compressed. */
export async function placesOf(tidemark: Tidemark, text: string): Promise<unknown> {
  return JSON.parse(await tidemark.machine.run('node', '--eval', search, tidemark.data, text));
}
