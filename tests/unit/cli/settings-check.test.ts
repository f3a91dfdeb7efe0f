import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../electron/cli/settings/check.ts';
import { foreignParts } from '../../../electron/cli/settings/foreign.ts';
import { findJsonFault } from '../../../electron/cli/settings/json-fault.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';

describe('the place where a text is not JSON', () => {
  it.each([
    ['', 1, 1, 'a value'],
    ['{', 1, 2, 'a name in double quotes'],
    ['{"a": 1,}', 1, 9, 'a name in double quotes'],
    ['{\n  "a": x\n}', 2, 8, 'a value'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'a comma or }'],
    ['{\r\n"a" 1}', 2, 5, 'a colon'],
    ['[1, 2', 1, 6, 'a comma or ]'],
    ['{"a": "b', 1, 9, 'the rest of a string and its closing quote'],
    ['{"a": "b\n"}', 1, 9, 'the rest of a string and its closing quote'],
    ['{"a": "\\x"}', 1, 8, 'the rest of a string and its closing quote'],
    ['{} // note', 1, 4, 'the end of the file'],
    ['{"a": 01}', 1, 8, 'a comma or }'],
  ])('of %j', (text, line, column, expected) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(findJsonFault(text)).toEqual({ line, column, expected });
  });

  it.each(['{}', ' [ 1 , -2.5e+3 , "\\u00e4\\n" , true, null ] \n', '"text"', '0', '{"a":{"b":[[],{}]}}'])(
    'is nowhere in %j',
    (text) => {
      expect(() => JSON.parse(text)).not.toThrow();
      expect(findJsonFault(text)).toBeUndefined();
    },
  );

  it('is told of a nesting that no stack holds, too', () => {
    expect(findJsonFault('['.repeat(200_000))).toBeDefined();
  });
});

describe('a settings file', () => {
  it('is read with its defaults', () => {
    expect(checkSettings('{}')).toEqual({ ok: true, settings: settingsSchema.parse({}) });
    expect(checkSettings('\uFEFF{"version": 1}')).toMatchObject({ ok: true });
  });

  it('is told every fault with its place', () => {
    const checked = checkSettings(
      JSON.stringify({
        tracking: {
          files: [
            { id: 'a', name: 'a', path: '/a' },
            { id: 'b', name: 'b', path: 7, recursion: 'yes' },
          ],
        },
        frequencies: { files: 1 },
        colour: 'teal',
      }),
    );
    expect(checked.ok).toBe(false);
    const faults = checked.ok ? [] : checked.faults;
    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).toMatch(/^tracking\.files\[1\]\.path: .*string/m);
    expect(faults.join('\n')).toMatch(/^tracking\.files\[1\]\.recursion: .*boolean/m);
    expect(faults.join('\n')).toMatch(/^frequencies\.files: .*10/m);
    expect(faults.join('\n')).toMatch(/colour/);
  });

  it('that is no JSON is told where', () => {
    expect(checkSettings('{\n  "version": 1,\n}')).toEqual({
      ok: false,
      faults: ['line 3, column 1: expected a name in double quotes'],
    });
  });

  it('of a later version is refused', () => {
    const checked = checkSettings('{"version": 99}');
    expect(!checked.ok && checked.faults[0]).toMatch(/version 99/);
  });
});

describe('what does not apply to a platform', () => {
  const settings = settingsSchema.parse({
    tracking: {
      files: [
        { id: 'a', name: 'a', path: '/etc/hosts' },
        { id: 'b', name: 'b', path: '%SystemRoot%\\win.ini' },
        { id: 'c', name: 'c', path: 'D:\\work\\*' },
        { id: 'd', name: 'd', path: '~/.ssh' },
        { id: 'e', name: 'e', path: '\\\\server\\share\\x' },
      ],
      registry: [{ id: 'f', name: 'f', key: 'HKLM\\SOFTWARE' }],
    },
  });

  it('is said of registry keys and Windows paths on Linux, by their places', () => {
    const here = 'does not apply to this platform (Linux): kept, not collected';
    expect(foreignParts(settings, 'linux')).toEqual([
      `tracking.files[1].path: %SystemRoot%\\win.ini ${here}`,
      `tracking.files[2].path: D:\\work\\* ${here}`,
      `tracking.files[4].path: \\\\server\\share\\x ${here}`,
      `tracking.registry[0].key: HKLM\\SOFTWARE ${here}`,
    ]);
  });

  it('is said of AppImages elsewhere than on Linux', () => {
    const asked = settingsSchema.parse({ tracking: { software: { optional: { appImages: true, npm: true } } } });
    expect(foreignParts(asked, 'linux')).toEqual([]);
    expect(foreignParts(asked, 'macos')).toEqual([
      'tracking.software.optional.appImages does not apply to this platform (macOS): kept, not collected',
    ]);
  });

  it('is said of Unix paths on Windows', () => {
    expect(foreignParts(settings, 'windows')).toEqual([
      'tracking.files[0].path: /etc/hosts does not apply to this platform (Windows): kept, not collected',
    ]);
  });

  it('is a fault on neither: a key whose name makes no sense is one on both', () => {
    expect(checkSettings(JSON.stringify(settings))).toEqual({ ok: true, settings });
    const registry = [{ id: 'g', name: 'g', key: 'SOFTWARE\\Microsoft' }];
    expect(checkSettings(JSON.stringify({ tracking: { registry } }))).toEqual({
      ok: false,
      faults: [expect.stringMatching(/^tracking\.registry\[0\]\.key: 'SOFTWARE' is no hive of the registry/)],
    });
  });
});

it('settings of a Tidemark that knew no Windows stay as they were', () => {
  const old = {
    version: 1,
    tracking: { files: [], software: { enabled: true }, daemons: { enabled: true }, machine: { enabled: true } },
    frequencies: { files: 900, software: 300, daemons: 300, machine: 3600 },
    limits: { files: 200_000, software: 50_000, daemons: 10_000 },
    notifications: { enabled: true, files: true, software: true, daemons: true, machine: false },
  };
  expect(checkSettings(JSON.stringify(old))).toMatchObject({
    ok: true,
    settings: {
      tracking: { registry: [], services: { enabled: true, drivers: false, perUser: false } },
      frequencies: { registry: 3000, services: 1800 },
      limits: { registry: 100_000, services: 10_000 },
      notifications: { registry: true, services: true },
    },
  });
});

it('services are collected every 10 seconds to 30 minutes', () => {
  const ok = (services: number) => checkSettings(JSON.stringify({ frequencies: { services } })).ok;
  expect([9, 10, 1800, 1801].map(ok)).toEqual([false, true, true, false]);
});
