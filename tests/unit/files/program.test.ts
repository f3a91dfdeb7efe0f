import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProgram, programFields } from '../../../electron/engine/collectors/files/worker/windows/program.ts';
import { unnamedSigner } from '../../../electron/engine/collectors/files/worker/windows/signer.ts';
import {
  certificate,
  der,
  distinguishedName,
  named,
  portableExecutable,
  signature,
  sourceOf,
} from '../../support/portable-executable.ts';

const texts = { CompanyName: 'Contoso Ltd.', FileVersion: '1.2 (beta)', ProductVersion: '2024 R2' };
const numbers = [
  [10, 0, 19041, 1],
  [2024, 2, 0, 0],
] as const;
const authority = named('Contoso Root');
const chain = [certificate(7, authority, authority), certificate(9, authority, named('Contoso Code Signing'))];
const fieldsOf = (bytes: Buffer) => programFields(sourceOf(bytes));

describe('a program', () => {
  for (const bits of [32, 64] as const) {
    it(`of ${bits} bits tells its versions, its company and whose signature is embedded`, () => {
      const bytes = portableExecutable({ bits, texts, numbers, signature: signature(chain, authority, 9) });
      expect(fieldsOf(bytes)).toEqual({
        fileVersion: '10.0.19041.1',
        productVersion: '2024 R2',
        company: 'Contoso Ltd.',
        signer: 'Contoso Code Signing',
      });
    });
  }

  it('without a signature has no signer, and without texts the numbers of its versions', () => {
    expect(fieldsOf(portableExecutable({ numbers }))).toEqual({
      fileVersion: '10.0.19041.1',
      productVersion: '2024.2.0.0',
      company: null,
      signer: null,
    });
  });

  it('shows a text in one line and of the length of one', () => {
    const { company } = fieldsOf(portableExecutable({ texts: { CompanyName: ` a\u0007\nb${'c'.repeat(999)}` } }));
    expect(company).toBe(`a b${'c'.repeat(253)}`);
  });

  it('names a signer by the organization where it has no other name, in each kind of text', () => {
    const signed = (subject: Buffer) =>
      fieldsOf(portableExecutable({ signature: signature([certificate(1, authority, subject)], authority, 1) })).signer;
    expect(signed(distinguishedName(['55040a', 0x13, Buffer.from('Organization')]))).toBe('Organization');
    const wide = Buffer.from('Größe', 'utf16le').swap16();
    expect(signed(distinguishedName(['55040a', 0x13, Buffer.from('Other')], ['550403', 0x1e, wide]))).toBe('Größe');
    expect(signed(distinguishedName(['550406', 0x13, Buffer.from('DE')]))).toBe(unnamedSigner);
  });

  it('says that a signature is embedded even where its signer can’t be told', () => {
    for (const bytes of [
      signature(chain, authority, 8),
      signature(chain, named('Somebody else'), 9),
      signature([], authority, 9),
      der(0x30),
      Buffer.from([0x30, 0x80, 0, 0]),
      Buffer.alloc(0),
    ]) {
      expect(fieldsOf(portableExecutable({ signature: bytes }))).toMatchObject({ signer: unnamedSigner });
    }
  });

  it('that is damaged, or none at all, is told as far as it goes, and read to an end', () => {
    const whole = portableExecutable({ texts, numbers, signature: signature(chain, authority, 9) });
    for (let end = 0; end < whole.length; end++) {
      const fields = fieldsOf(whole.subarray(0, end));
      // Before its headers end there is no program.
      if (end < 392) expect(Object.keys(fields)).toEqual([]);
    }
    const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const holds = fc.property(flips, (flipped) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of flipped) bytes[at] = value;
      const { signer, company } = fieldsOf(bytes);
      for (const text of [signer, company]) if (typeof text === 'string') expect(text).not.toMatch(/\p{Cc}/u);
    });
    fc.assert(holds, { numRuns: 3000, seed: 20 });
    expect(fieldsOf(Buffer.from('#!/bin/sh\n'))).toEqual({});
    expect(fieldsOf(Buffer.alloc(4096))).toEqual({});
  });

  it('whose parts lead back into themselves is read to an end', () => {
    const whole = portableExecutable({ texts, numbers });
    // Every folder of resources leads to the first one again.
    for (const at of [0x400 + 20, 0x400 + 44, 0x400 + 68]) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt32LE(0x80000000, at);
      expect(fieldsOf(bytes)).toMatchObject({ fileVersion: null, signer: null });
    }
  });

  it('is known by its name', () => {
    expect(['C:/a/B.EXE', 'C:/x.dll', 'C:/drivers/y.sys'].every(isProgram)).toBe(true);
    expect(['C:/a.exe.txt', 'C:/exe', 'C:/a.dll/b'].some(isProgram)).toBe(false);
  });
});
