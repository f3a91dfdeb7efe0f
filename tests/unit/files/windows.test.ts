import { describe, expect, it } from 'vitest';
import { parentKey, volumeOf } from '../../../electron/engine/collectors/files/keys.ts';
import { windowsMounts } from '../../../electron/engine/collectors/files/mounts/windows-mounts.ts';
import { expand, type Place } from '../../../electron/engine/collectors/files/patterns/expand.ts';
import { parseTracked } from '../../../electron/engine/collectors/files/patterns/spec.ts';
import { attributeBits } from '../../../electron/engine/collectors/files/worker/windows/attribute-bits.ts';
import { extendedPath } from '../../../electron/engine/collectors/files/worker/windows/extended-path.ts';
import { aclText } from '../../../electron/engine/collectors/files/worker/windows/sddl.ts';
import { sidText } from '../../../electron/engine/collectors/files/worker/windows/sid.ts';
import { parseStreams } from '../../../electron/engine/collectors/files/worker/windows/stream-list.ts';
import { trackedFileSchema } from '../../../electron/shared/model/settings.ts';

describe('attributes', () => {
  it('are words, those that somebody sets apart from those that programs set', () => {
    expect(attributeBits(0x1 | 0x2 | 0x4 | 0x20 | 0x2000)).toEqual({
      attributes: 'read-only\nhidden\nsystem',
      otherAttributes: 'archive\nnot indexed',
    });
    expect(attributeBits(0x80)).toEqual({ attributes: null, otherAttributes: null });
    expect(attributeBits(0x10 | 0x400)).toEqual({ attributes: 'reparse point', otherAttributes: null });
  });
});

describe('a path for Windows’ own calls', () => {
  it('may be long, of a drive and of a server', () => {
    expect(extendedPath('C:/a b/c.')).toBe('\\\\?\\C:\\a b\\c.');
    expect(extendedPath('C:/')).toBe('\\\\?\\C:\\');
    expect(extendedPath('//server/share/x')).toBe('\\\\?\\UNC\\server\\share\\x');
    expect(extendedPath('//?/Volume{1}/x')).toBe('\\\\?\\Volume{1}\\x');
  });
});

describe('an access control list', () => {
  it('has an entry a line', () => {
    expect(aclText('D:PAI(A;;FA;;;SY)(A;OICI;0x1200a9;;;S-1-5-21-1-2-3-1001)\0')).toBe(
      'D:PAI\n(A;;FA;;;SY)\n(A;OICI;0x1200a9;;;S-1-5-21-1-2-3-1001)',
    );
    expect(aclText('D:NO_ACCESS_CONTROL')).toBe('D:NO_ACCESS_CONTROL');
    expect(aclText('D:')).toBe('D:');
  });

  it('keeps a conditional entry whole', () => {
    const conditional = '(XA;;FX;;;WD;(@User.Title=="a(b" && (@User.Level>3)))';
    expect(aclText(`D:(A;;FA;;;BA)${conditional}(A;;FR;;;WD)`).split('\n')).toEqual([
      'D:',
      '(A;;FA;;;BA)',
      conditional,
      '(A;;FR;;;WD)',
    ]);
  });
});

describe('a security identifier', () => {
  it('is written as people know it', () => {
    expect(sidText(Buffer.from('01020000000000052000000020020000', 'hex'))).toBe('S-1-5-32-544');
    expect(sidText(Buffer.from('010100000000000100000000', 'hex'))).toBe('S-1-1-0');
    expect(sidText(Buffer.from('0101ffffffffffff01000000', 'hex'))).toBe('S-1-0xffffffffffff-1');
  });

  it('that is damaged is none', () => {
    for (const hex of ['', '01', '0102000000000005', '010200000000000520000000', '020100000000000100000000']) {
      expect(sidText(Buffer.from(hex, 'hex'))).toBeUndefined();
    }
  });
});

