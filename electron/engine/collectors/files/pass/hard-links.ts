import type { CollectRequest } from '../../collector.ts';
import type { HardLinked } from '../worker/protocol.ts';

interface Group {
  readonly keys: Set<string>;
  /** As it was when its paths were last looked at, or asked for. */
  stamp: string;
  /** How many names it had when the inventory was last asked for them. */
  asked: number;
}

/** The part of a file's stamp that names its inode. */
const prefixOf = ({ stamp }: HardLinked) => stamp.slice(0, stamp.indexOf('.') + 1);

/**
 * The tracked paths of files with several hard links. inotify(7) tells of a change
 * under the one path that was used for it: the others are to be looked at then. A
 * change through a path that is not tracked is told of by none: the next scheduled
 * collection finds it, by the inode's change time, at every tracked path.
 */
export class HardLinks {
  readonly #groups = new Map<string, Group>();
  readonly #ofKey = new Map<string, Group>();

  /** Learns what a walk met; returns the paths beside it that share what may have changed. */
  others(
    met: readonly HardLinked[],
    request: Pick<CollectRequest, 'scope' | 'known' | 'stamped'>,
  ): ReadonlySet<string> {
    const whole = request.scope.kind === 'all';
    if (whole) {
      this.#groups.clear();
      this.#ofKey.clear();
    }
    const changed = new Set<Group>();
    const unsure = new Map<string, Group>();
    const before = [...(whole ? [] : request.known.keys())].flatMap((key) => {
      const group = this.#ofKey.get(key);
      this.#leave(key);
      return group === undefined ? [] : [{ key, group }];
    });
    for (const each of met) {
      const group = this.#group(each);
      this.#join(each.key, group);
      if (group.stamp !== each.stamp) changed.add(group);
      group.stamp = each.stamp;
      if (group.keys.size < each.names && group.asked !== each.names) unsure.set(prefixOf(each), group);
      group.asked = each.names;
    }
    // A look at everything has met them all.
    if (whole) return new Set();
    // What was written through a path before another file took its place is seen at the others only.
    for (const { key, group } of before) if (this.#ofKey.get(key) !== group) changed.add(group);
    const others = new Set<string>();
    if (unsure.size > 0) {
      for (const [key, stamp] of request.stamped([...unsure.keys()])) {
        others.add(key);
        const group = unsure.get(stamp.slice(0, stamp.indexOf('.') + 1));
        if (group !== undefined) this.#join(key, group);
      }
    }
    for (const group of changed) for (const key of group.keys) others.add(key);
    for (const { key } of met) others.delete(key);
    return others;
  }

  #group({ device, inode }: HardLinked): Group {
    const name = `${device}.${inode}`;
    const group = this.#groups.get(name) ?? { keys: new Set(), stamp: '', asked: 0 };
    this.#groups.set(name, group);
    return group;
  }

  #join(key: string, group: Group): void {
    this.#leave(key);
    this.#ofKey.set(key, group);
    group.keys.add(key);
  }

  #leave(key: string): void {
    this.#ofKey.get(key)?.keys.delete(key);
    this.#ofKey.delete(key);
  }
}
