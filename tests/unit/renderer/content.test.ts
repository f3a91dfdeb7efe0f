import { describe, expect, test } from 'vitest';
import { barHeights, layGaps, scaleOf } from '../../../renderer/components/bar-layout.ts';
import { textDiff } from '../../../renderer/components/text-diff.ts';
import { columnsWithin } from '../../../renderer/features/inventory/columns.ts';
import { sections } from '../../../renderer/features/settings/definition.ts';
import { contentView } from '../../../renderer/words/content.ts';
import { checkSettings, defaultAt, valueAt, withValue } from '../../../renderer/words/settings.ts';
import { inventoryColumns } from '../../../renderer/words/values.ts';

const text = (value: string) => ({ state: 'text', text: value, encoding: 'utf-8' }) as const;
const none = { state: 'none' } as const;
const secret = { state: 'withheld', reason: 'secret' } as const;

describe('content', () => {
  test('two texts are a difference, one alone is shown as it is', () => {
    expect(contentView({ before: text('a'), after: text('b') })).toMatchObject({ kind: 'difference' });
    expect(contentView({ before: none, after: text('b') })).toEqual({
      kind: 'one',
      side: 'after',
      text: 'b',
      note: null,
    });
    expect(contentView({ before: { state: 'gone' }, after: text('b') })).toMatchObject({
      note: 'Before: The content was kept and has made room for newer content since.',
    });
  });

  test('what is not kept is said, once', () => {
    expect(contentView({ before: secret, after: secret })).toEqual({
      kind: 'words',
      notes: ['Content is not kept: it holds secrets. Its hash is compared.'],
    });
    const binary = { state: 'binary', size: 20_480, hash: 'sha256:ab' } as const;
    expect(contentView({ before: none, after: binary })).toEqual({
      kind: 'words',
      notes: ['After: Not a text: 20 KB, sha256:ab.'],
    });
  });
});

describe('the difference of texts', () => {
  /** Puts the changed places of the new text into the old one. */
  const applied = (before: string, after: string) => {
    let result = '';
    let a = 0;
    for (const { fromA, toA, fromB, toB } of textDiff(before, after)) {
      result += before.slice(a, fromA) + after.slice(fromB, toB);
      a = toA;
    }
    return result + before.slice(a);
  };

  test.each([
    ['', 'one\n'],
    ['one\n', ''],
    ['a\nb\nc\n', 'a\nx\nc\n'],
    ['no newline', 'no newline\nbut two lines'],
    ['same', 'same'],
    ['a\r\nb\r\n', 'a\nb\n'],
  ])('leads from %j to %j', (before, after) => {
    expect(applied(before, after)).toBe(after);
  });

  test('few lines of many are found, with the words in them', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `line ${at} has value ${at % 7}`);
    const before = lines.join('\n');
    const after = lines.map((line, at) => (at % 5000 === 9 ? line.replace('value', 'nothing') : line)).join('\n');
    const changes = textDiff(before, after);
    expect(changes).toHaveLength(4);
    expect(changes.map(({ fromB, toB }) => after.slice(fromB, toB))).toEqual(Array(4).fill('nothing'));
  });
});

describe('the chart', () => {
  const x = scaleOf('2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z', 240);
  const gap = (from: string, until: string, label = 'paused') => ({
    from: `2026-11-22T${from}:00Z`,
    until: `2026-11-22T${until}:00Z`,
    label,
  });

  test('time becomes pixels and stays within the chart', () => {
    expect(x('2026-11-22T12:00:00Z')).toBe(120);
    expect(x('2026-11-20T12:00:00Z')).toBe(0);
  });

  test('gaps that touch are one, and a short one can be seen', () => {
    expect(layGaps([gap('01:00', '02:00'), gap('02:00', '03:00')], x)).toEqual([
      { left: 10, width: 20, label: 'paused' },
    ]);
    expect(layGaps([gap('01:00', '01:01')], x)[0]?.width).toBe(3);
    expect(layGaps([gap('01:00', '02:00'), gap('02:00', '03:00', 'asleep')], x)).toHaveLength(2);
  });

  test('a bar’s parts stand on one another within its room', () => {
    const parts = barHeights(
      [
        { name: 'Files', colour: '', count: 400 },
        { name: 'Daemons', colour: '', count: 1 },
      ],
      401,
      68,
    );
    const [files, daemons] = parts;
    expect(files && daemons && daemons.top + daemons.height).toBeLessThan(files?.top ?? 0);
    expect(daemons?.top).toBeGreaterThanOrEqual(0);
    expect(daemons?.height).toBeGreaterThanOrEqual(3);
    expect(barHeights([], 0, 68)).toEqual([]);
  });
});

describe('settings', () => {
  const settings = checkSettings({});

  test('every one on the screen exists in the schema and has a default', () => {
    for (const { path } of sections.flatMap((section) => section.settings)) expect(defaultAt(path)).toBeDefined();
  });

  test('every choice of one is good', () => {
    const choices = sections
      .flatMap((section) => section.settings)
      .flatMap(({ path, kind, choices = [] }) =>
        choices.map(({ value }) => ({ path, value: ['several', 'sounds'].includes(kind) ? [value] : value })),
      );
    expect(choices.length).toBeGreaterThan(2);
    for (const { path, value } of choices) {
      expect(checkSettings(withValue({}, path, value)), `${path.join('.')} = ${value}`).toMatchObject({ ok: true });
    }
  });

  test('a value is put at its path and the rest stays', () => {
    if (!settings.ok) throw new Error('the defaults are good');
    const edited = withValue(settings.settings, ['frequencies', 'files'], 60);
    expect(valueAt(edited, ['frequencies', 'files'])).toBe(60);
    expect(valueAt(edited, ['frequencies', 'software'])).toBe(300);
    expect(checkSettings(edited)).toMatchObject({ ok: true });
  });

  test('a fault is told at its path in plain words', () => {
    if (!settings.ok) throw new Error('the defaults are good');
    const checked = checkSettings(withValue(settings.settings, ['frequencies', 'files'], 5));
    expect(checked).toEqual({ ok: false, errors: new Map([['frequencies.files', 'At least 10 seconds']]) });
    const empty = checkSettings(withValue(settings.settings, ['limits', 'files'], null));
    expect(empty).toEqual({ ok: false, errors: new Map([['limits.files', 'A value is needed']]) });
  });
});

test('as many columns stand beside the name as there is room for, and never none', () => {
  expect(columnsWithin('Files', 0)).toBe(1);
  expect(columnsWithin('Files', 520)).toBe(2);
  expect(columnsWithin('Files', 5000)).toBe(inventoryColumns.Files.length);
});
