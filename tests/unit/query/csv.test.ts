import { expect, it } from 'vitest';
import { csvHeader, csvRecord } from '../../../electron/engine/query/csv.ts';

const columns = [
  { name: 'Name', type: 'string' },
  { name: 'Size', type: 'long' },
  { name: 'Held', type: 'bool' },
  { name: 'Text', type: 'string' },
] as const;

it('writes a header and records with the line ends of RFC 4180', () => {
  expect(csvHeader(columns)).toBe('Name,Size,Held,Text\r\n');
  expect(csvRecord(columns, { Name: 'a b', Size: 0, Held: false, Text: '' })).toBe('a b,0,false,\r\n');
});

it('leaves what is null empty', () => {
  expect(csvRecord(columns, { Name: 'a', Size: null, Held: null, Text: 'x' })).toBe('a,,,x\r\n');
});

it('puts commas, quotes and line ends in quotes, and doubles quotes', () => {
  expect(csvRecord(columns, { Name: 'a,b', Size: 1, Held: true, Text: 'say "hi"' })).toBe(
    '"a,b",1,true,"say ""hi"""\r\n',
  );
  expect(csvRecord(columns, { Name: 'one\ntwo', Size: 1, Held: true, Text: 'a\r' })).toBe(
    '"one\ntwo",1,true,"a\r"\r\n',
  );
});
