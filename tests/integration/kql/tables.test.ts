import { describe, expect, it } from 'vitest';
import { changeRow, dataRow } from '../../../electron/engine/query/rows.ts';
import type { NewExplanation } from '../../../electron/engine/store/causes.ts';
import type { WriteStore } from '../../../electron/engine/store/interface.ts';
import type { Category, NewChange } from '../../../electron/shared/model/change.ts';
import { ties, verdicts } from '../../../electron/shared/model/explanation.ts';
import { fieldDefinitions } from '../../../electron/shared/model/fields.ts';
import {
  type Fields,
  type FieldValue,
  type Item,
  type ItemType,
  itemTypes,
} from '../../../electron/shared/model/item.ts';
import { changeColumns, dataColumns } from '../../../electron/shared/model/table-columns.ts';
import { transaction, unexplained } from '../../support/explained.ts';
import { asked, now, questionsOver } from '../../support/kql.ts';
import { at, observed, saving } from '../../support/store-samples.ts';
import * as sample from '../../unit/query/samples.ts';

const identity = { computer: asked.computer, id: asked.machineId };

/** Texts that a store keeps in another form, or that a JSON text has to escape. */
const awkward = [
  'a\0b',
  '\ud800',
  'x\udfffy',
  '\u{1f600}',
  'c:\\temp\\"q"',
  'Zeile\nzwei\ttab',
  '\\u0041',
  "it's",
  'É',
  '',
];

/** A value of the right kind for each field, made awkward by the number. */
function madeValue(kind: string, number: number): FieldValue {
  const text = awkward[number % awkward.length] ?? '';
  const values: Readonly<Record<string, readonly FieldValue[]>> = {
    text: [text, null, `plain ${number}`],
    list: [`${text}\n${text}`, null, 'unsupported'],
    hash: [`sha256:${number}ff`, null, 'unreadable', 'md5:0a'],
    mode: [0o100644, 0o4755, null, '0700'],
    bytes: [number * 1000, 0, null, 2 ** 40 + number],
    count: [number, null],
    time: ['2026-02-28T08:00:00.123Z', null, '1969-12-31T23:59:59.999Z'],
    flag: [true, false, null],
  };
  const choices = values[kind] ?? [null];
  return choices[number % choices.length] ?? null;
}

const fieldsOf = (type: ItemType, number: number): Fields =>
  Object.fromEntries(
    fieldDefinitions[type]
      // Some things lack a field altogether; a file has the mode or the attributes.
      .filter((_, place) => (place + number) % 7 !== 0)
      .map(({ name, kind }, place) => [name, madeValue(kind, number + place)]),
  );

const keys: Readonly<Record<ItemType, (number: number) => string>> = {
  Files: (number) =>
    [`/etc/${awkward[number]}/f${number}`, `C:/Windows/${awkward[number]}`, `//server/share/${number}`][number % 3] ??
    '',
  Registry: (number) => `HKEY_LOCAL_MACHINE\\Software\\${awkward[number]}\\${number}`,
  Software: (number) => `dpkg:${awkward[number]}${number}:amd64`,
  WindowsServices: (number) => `svc-${awkward[number]}${number}`,
  Daemons: (number) => `systemd:${awkward[number]}${number}.service`,
  Machine: (number) => `part:${number}`,
};

const items: readonly Item[] = itemTypes.flatMap((type) =>
  awkward.map((text, number) => ({
    type,
    key: keys[type](number),
    name: `${text}-${number}`,
    fields: fieldsOf(type, number),
  })),
);

const changes: readonly NewChange[] = items.flatMap((item, number): NewChange[] =>
  (['Added', 'Modified', 'Removed'] as const satisfies readonly Category[]).map((category, turn) => ({
    ...item,
    category,
    noticedAt: at(10 + number),
    since: at(9 - turn),
    how: turn === 0 ? 'live' : 'startup',
    fieldsChanged:
      category === 'Modified'
        ? fieldDefinitions[item.type].map(({ name }) => name).filter((_, place) => place % 2 === number % 2)
        : [],
    before: category === 'Added' ? null : fieldsOf(item.type, number + 1),
    after: category === 'Removed' ? null : item.fields,
    ...(item.type === 'Files' && category === 'Removed' ? { movedTo: `C:/to/${number}` } : {}),
    ...(item.type === 'Files' && category === 'Added'
      ? { movedFrom: `/from/${awkward[number % awkward.length]}` }
      : {}),
  })),
);

