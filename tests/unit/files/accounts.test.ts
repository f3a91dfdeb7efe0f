import { expect, test } from 'vitest';
import { parseNames } from '../../../electron/engine/accounts.ts';

test('names by number: the first counts, what is no account is passed over', () => {
  const text =
    'root:x:0:0:root:/root:/bin/sh\ntoor:x:0:0::/:/bin/sh\n# note:x:5\n+::::::\nann:x:1000:1000::/home/ann:\nbad:x:-1\n\n';
  expect([...parseNames(text)]).toEqual([
    [0, 'root'],
    [1000, 'ann'],
  ]);
});
