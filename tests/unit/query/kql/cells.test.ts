import { expect, test } from 'vitest';
import { cellOf, timespanText } from '../../../../electron/engine/query/kql/cells.ts';
import { toQueried } from '../../../../electron/engine/query/kql/queried-text.ts';

const day = 86_400_000;

// As the documentation of the timespan type writes them: [-][d.]hh:mm:ss[.fffffff]
test.each([
  [0, '00:00:00'],
  [1000, '00:00:01'],
  [day + 2 * 3_600_000 + 3 * 60_000 + 4500, '1.02:03:04.5000000'],
  [-day, '-1.00:00:00'],
  [0.0001, '00:00:00.0000001'],
  [-0.00001, '00:00:00'],
  [59_999.9999, '00:00:59.9999999'],
  [400 * day - 1, '399.23:59:59.9990000'],
])('%f ms is the timespan %s', (milliseconds, text) => {
  expect(timespanText(milliseconds)).toBe(text);
});

test.each([
  [null, 'string', ''],
  [null, 'long', null],
  [7n, 'long', 7],
  [2n ** 60n, 'long', 2 ** 60],
  [1n, 'bool', true],
  [0, 'bool', false],
  [Number.POSITIVE_INFINITY, 'real', 'Infinity'],
  [Number.NEGATIVE_INFINITY, 'timespan', null],
  [1.5, 'real', 1.5],
  [0n, 'datetime', '1970-01-01T00:00:00.000Z'],
  [1e18, 'datetime', null],
  [90_000n, 'timespan', '00:01:30'],
  ['[1,"a"]', 'dynamic', '[1,"a"]'],
  [toQueried('a\0b\ud800'), 'string', 'a\0b\ud800'],
] as const)('%s as %s is %s outward', (value, type, cell) => {
  expect(cellOf(value, type)).toBe(cell);
});