describe('alternate data streams', () => {
  /** FILE_STREAM_INFORMATION as NTFS answers it: entries at multiples of eight, the last one without a next. */
  function recorded(streams: readonly (readonly [name: string, size: number])[]): Buffer {
    return Buffer.concat(
      streams.map(([name, size], index) => {
        const text = Buffer.from(name, 'utf16le');
        const entry = Buffer.alloc((24 + text.length + 7) & ~7);
        entry.writeUInt32LE(index === streams.length - 1 ? 0 : entry.length, 0);
        entry.writeUInt32LE(text.length, 4);
        entry.writeBigInt64LE(BigInt(size), 8);
        entry.writeBigInt64LE(BigInt((size + 7) & ~7), 16);
        text.copy(entry, 24);
        return entry;
      }),
    );
  }

  it('are told by name and size, without the content itself', () => {
    const bytes = recorded([
      ['::$DATA', 1000],
      [':Zone.Identifier:$DATA', 26],
      [':a:b:$DATA', 0],
    ]);
    expect(parseStreams(bytes)).toEqual([
      { name: 'Zone.Identifier', size: 26 },
      { name: 'a:b', size: 0 },
    ]);
    expect(parseStreams(recorded([['::$DATA', 5]]))).toEqual([]);
    expect(parseStreams(Buffer.alloc(0))).toEqual([]);
  });

  it('end where their list is damaged', () => {
    const bytes = recorded([
      [':one:$DATA', 1],
      [':two:$DATA', 2],
    ]);
    // The last four bytes fill it up.
    for (let end = 0; end < bytes.length - 4; end++)
      expect(parseStreams(bytes.subarray(0, end)).length).toBeLessThan(2);
    const loop = Buffer.from(bytes);
    loop.writeUInt32LE(8, 0);
    expect(parseStreams(loop)).toEqual([{ name: 'one', size: 1 }]);
    loop.writeUInt32LE(0xffffff00, 0);
    loop.writeUInt32LE(0xffffffff, 4);
    expect(parseStreams(loop)).toEqual([]);
  });
});

describe('drives and shares', () => {
  it('are what a key lies on, and have nothing above them', () => {
    expect(['C:/', 'C:/a/b', '//server/share', '//server/share/a/b'].map(volumeOf)).toEqual([
      'C:/',
      'C:/',
      '//server/share',
      '//server/share',
    ]);
    expect(['C:/', '//server/share', '//server/share/a'].map(parentKey)).toEqual([
      'C:/',
      '//server/share',
      '//server/share',
    ]);
  });

  it('that another machine serves or that can be taken out are collected by schedule', () => {
    const kinds: Readonly<Record<string, number>> = { 'C:/': 3, 'D:/': 5, 'E:/': 2, 'N:/': 4, 'X:/': 1 };
    const roots = [
      'C:/Windows',
      'C:/x',
      'D:/',
      'E:/photos',
      'N:/home',
      'X:/gone',
      '//server/share/a',
      '//server/share/b',
    ];
    expect(windowsMounts(roots, (root) => kinds[root] ?? 0)).toEqual([
      { point: 'D:/', fileSystem: 'optical drive' },
      { point: 'E:/', fileSystem: 'removable drive' },
      { point: 'N:/', fileSystem: 'network drive' },
      { point: '//server/share', fileSystem: 'network share' },
    ]);
  });
});

describe('a tracked path of Windows', () => {
  const place: Place = {
    env: { SystemDrive: 'D:', 'ProgramFiles(x86)': 'D:\\Program Files (x86)' },
    home: 'D:\\Users\\Ann',
    platform: 'win32',
    stored: (key) => key.replace('windows', 'Windows'),
  };

  it('begins on whichever drive a variable says, in any case of its name', () => {
    expect(expand('%SYSTEMDRIVE%\\x', place)).toEqual({ kind: 'path', path: 'D:/x' });
    expect(expand('%programfiles(X86)%\\x', place)).toEqual({ kind: 'path', path: 'D:/Program Files (x86)/x' });
    expect(expand('%SystemDrive%', place)).toEqual({ kind: 'path', path: 'D:/' });
    expect(expand('D:', place)).toEqual({ kind: 'path', path: 'D:/' });
    expect(expand('~\\x', place)).toEqual({ kind: 'path', path: 'D:/Users/Ann/x' });
  });

  it('has its root spelled as the file system has it', () => {
    const root = (path: string) =>
      parseTracked(trackedFileSchema.parse({ id: 'a', name: 'a', path }), place).spec?.root;
    expect(root('%SystemDrive%\\windows\\*.ini')).toBe('D:/Windows');
    expect(root('\\\\server\\share\\*')).toBe('//server/share');
  });
});
