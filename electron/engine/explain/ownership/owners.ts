import type { PackageRef } from '../../../shared/model/explanation.ts';
import type { Owner } from '../types.ts';
import type { KnownList } from './memory.ts';

/** Owners by key. Of versions that are installed beside each other each is one; what a package had, and has, it has. */
export class Owners {
  readonly #byKey = new Map<string, Map<PackageRef, Owner>>();
  readonly #names = new Map<string, Set<string>>();

  add(key: string, { package: owner }: KnownList, says: Omit<Owner, 'package'>): void {
    const those = this.#byKey.get(key) ?? new Map<PackageRef, Owner>();
    const names = this.#names.get(key) ?? new Set<string>();
    const name = `${owner.name}:${owner.architecture ?? ''}`;
    if (those.has(owner) || (!says.present && names.has(name))) return;
    this.#byKey.set(key, those.set(owner, { package: owner, ...says }));
    this.#names.set(key, names.add(name));
  }

  *all(): Iterable<readonly [string, Iterable<Owner>]> {
    for (const [key, those] of this.#byKey) yield [key, those.values()];
  }
}
