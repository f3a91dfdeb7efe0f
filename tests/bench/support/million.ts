import type { NewExplanation } from '../../../electron/engine/store/causes.ts';
import type { WriteStore } from '../../../electron/engine/store/interface.ts';
import { openStore } from '../../../electron/engine/store/open.ts';
import { type Category, categories, type NewChange } from '../../../electron/shared/model/change.ts';
import type { Transaction } from '../../../electron/shared/model/explanation.ts';
import type { Fields, Item, ItemType } from '../../../electron/shared/model/item.ts';

/** How many changes are saved at once. */
const portion = 10_000;
/** The last change of a made-up log, and how far they lie apart on average (ms): a million fill a year. */
export const lastChange = Date.UTC(2026, 0, 1);
const apart = 31_536;

/** Numbers that only seem to be by chance, the same in every run. */
function* numbers(): Generator<number, never> {
  for (let state = 42; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state;
  }
}

const hex = (number: number) => number.toString(16).padStart(64, '0');

function fileFields(number: number): Fields {
  return {
    kind: 'file',
    size: number % 100_000,
    checksum: `sha256:${hex(number)}`,
    modified: new Date(lastChange - (number % 1e9)).toISOString(),
    mode: 0o644,
    owner: 'root',
    group: 'root',
    fileId: `2049:${number}`,
    content: 'none',
  };
}

const things: readonly ((number: number) => Item)[] = [
  ...Array.from({ length: 6 }, () => (number: number): Item => {
    const name = `part-${number % 120_000}.conf`;
    return { type: 'Files', key: `/usr/share/package-${number % 977}/data/${name}`, name, fields: fileFields(number) };
  }),
  (number) => ({
    type: 'Software',
    key: `dpkg:package-${number % 3000}:amd64`,
    name: `package-${number % 3000}`,
    fields: { version: `1.${number % 90}`, state: 'installed', softwareType: 'Package', publisher: 'Somebody' },
  }),
  (number) => ({
    type: 'Daemons',
    key: `systemd:unit-${number % 200}.service`,
    name: `unit-${number % 200}.service`,
    fields: { state: number % 3 === 0 ? 'Running' : 'Stopped', startup: 'Auto', controller: 'systemd' },
  }),
];

function changeOf(item: Item, category: Category, moment: number): NewChange {
  return {
    ...item,
    category,
    noticedAt: new Date(moment).toISOString(),
    since: new Date(moment - 1000).toISOString(),
    how: 'live',
    fieldsChanged:
      category === 'Modified' ? [item.type === 'Software' ? 'version' : item.type === 'Files' ? 'size' : 'state'] : [],
    before: category === 'Added' ? null : item.fields,
    after: category === 'Removed' ? null : item.fields,
  };
}

/** Makes a store of so many changes, of several types and categories, evenly over the time before `lastChange`. */
export function makeLog(dataDir: string, count: number, say: (text: string) => void): void {
  const { store } = openStore(dataDir, 'a bench');
  try {
    const chance = numbers();
    for (let done = 0; done < count; done += portion) {
      const byType = new Map<ItemType, NewChange[]>();
      for (let at = done; at < Math.min(count, done + portion); at++) {
        const number = chance.next().value;
        const item = (things[at % things.length] as (typeof things)[number])(number);
        const category = categories[number % 3] ?? 'Modified';
        const change = changeOf(item, category, lastChange - (count - at) * apart);
        const list = byType.get(item.type);
        if (list === undefined) byType.set(item.type, [change]);
        else list.push(change);
      }
      save(store, byType);
      explain(store, done, Math.min(count, done + portion));
      if (done % 200_000 === 0) say(`  ${done} changes`);
    }
  } finally {
    store.close();
  }
}

const upgraded = { manager: 'dpkg', name: 'package-7', architecture: 'amd64', version: '1.7' };
const unexplained: NewExplanation = {
  ...{ verdict: 'unexplained', transaction: null, planId: null, tie: null, package: null, bytes: null },
  ...{ conffile: false, why: '', actor: null },
};

/** Half of a portion is the work of one transaction, a hundredth of the rest stands out, and some is acknowledged. */
function explain(store: WriteStore, after: number, upTo: number): void {
  const at = new Date(lastChange).toISOString();
  const transaction: Transaction = {
    ...{ identity: `apt:${after}`, tool: 'apt', manager: 'dpkg', startedAt: at, endedAt: at, command: 'apt upgrade' },
    ...{
      user: 'alice',
      packages: [
        { action: 'upgraded', name: upgraded.name, architecture: upgraded.architecture, from: '1.6', to: '1.7' },
      ],
      fault: null,
    },
  };
  const explanations = new Map<number, NewExplanation>();
  for (let id = after + 1; id <= upTo; id++) {
    const known = { ...unexplained, package: upgraded, bytes: 'shipped' as const };
    const why = 'It holds what package-7 1.7 ships: apt upgraded package-7 from 1.6 to 1.7, asked for by alice.';
    const by = { verdict: 'explained' as const, transaction: transaction.identity, tie: 'package' as const };
    const standsOut = { ...known, verdict: 'standsOut' as const, why, bytes: 'altered' as const };
    const rest = id % 200 === 0 ? standsOut : unexplained;
    explanations.set(id, id - after <= portion / 2 ? { ...known, ...by, why } : rest);
  }
  store.causes.save({ transactions: [transaction], explanations, upTo, at });
  const ids = [...explanations.keys()].filter((id) => id % 10 === 0);
  store.approvals.acknowledge({ ids }, 'seen', at);
}

function save(store: WriteStore, byType: ReadonlyMap<ItemType, readonly NewChange[]>): void {
  for (const [type, changes] of byType) {
    store.save({
      type,
      changes,
      upserts: [],
      deletes: [],
      baselines: [],
      forgotten: [],
      problems: [],
      scope: { kind: 'some', hints: [] },
      at: changes.at(-1)?.noticedAt ?? new Date(lastChange).toISOString(),
    });
  }
}
