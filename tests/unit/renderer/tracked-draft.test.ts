import { expect, test } from 'vitest';
import { parseTracked } from '../../../electron/engine/collectors/files/patterns/spec.ts';
import { trackedDraftSchema } from '../../../electron/shared/contract/pattern.ts';
import { trackedFileSchema } from '../../../electron/shared/model/settings.ts';
import { emptyDraft, literalPattern, patternOf } from '../../../renderer/features/settings/tracked-draft.ts';
import { errorsByField } from '../../../renderer/words/settings.ts';

const place = { env: { HOME: '/home/ann' }, home: '/home/ann', platform: 'linux' } as const;

test.each(['/a/b', '/a/b[1].txt', '/a/*', '/a/what?', '/a/$HOME', '/a/100%HOME%', '/a/back\\slash', '/a/{x}', '/a/~'])(
  'a chosen path means just itself: %s',
  (path) => {
    const { spec } = parseTracked({ ...emptyDraft(), path: literalPattern(path, false) }, place);
    expect(spec).toMatchObject({ root: path, segments: [] });
  },
);

test('on Windows a chosen path stays as it is', () => {
  expect(literalPattern('C:\\a\\b', true)).toBe('C:\\a\\b');
});

test('a fault of one of several patterns is one of their field', () => {
  const excludes = ['*.log', 'x'.repeat(4097), 'y'.repeat(5000)];
  const { error } = trackedFileSchema.safeParse({ ...emptyDraft(), name: 'n', path: 'p'.repeat(4097), excludes });
  expect(error && [...errorsByField(error)]).toEqual([
    ['path', 'At most 4,096 characters'],
    ['excludes', 'No. 2: At most 4,096 characters'],
  ]);
});

test('what the engine is asked about is what the contract takes', () => {
  const draft = patternOf({ ...emptyDraft(), path: '/x' });
  expect(trackedDraftSchema.parse(draft)).toEqual(draft);
});
