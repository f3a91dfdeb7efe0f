import { describe, expect, test } from 'vitest';
import type { Findings } from '../../bench/part.ts';
import { withFigures } from '../../bench/readme.ts';
import { markdown, type Report, withPart } from '../../bench/report.ts';

const findings = (work: string): Findings => ({
  budgets: [{ work, measured: '1 s', budget: '2 s', kept: true }],
  tables: [{ title: 'Growth', columns: ['Files', 'Time'], rows: [['1,000', '1 s']] }],
  notes: ['Remarkable.'],
  figures: { seconds: 1 },
});
const order = ['scans', 'growth'];
const part = (name: string, work = name, at = '2026-01-02T03:04:05.000Z') => ({ name, at, findings: findings(work) });

describe('the report', () => {
  test('keeps the other parts of the same machine, in the order of the bench', () => {
    const growth = withPart(undefined, 'a machine', order, part('growth'));
    const both = withPart(growth, 'a machine', order, part('scans'));
    expect(both.parts.map((each) => each.name)).toEqual(['scans', 'growth']);
    const again = withPart(both, 'a machine', order, part('growth', 'measured again'));
    expect(again.parts.map((each) => each.findings.budgets[0]?.work)).toEqual(['scans', 'measured again']);
  });

  test('lets go of what another machine measured', () => {
    const before = withPart(undefined, 'a machine', order, part('growth'));
    expect(withPart(before, 'another', order, part('scans')).parts.map((each) => each.name)).toEqual(['scans']);
  });

  test('is written as aligned tables, with the machine, the days and what was not kept', () => {
    const report: Report = {
      machine: '2 cores',
      parts: [
        part('scans'),
        {
          ...part('growth', 'growing', '2026-01-03T00:00:00.000Z'),
          findings: {
            ...findings('growing'),
            budgets: [{ work: 'growing', measured: '3 s', budget: '2 s', kept: false }],
          },
        },
      ],
    };
    const text = markdown(report);
    expect(text).toContain('on 2026-01-02 to 2026-01-03: 2 cores.');
    expect(text).toContain('| growing | 3 s      | 2 s    | **no** |');
    expect(text).toContain('**Growth**\n\n| Files | Time |\n| ----- | ---- |\n| 1,000 | 1 s  |\n\nRemarkable.');
  });
});

describe('the README', () => {
  const begin = '<!-- Figures: `npm run bench -- --readme` writes what stands from here -->';
  const report: Report = { machine: '2 cores', parts: [part('scans')] };

  test('gets the figures between its markers, and keeps the rest', () => {
    const once = withFigures(`before\n${begin}\nold\n<!-- to here -->\nafter\n`, report);
    expect(once).toBe(`before\n${begin}\n\n${markdown(report)}\n\n<!-- to here -->\nafter\n`);
    expect(withFigures(once, report)).toBe(once);
  });

  test('is left alone when it has no place for them', () => {
    expect(() => withFigures('nothing\n', report)).toThrow('no place for the figures');
  });
});
