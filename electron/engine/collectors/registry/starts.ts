import type { Scope } from '../collector.ts';
import type { View } from './key-handle.ts';
import { keyName, keyOfKey, ofKey, type Spec } from './spec.ts';

/** Where a walk of a tracked key begins: the key itself, or one below it that is all there is to look at. */
export interface Start {
  readonly view: View;
  /** Below the hive. */
  readonly path: string;
  readonly depth: number;
}

/** Where to begin for a scope: nowhere for a tracked key that the scope does not touch. */
export function startsOf(spec: Spec, scope: Scope): readonly Start[] {
  return spec.views.flatMap((view): readonly Start[] => {
    const whole = { view, path: spec.path, depth: 0 };
    if (scope.kind === 'all') return [whole];
    const root = keyOfKey(keyName(spec.hive, spec.path, view));
    const hints = [...new Set(scope.hints.map((hint) => ofKey(keyOfKey(hint))))];
    if (hints.some((hint) => hint === '' || isIn(root, hint))) return [whole];
    return hints.flatMap((hint) => {
      if (!isIn(hint, root)) return [];
      const names = hint.slice(root.length + 1).split('\\');
      const leftOut = names.some((name, at) => {
        const key = `${root}\\${names.slice(0, at + 1).join('\\')}`;
        return spec.leavesOutName(name) || spec.leavesOutKey(key);
      });
      if (leftOut || names.length > spec.maxDepth) return [];
      return [{ view, path: [spec.path, ...names].filter((each) => each !== '').join('\\'), depth: names.length }];
    });
  });
}

const isIn = (key: string, outer: string) => key === outer || key.startsWith(`${outer}\\`);
