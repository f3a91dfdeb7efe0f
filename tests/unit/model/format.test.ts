import { expect, it } from 'vitest';
import { listed } from '../../../electron/shared/model/format.ts';

it('lists words as Intl.ListFormat does', () => {
  const format = new Intl.ListFormat('en');
  for (const words of [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', '1 more']]) {
    expect(listed(words)).toBe(format.format(words));
  }
});