const samples = [
  sample.fileModified,
  sample.fileAdded,
  sample.fileRemoved,
  sample.softwareUpgraded,
  sample.softwareRemoved,
  sample.daemonStopped,
  sample.daemonAdded,
  sample.machineChanged,
];

/** Explains and acknowledges changes of all sorts, with awkward texts; some are left without a word. */
function explainSome(store: WriteStore): void {
  const plan = store.plans.begin('A "plan" \\ of mine', at(0)).begun;
  const odd = awkward.map((text, number) =>
    transaction(`t${number}`, { tool: `apt${text}`, user: number % 3 === 0 ? null : text }),
  );
  const last = store.logEnds().last - 20;
  const explanations = new Map<number, NewExplanation>();
  for (let id = 1; id <= last; id++) {
    const owner = {
      manager: 'dpkg',
      name: `curl${awkward[4]}`,
      architecture: null,
      version: id % 2 === 0 ? null : '1:8"',
    };
    const actor = { pid: 1, program: `/bin/${awkward[id % awkward.length]}`, uid: 7, user: null, loginUser: 'alice' };
    explanations.set(id, {
      ...unexplained,
      verdict: verdicts[id % verdicts.length] ?? 'pending',
      transaction: id % 3 === 0 ? `t${id % odd.length}` : null,
      planId: id % 5 === 0 ? plan : null,
      tie: id % 3 === 0 ? (ties[id % ties.length] ?? null) : null,
      package: id % 4 === 0 ? owner : null,
      bytes: id % 4 === 0 ? 'altered' : null,
      conffile: id % 8 === 0,
      why: `Why ${awkward[id % awkward.length]}.`,
      actor: id % 6 === 0 ? actor : null,
    });
  }
  store.causes.save({ transactions: odd, explanations, upTo: last, at: at(600) });
  store.approvals.acknowledge({ ids: [1, 2, 30, last + 3] }, `all ${awkward.join('')} right`, at(601));
}

/** As a query has it: a word in the place of a number or a moment is no value. */
const expected = (row: Readonly<Record<string, unknown>>, types: ReadonlyMap<string, string>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const type = types.get(name);
      if (type === 'long') return [name, typeof value === 'number' ? value : null];
      if (type === 'datetime')
        return [name, typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null];
      return [name, value];
    }),
  );
const typesOf = (columns: readonly { readonly name: string; readonly type: string }[]) =>
  new Map(columns.map(({ name, type }) => [name, type]));

describe('the tables of queries', () => {
  let log: readonly Readonly<Record<string, unknown>>[] = [];
  let inventory: readonly Readonly<Record<string, unknown>>[] = [];
  const questions = questionsOver((store) => {
    for (const type of itemTypes) {
      const own = {
        changes: [...changes, ...samples].filter((change) => change.type === type).map(({ ...change }) => change),
      };
      store.save(saving(500, { type, ...own, upserts: observed(...items.filter((item) => item.type === type)) }));
    }
    explainSome(store);
    const stored = itemTypes.flatMap((type) => store.changes({ types: [type], limit: 1000 }));
    log = [...stored]
      .sort((a, b) => b.id - a.id)
      .map((change) => expected(changeRow(change, identity), typesOf(changeColumns)));
    inventory = itemTypes
      .flatMap((type) => store.inventory({ type, offset: 0, limit: 1000 }).items)
      .map((item) => expected(dataRow(item, now, identity), typesOf(dataColumns)));
  });

  it('have in every column of every change what the other outputs have', () => {
    const answer = questions.records('ConfigurationChange');
    expect(answer.length).toBe(changes.length + samples.length);
    expect(answer).toEqual(log);
  });

  it('have in every column of every item what the other outputs have', () => {
    const answer = questions.records('ConfigurationData');
    expect(answer.length).toBe(items.length);
    const key = (row: Readonly<Record<string, unknown>>) => `${row.ConfigDataType} ${row.Key}`;
    const sorted = (rows: readonly Readonly<Record<string, unknown>>[]) =>
      [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(answer)).toEqual(sorted(inventory));
  });
});
