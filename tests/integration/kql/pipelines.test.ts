import fc from 'fast-check';
import { expect, it } from 'vitest';
import { questionsOver } from '../../support/kql.ts';
import { change, fileItem, observed, saving } from '../../support/store-samples.ts';

/** Operators that can follow one another in any order: each keeps the columns Name, Size, Kind and T. */
const operators = [
  'where Size > 2',
  'where Name contains "a" or Size % 2 == 0',
  'where Name in ((ConfigurationData | where Size > 3 | project Name))',
  'extend Size = Size + 1',
  'extend Twice = Size * 2, Name = strcat(Name, "a")',
  'extend Kind = iff(Size > 3, "large", Kind)',
  'project Name, Size = Size * 2, Kind, T',
  'project-rename Old = Name | project-rename Name = Old',
  'project-reorder T, Na*',
  'sort by Size asc, Name asc, T asc, Kind asc',
  'distinct Name, Size, Kind, T',
  'summarize Size = sum(Size), T = max(T) by Name, Kind',
  'summarize Size = count() by Name, Kind, T = bin(T, 1h)',
  // Of equals any is taken: so nothing but equal names can be equal here.
  'summarize (Key, T, Name) = arg_max(strcat(tostring(T), Name), T, Name) by Kind, Size',
  'summarize (Key, Size, Name) = arg_min(strcat(tostring(Size), Name), Size, Name), T = max(T) by Kind',
  'join kind=leftsemi (ConfigurationChange | where Size > 1) on Name',
  'join kind=leftanti (ConfigurationData | where Size > 4) on Name',
  'join kind=inner (ConfigurationData | summarize Most = max(Size) by Name) on Name | project Name, Size = Size + Most, Kind, T',
  'join kind=leftouter (ConfigurationData | project Name, Owner) on Name | project Name, Size, Kind = strcat(Kind, Owner), T',
  'union (ConfigurationChange | project Name, Size, Kind = ChangeCategory, T = TimeGenerated)',
  'mv-expand Part = split(Name, "a") to typeof(string) | extend Name = Part | project Name, Size, Kind, T',
  'where T > datetime(2026-01-31 10:03)',
  'lookup (ConfigurationData | summarize Owner = take_any(Owner) by Name) on Name | project-away Owner',
] as const;

const start = 'ConfigurationChange | project Name, Size, Kind = ConfigChangeType, T = TimeGenerated';

const questions = questionsOver((store) => {
  const items = ['a', 'b', 'ab', 'ba', 'c'].map((name, at) =>
    fileItem(`/etc/${name}`, { size: at + 1, owner: `o${at}` }),
  );
  for (const [at_, item] of [...items, ...items, ...items].entries()) {
    const category = (['Added', 'Modified', 'Removed'] as const)[at_ % 3] ?? 'Modified';
    const fields = { ...item.fields, size: at_ % 7 };
    const sides = { before: category === 'Added' ? null : item.fields, after: category === 'Removed' ? null : fields };
    store.save(saving(at_, { changes: [change(item, at_, { category, ...sides })] }));
  }
  store.save(saving(100, { upserts: observed(...items) }));
});

const answered = (text: string) =>
  questions
    .rows(text)
    .map((row) => JSON.stringify(row))
    .sort();
/** A limit that lets everything pass: what stands before it can't be put together with what follows. */
const whole = 'take 1000000';

it('answer the same whether their operators are put together or applied one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...operators), { minLength: 1, maxLength: 5 }), (chosen) => {
      const together = [start, ...chosen].join('\n| ');
      const apart = [start, ...chosen].join(`\n| ${whole}\n| `);
      expect(answered(`${together} | project Name, Size, Kind, T`)).toEqual(
        answered(`${apart} | project Name, Size, Kind, T`),
      );
    }),
    { numRuns: Number(process.env.RUNS ?? 40), seed: 20260131 },
  );
});
