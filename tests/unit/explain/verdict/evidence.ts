import type { Owner } from '../../../../electron/engine/explain/types.ts';
import { judge } from '../../../../electron/engine/explain/verdict/decide.ts';
import type { Evidence } from '../../../../electron/engine/explain/verdict/evidence.ts';
import type { Change } from '../../../../electron/shared/model/change.ts';
import type { PackageAction, PackageStep, Transaction } from '../../../../electron/shared/model/explanation.ts';

/** A moment of a made-up day: 12:00 and some seconds. */
export const at = (seconds: number) => new Date(Date.UTC(2026, 5, 1, 12, 0, 0) + seconds * 1000).toISOString();

/** A file that was changed between seconds 10 and 11. */
export function change(over: Partial<Change> = {}): Change {
  return {
    id: 1,
    type: 'Files',
    key: '/usr/bin/curl',
    name: 'curl',
    category: 'Modified',
    noticedAt: at(11),
    since: at(10),
    how: 'live',
    fieldsChanged: ['checksum', 'modified'],
    before: { kind: 'file', checksum: 'sha256:aa', fileId: '1:1', modified: '2024-01-01T00:00:00.000Z' },
    after: { kind: 'file', checksum: 'sha256:bb', fileId: '1:2', modified: '2025-01-01T00:00:00.000Z' },
    ...over,
  };
}

export const owner = (name: string, version: string | null, over: Partial<Owner> = {}): Owner => ({
  package: { manager: 'dpkg', name, architecture: 'amd64', version },
  present: true,
  conffile: false,
  digest: { method: 'md5', hex: '00' },
  ...over,
});

export const step = (
  action: PackageAction,
  name: string,
  from: string | null = null,
  to: string | null = null,
): PackageStep => ({ action, name, architecture: 'amd64', from, to });

/** A transaction from second 5 to second 15. */
export const transaction = (packages: readonly PackageStep[], over: Partial<Transaction> = {}): Transaction => ({
  identity: 'apt:1',
  tool: 'apt',
  manager: 'dpkg',
  startedAt: at(5),
  endedAt: at(15),
  command: 'apt upgrade',
  user: 'alice',
  packages,
  fault: null,
  ...over,
});

/** What is found of a change, long after it unless it is said otherwise. */
export function found(
  given: Change,
  {
    owners = [],
    others = {},
    ...evidence
  }: Partial<Omit<Evidence, 'owners'>> & {
    readonly owners?: readonly Owner[];
    readonly others?: Readonly<Record<string, readonly Owner[]>>;
  } = {},
) {
  return judge(given, {
    owners: new Map([[given.key, owners], ...Object.entries(others)]),
    bytes: null,
    witness: null,
    transactions: [],
    busy: new Set(),
    quietSince: 0,
    now: Date.parse(at(60)),
    final: false,
    ...evidence,
  });
}
