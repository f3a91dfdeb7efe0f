import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { contentDiff } from '../../../electron/engine/query/diff.ts';
import { countLines } from '../../../electron/engine/query/line-stats.ts';
import type { ContentSide } from '../../../electron/shared/contract/queries.ts';
import { fileAdded, fileModified, fileRemoved, softwareUpgraded } from './samples.ts';

const text = (value: string): ContentSide => ({ state: 'text', text: value, encoding: 'utf-8' });
const none: ContentSide = { state: 'none' };

describe('a content as a unified diff', () => {
  it('names the file and its times, and applies', () => {
    const before = 'one\ntwo\nthree\n';
    const after = 'one\n2\nthree\nfour\n';
    const diff = contentDiff(fileModified, { before: text(before), after: text(after) });
    expect(diff).toEqual({
      kind: 'unified',
      patch: [
        '--- /etc/hosts\t2026-02-28T08:00:00.000Z',
        '+++ /etc/hosts\t2026-03-01T10:01:30.000Z',
        '@@ -1,3 +1,4 @@',
        ' one',
        '-two',
        '+2',
        ' three',
        '+four',
        '',
      ].join('\n'),
    });
    expect(diff.kind === 'unified' && applyPatch(before, diff.patch)).toBe(after);
  });

  it('replaces the whole text where a shortest edit takes too long, and still applies', () => {
    const before = 'a\nb\nc';
    const after = 'x\nb\n';
    const diff = contentDiff(fileModified, { before: text(before), after: text(after) }, -1);
    expect(diff.kind === 'unified' && diff.patch).toMatch(
      /^--- \/etc\/hosts\t.*\n\+\+\+ \/etc\/hosts\t.*\n@@ -1,3 \+1,2 @@\n-a\n-b\n-c\n\\ No newline at end of file\n\+x\n\+b\n$/,
    );
    expect(diff.kind === 'unified' && applyPatch(before, diff.patch)).toBe(after);
  });

  it('says where a last line has no end', () => {
    const diff = contentDiff(fileModified, { before: text('a\nb'), after: text('a\nb\n') });
    expect(diff.kind === 'unified' && diff.patch).toContain('-b\n\\ No newline at end of file\n+b\n');
  });

  it('of an added and of a removed file has no file on one side', () => {
    const added = contentDiff(fileAdded, { before: none, after: text('a\n') });
    expect(added.kind === 'unified' && added.patch).toMatch(
      /^--- \/dev\/null\n?\t?.*\n\+\+\+ \/etc\/hosts\t.*\n@@ -0,0 \+1,1 @@\n\+a\n$/,
    );
    const removed = contentDiff(fileRemoved, { before: text('a\n'), after: none });
    expect(removed.kind === 'unified' && removed.patch).toMatch(/\+\+\+ \/dev\/null/);
  });

  it('is empty where only other fields changed', () => {
    expect(contentDiff(fileModified, { before: text('a\n'), after: text('a\n') })).toEqual({
      kind: 'unified',
      patch: '',
    });
  });

  it('tells of binary content by size and hash, of withheld content why, and of content that went', () => {
    const told = (before: ContentSide, after: ContentSide): string => {
      const diff = contentDiff(fileModified, { before, after });
      return diff.kind === 'told' ? diff.lines.join('\n') : diff.kind;
    };
    expect(told({ state: 'binary', size: 4, hash: 'sha256:aa11' }, text('x'))).toBe(
      'Before: binary (4 bytes, sha256:aa11).\nAfter: text (135 bytes, sha256:bb22).',
    );
    expect(told({ state: 'withheld', reason: 'secret' }, { state: 'withheld', reason: 'tooLarge' })).toMatch(
      /^Before: not shown: it may hold secrets.*sha256:aa11\)\.\nAfter: not shown: it is larger than the limit/,
    );
    expect(told({ state: 'gone' }, text('x'))).toMatch(/^Before: no longer kept/);
    // Before it was no regular file: an empty text would be a lie.
    expect(told(none, text('x'))).toMatch(/^Before: no content/);
  });

  it('does not exist for a thing without content', () => {
    expect(contentDiff(softwareUpgraded, { before: none, after: none })).toEqual({ kind: 'none' });
  });
});

describe('the lines of a change', () => {
  it('are counted as the shortest edit adds and removes them', () => {
    expect(countLines('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual({ added: 2, removed: 1 });
    expect(countLines('', 'a\n')).toEqual({ added: 1, removed: 0 });
    expect(countLines('a', 'a\n')).toEqual({ added: 1, removed: 1 });
  });

  it('are counted in texts that have nothing in common, without the square of their length', () => {
    const lines = (word: string) => Array.from({ length: 8000 }, (_, n) => `${word} ${n}\n`).join('');
    expect(countLines(lines('old'), lines('new'))).toEqual({ added: 8000, removed: 8000 });
  });
});
