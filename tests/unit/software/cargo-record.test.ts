import { describe, expect, it } from 'vitest';
import { parseCrates2, parseCratesToml } from '../../../electron/engine/collectors/software/optional/cargo-record.ts';

const registry = 'registry+https://github.com/rust-lang/crates.io-index';
const expected = [
  { name: 'ripgrep', version: '14.1.0', source: registry, programs: ['rg'] },
  { name: 'a-tool', version: '0.1.0', source: 'git+https://example.org/a-tool#2d21d1c', programs: ['a', 'b'] },
];

describe('cargo’s record of what it has installed', () => {
  it('is read in both of its forms', () => {
    const installs = {
      [`ripgrep 14.1.0 (${registry})`]: { version_req: null, bins: ['rg'], features: [], profile: 'release' },
      'a-tool 0.1.0 (git+https://example.org/a-tool#2d21d1c)': {
        bins: ['a', 'b'],
        rustc: 'rustc 1.95.0\nbinary: rustc\n',
      },
    };
    expect(parseCrates2(JSON.stringify({ installs }))).toEqual(expected);
    const lines = [
      '[v1]',
      `"ripgrep 14.1.0 (${registry})" = ["rg"]`,
      '"a-tool 0.1.0 (git+https://example.org/a-tool#2d21d1c)" = ["a", "b"]',
    ];
    expect(parseCratesToml(lines.join('\n'))).toEqual(expected);
  });

  it('can be empty', () => {
    expect(parseCrates2('{"installs":{}}')).toEqual([]);
    expect(parseCratesToml('[v1]\n')).toEqual([]);
  });

  it.each(['', '{"installs":{"ripgrep', '{}', '[]', '{"installs":{"ripgrep":{"bins":[]}}}'])(
    'is refused: %j',
    (text) => {
      expect(() => parseCrates2(text)).toThrow();
    },
  );
});
