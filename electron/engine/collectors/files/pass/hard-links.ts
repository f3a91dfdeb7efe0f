import type { CollectRequest } from '../../collector.ts';
import type { HardLinked } from '../worker/protocol.ts';

interface Group {
  readonly keys: Set<string>;
  /** As it was when its paths were last looked at, or asked for. */
  stamp: string;
  /** How many names it had when the inventory was last asked for them. */
  asked: number;
}

/**
 * The tracked paths of files with several hard links. inotify(7) tells of a change
 * under the one path that was used for it: the others are to be looked at then. A
 * change through a path that is not tracked is told of by none: the next scheduled
 * collection finds it, by the inode's change time, at every tracked path.
 */
export class HardLinks {
  readonly #groups = new Map<string, Group>();

  /** Learns what a walk met; returns the paths beside it that share what changed. */
  others(met: readonly HardLinked[], request: Pick<CollectRequest, 'scope' | 'stamped'>): readonly string[] {
    const whole = request.scope.kind === 'all';
    if (whole) this.#groups.clear();
    const seen = new Set(met.map((each) => each.key));
    const changed = new Set<Group>();
    const unsure = new Map<string, Group>();
    for (const { key, stamp, device, inode, names } of met) {
      const group = this.#group(`${device}.${inode}`);
      group.keys.add(key);
      if (group.stamp !== stamp) changed.add(group);
      group.stamp = stamp;
      if (group.keys.size < names && group.asked !== names) unsure.set(`f${inode}.`, group);
      group.asked = names;
    }
    // A look at everything has met them all.
    if (whole) return [];
    const further = unsure.size === 0 ? [] : request.stamped([...unsure.keys()]);
    for (const group of unsure.values()) changed.add(group);
    const others = new Set(further);
    for (const group of changed) for (const key of group.keys) others.add(key);
    return [...others].filter((key) => !seen.has(key));
  }

  #group(inode: string): Group {
    const group = this.#groups.get(inode) ?? { keys: new Set(), stamp: '', asked: 0 };
    this.#groups.set(inode, group);
    return group;
  }
}
