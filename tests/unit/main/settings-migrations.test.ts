import { describe, expect, it } from 'vitest';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';
import { formatSettings, parseSettings } from '../../../electron/shared/model/settings-migrations.ts';

function refusal(text: string): TidemarkError {
  try {
    parseSettings(text);
  } catch (error) {
    if (error instanceof TidemarkError) return error;
  }
  throw new Error('Expected a TidemarkError.');
}

describe('the settings file', () => {
  it('reads what was written', () => {
    expect(parseSettings(formatSettings(emptySettings()))).toEqual(emptySettings());
  });

  it('fills in defaults, and takes a file without a version for the first one', () => {
    const settings = parseSettings('{ "notifications": { "machine": true } }');
    expect(settings.version).toBe(1);
    expect(settings.notifications).toMatchObject({ machine: true, software: true });
  });

  it('reads a file with a byte order mark, as editors on Windows write it', () => {
    expect(parseSettings('\uFEFF{}').version).toBe(1);
  });

  it('refuses what is no JSON', () => {
    expect(refusal('{ "version": 1, }')).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('not JSON'),
    });
  });

  it('names the value that has a wrong type', () => {
    expect(refusal('{ "limits": { "files": "many" } }').message).toContain('limits.files');
  });

  it('refuses a misspelt key instead of taking the default', () => {
    expect(refusal('{ "notification": {} }').message).toContain('notification');
  });

  it('refuses JSON that is no object', () => {
    for (const text of ['[]', 'null', '7', '"x"']) expect(refusal(text).kind).toBe('invalid');
  });

  it('refuses settings of a later version, and says so', () => {
    expect(refusal('{ "version": 2, "new": true }').message).toContain('version 2');
  });

  it('never writes settings that it could not read again', () => {
    const wrong = { ...emptySettings(), startAtLogin: 'yes' as unknown as boolean };
    expect(() => formatSettings(wrong)).toThrow();
  });
});
