import { describe, expect, it } from 'vitest';
import { questionsOver } from '../../support/kql.ts';

const questions = questionsOver(() => {});
const tables = `let T = datatable(Name:string, Size:long) ["alpha", 1, "Beta", 2, "gamma ray", long(null), "", 4];
let Wanted = datatable(N:string) ["alpha", "beta", "ray"];
let Sizes = datatable(S:long) [1, 4, long(null)];
let listed = dynamic(["alpha", "beta"]);
let word = "BETA";
`;
const names = (condition: string) => questions.rows(`${tables} T | where ${condition} | project Name`).flat();

describe('a list that is a table or a name', () => {
  it('is looked in for a value', () => {
    expect(names('Name in (Wanted)')).toEqual(['alpha']);
    expect(names('Name in~ (Wanted)')).toEqual(['alpha', 'Beta']);
    expect(names('Name !in~ (Wanted)')).toEqual(['gamma ray', '']);
    expect(names('Size in (Sizes)')).toEqual(['alpha', '']);
    expect(names('Size !in (Sizes)')).toEqual(['Beta', 'gamma ray']);
    expect(names('Name in ((Wanted | where N startswith "b"))')).toEqual([]);
    expect(names('Name in (listed)')).toEqual(['alpha']);
    expect(names('Name in~ (listed)')).toEqual(['alpha', 'Beta']);
    expect(names('Name in~ (word, "")')).toEqual(['Beta', '']);
  });

  it('is looked in for terms', () => {
    expect(names('Name has_any (Wanted)')).toEqual(['alpha', 'Beta', 'gamma ray']);
    expect(names('Name has_any (listed)')).toEqual(['alpha', 'Beta']);
    expect(names('Name has_all ("gamma", "RAY")')).toEqual(['gamma ray']);
  });

  it('gives a single value', () => {
    expect(names('Size == toscalar(Sizes | summarize max(S))')).toEqual(['']);
    expect(names('Name == toscalar(Wanted | where N == "none")')).toEqual(['']);
  });
});

describe('every column', () => {
  it('is looked at for a star', () => {
    expect(names('* has "ray"')).toEqual(['gamma ray']);
    expect(names('* contains "ET"')).toEqual(['Beta']);
  });
});
