/// <reference types="@kusto/language-service-next" preserve="true" />
import { createRequire } from 'node:module';

/** The language's own parser. Its types are global (`Kusto.Language.Syntax.…`); its values come from `kusto()`. */
export type KustoLanguage = typeof Kusto.Language;

let loaded: KustoLanguage | undefined;

/**
 * The parser, loaded when it is first asked for: that takes half a second and some 50 MB, so that only the process
 * for queries does it. It is a program translated from C# which puts `Bridge`, `System` and `Kusto` into the global
 * scope, and has to be loaded in this order.
 */
export function kusto(): KustoLanguage {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  loaded = Kusto.Language;
  return loaded;
}

/** What a list of the parser holds: its own lists are none of JavaScript's. */
export function listOf<T>(list: System.Collections.Generic.IEnumerable$1<T> | null): readonly T[] {
  const items: T[] = [];
  if (!list) return items;
  const walker = Bridge.getEnumerator<T>(list);
  while (walker.moveNext()) items.push(walker.Current);
  return items;
}

/** Bridge's own walk over any of its lists; its declarations leave it out. */
declare global {
  namespace Bridge {
    function getEnumerator<T>(list: System.Collections.Generic.IEnumerable$1<T>): {
      moveNext(): boolean;
      readonly Current: T;
    };
  }
}

/** A list as the parser takes it: its runtime reads JavaScript's arrays as they are, which its types do not say. */
export function asList<T>(items: readonly T[]): System.Collections.Generic.IReadOnlyList$1<T> {
  return items as unknown as System.Collections.Generic.IReadOnlyList$1<T>;
}
