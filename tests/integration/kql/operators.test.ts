import { describe, expect, it } from 'vitest';
import { faultOf, questionsOver } from '../../support/kql.ts';

/*
 * Rows and results written by hand from the pages of the Kusto Query Language on these operators. They ask of tables
 * that stand in the query, over a store in which nothing happened.
 */
const fruit = `let Fruit = datatable(Name:string, Kind:string, Weight:long, Picked:datetime) [
  "apple",  "pome",  150, datetime(2026-01-01 08:00),
  "pear",   "pome",  180, datetime(2026-01-02 09:30),
  "cherry", "stone", 8,   datetime(2026-01-02 10:00),
  "plum",   "stone", 66,  datetime(2026-01-05 23:59),
  "melon",  "berry", long(null), datetime(null)];
`;
const colours = `let Colours = datatable(Name:string, Colour:string) [
  "apple", "red", "apple", "green", "cherry", "red", "lemon", "yellow"];
`;

const { rows, ask } = (() => {
  const questions = questionsOver(() => undefined);
  return {
    ask: (text: string) => questions.ask(text),
    rows: (text: string) => questions.rows(text),
  };
})();
const names = (text: string) => rows(text).map(([name]) => name);

describe('rows', () => {
  it('are kept by where for which its condition is true, not null', () => {
    expect(names(`${fruit} Fruit | where Weight > 60`)).toEqual(['apple', 'pear', 'plum']);
    expect(names(`${fruit} Fruit | filter Weight < 60`)).toEqual(['cherry']);
    expect(names(`${fruit} Fruit | where not(Weight > 60)`)).toEqual(['cherry']);
    expect(names(`${fruit} Fruit | where Kind == "pome" | where Weight == 180`)).toEqual(['pear']);
  });

  it('are counted', () => {
    expect(ask(`${fruit} Fruit | count`)).toMatchObject({ columns: ['Count'], types: ['long'], rows: [[5]] });
    expect(rows(`${fruit} Fruit | where Weight > 1000 | count`)).toEqual([[0]]);
    expect(ask(`${fruit} Fruit | count as n`).columns).toEqual(['n']);
  });

  it('are sorted, descending with nulls last unless said otherwise', () => {
    expect(names(`${fruit} Fruit | sort by Weight`)).toEqual(['pear', 'apple', 'plum', 'cherry', 'melon']);
    expect(names(`${fruit} Fruit | order by Weight asc`)).toEqual(['melon', 'cherry', 'plum', 'apple', 'pear']);
    expect(names(`${fruit} Fruit | sort by Weight asc nulls last`)).toEqual([
      'cherry',
      'plum',
      'apple',
      'pear',
      'melon',
    ]);
    expect(names(`${fruit} Fruit | sort by Weight nulls first | take 1`)).toEqual(['melon']);
    expect(names(`${fruit} Fruit | sort by Kind asc, Weight desc`)).toEqual([
      'melon',
      'pear',
      'apple',
      'plum',
      'cherry',
    ]);
  });

  it('keep an order through what follows it', () => {
    const sorted = `${fruit} Fruit | sort by Weight asc nulls last | extend Heavy = Weight > 100 | take 3`;
    expect(rows(`${sorted} | where Weight > 8 | project Name, Heavy`)).toEqual([
      ['plum', false],
      ['apple', true],
    ]);
  });

  it('are taken from the top', () => {
    expect(names(`${fruit} Fruit | top 2 by Weight`)).toEqual(['pear', 'apple']);
    expect(names(`${fruit} Fruit | top 2 by Weight asc nulls last`)).toEqual(['cherry', 'plum']);
    expect(names(`${fruit} Fruit | top 2 by Weight | top 1 by Name asc`)).toEqual(['apple']);
    expect(rows(`${fruit} Fruit | take 2`)).toHaveLength(2);
    expect(rows(`${fruit} Fruit | limit 0`)).toEqual([]);
    expect(names(`${fruit} let n = 2; Fruit | top n + 1 by Weight`)).toEqual(['pear', 'apple', 'plum']);
  });

  it('are told apart by distinct', () => {
    expect([...names(`${fruit} Fruit | distinct Kind`)].sort()).toEqual(['berry', 'pome', 'stone']);
    expect(rows(`${fruit} union Fruit, Fruit | distinct *`)).toHaveLength(5);
    expect(ask(`${fruit} Fruit | distinct Kind, Heavy = Weight > 100 | sort by Kind asc, Heavy asc`)).toMatchObject({
      columns: ['Kind', 'Heavy'],
      rows: [
        ['berry', null],
        ['pome', true],
        ['stone', false],
      ],
    });
  });
});

describe('columns', () => {
  const one = 'print Aa = 1, Ab = "x", B = true, Ac = 2.5';

  it('are chosen and made by project', () => {
    expect(ask(`${one} | project B, Twice = Aa * 2, Ab`)).toMatchObject({
      columns: ['B', 'Twice', 'Ab'],
      rows: [[true, 2, 'x']],
    });
    expect(ask(`${one} | project Aa + 1, strcat(Ab, "y")`).rows).toEqual([[2, 'xy']]);
  });

  it('are added by extend, which takes the place of one of the same name', () => {
    expect(ask(`${one} | extend C = Aa + 1, Ab = "y"`)).toMatchObject({
      columns: ['Aa', 'Ab', 'B', 'Ac', 'C'],
      rows: [[1, 'y', true, 2.5, 2]],
    });
    expect(rows(`${one} | extend Aa = Aa + 1 | extend Aa = Aa + 1 | project Aa`)).toEqual([[3]]);
  });

  it('are left out, kept, renamed and put in another order', () => {
    expect(ask(`${one} | project-away A*`).columns).toEqual(['B']);
    expect(ask(`${one} | project-away Ab, B`).columns).toEqual(['Aa', 'Ac']);
    expect(ask(`${one} | project-keep B, A*c, Aa`).columns).toEqual(['Aa', 'B', 'Ac']);
    expect(ask(`${one} | project-rename New = Ab, Other = B`).columns).toEqual(['Aa', 'New', 'Other', 'Ac']);
    expect(ask(`${one} | project-reorder B, A* desc`).columns).toEqual(['B', 'Ac', 'Ab', 'Aa']);
    expect(ask(`${one} | project-reorder Ac`).columns).toEqual(['Ac', 'Aa', 'Ab', 'B']);
  });

  it('are told by getschema', () => {
    expect(ask(`${one} | getschema`)).toMatchObject({
      columns: ['ColumnName', 'ColumnOrdinal', 'DataType', 'ColumnType'],
      rows: [
        ['Aa', 0, 'System.Int64', 'long'],
        ['Ab', 1, 'System.String', 'string'],
        ['B', 2, 'System.SByte', 'bool'],
        ['Ac', 3, 'System.Double', 'real'],
      ],
    });
  });
});

describe('summarize', () => {
  it('has a row for each combination of its keys, called as Kusto calls what has no name', () => {
    expect(
      ask(`${fruit} Fruit | summarize count(), max(Weight), dcount(Name) by Kind | sort by Kind asc`),
    ).toMatchObject({
      columns: ['Kind', 'count_', 'max_Weight', 'dcount_Name'],
      rows: [
        ['berry', 1, null, 1],
        ['pome', 2, 180, 2],
        ['stone', 2, 66, 2],
      ],
    });
    expect(ask(`${fruit} Fruit | summarize n = count() by strcat(Kind, "s"), K = Kind`).columns).toEqual([
      'Column1',
      'K',
      'n',
    ]);
  });

  it('has one row without keys, also of no rows', () => {
    expect(rows(`${fruit} Fruit | summarize n = count(), s = sum(Weight)`)).toEqual([[5, 404]]);
    expect(rows(`${fruit} Fruit | where Name == "" | summarize n = count()`)).toEqual([[0]]);
    expect(rows(`${fruit} Fruit | where Name == "" | summarize n = count() by Kind`)).toEqual([]);
  });

  it('has each combination once without aggregates', () => {
    expect([...names(`${fruit} Fruit | summarize by Kind`)].sort()).toEqual(['berry', 'pome', 'stone']);
  });

  it('groups moments into bins', () => {
    expect(ask(`${fruit} Fruit | summarize n = count() by bin(Picked, 1d) | sort by Picked asc`)).toMatchObject({
      columns: ['Picked', 'n'],
      types: ['datetime', 'long'],
      rows: [
        [null, 1],
        ['2026-01-01T00:00:00.000Z', 1],
        ['2026-01-02T00:00:00.000Z', 2],
        ['2026-01-05T00:00:00.000Z', 1],
      ],
    });
  });

  it('works with aggregates in expressions, and summarizes what was summarized', () => {
    expect(rows(`${fruit} Fruit | summarize share = 100.0 * countif(Kind == "pome") / count()`)).toEqual([[40]]);
    expect(
      rows(`${fruit} Fruit | summarize n = count() by Kind | where n > 1 | summarize total = sum(n), kinds = count()`),
    ).toEqual([[4, 2]]);
  });

  it('tells the row of the greatest and of the least value', () => {
    expect(ask(`${fruit} Fruit | summarize arg_max(Weight, Name) by Kind | sort by Kind asc`)).toMatchObject({
      columns: ['Kind', 'Weight', 'Name'],
      rows: [
        ['berry', null, 'melon'],
        ['pome', 180, 'pear'],
        ['stone', 66, 'plum'],
      ],
    });
    expect(
      ask(`${fruit} Fruit | summarize arg_min(Weight, *) by Kind | where Kind != "berry" | sort by Kind asc`),
    ).toMatchObject({
      columns: ['Kind', 'Weight', 'Name', 'Picked'],
      rows: [
        ['pome', 150, 'apple', '2026-01-01T08:00:00.000Z'],
        ['stone', 8, 'cherry', '2026-01-02T10:00:00.000Z'],
      ],
    });
    expect(names(`${fruit} Fruit | summarize arg_max(Picked, *) | project Name`)).toEqual(['plum']);
  });

  it('tells several such rows beside other aggregates', () => {
    const query = `${fruit} Fruit | where Kind != "berry" | summarize Heaviest = arg_max(Weight, Name), arg_min(Picked, Name), max(Weight), n = count() by Kind`;
    expect(rows(`${query} | sort by Kind asc`)).toEqual([
      ['pome', 180, 'pear', '2026-01-01T08:00:00.000Z', 'apple', 180, 2],
      ['stone', 66, 'plum', '2026-01-02T10:00:00.000Z', 'cherry', 66, 2],
    ]);
  });

  it('makes lists in the order that a sort made', () => {
    expect(
      rows(`${fruit} Fruit | sort by Name asc | summarize make_list(Name) by Kind | where Kind == "pome"`),
    ).toEqual([['pome', '["apple","pear"]']]);
  });
});

describe('join', () => {
  const join = (kind: string) => `${fruit} ${colours} Fruit | project Name, Weight | join kind=${kind} Colours on Name`;
  const sorted = (text: string) => [...rows(text)].map((row) => row.join(' ')).sort();

  it('inner has every pair of rows, with the keys of both sides', () => {
    expect(ask(join('inner')).columns).toEqual(['Name', 'Weight', 'Name1', 'Colour']);
    expect(sorted(join('inner'))).toEqual(['apple 150 apple green', 'apple 150 apple red', 'cherry 8 cherry red']);
  });

  it('is innerunique without a kind: one row of the left for each key', () => {
    const twice = `${fruit} ${colours} union Fruit, Fruit | project Name | join Colours on Name`;
    expect(sorted(twice)).toEqual(['apple apple green', 'apple apple red', 'cherry cherry red']);
    expect(sorted(twice.replace('join', 'join kind=inner'))).toHaveLength(6);
  });

  it('leftouter keeps the rows of the left, with empty texts and nulls beside them', () => {
    expect(sorted(join('leftouter'))).toEqual([
      'apple 150 apple green',
      'apple 150 apple red',
      'cherry 8 cherry red',
      'melon   ',
      'pear 180  ',
      'plum 66  ',
    ]);
    expect(rows(`${join('leftouter')} | where Name == "pear"`)).toEqual([['pear', 180, '', '']]);
  });

  it('rightouter and fullouter keep those of the right', () => {
    expect(sorted(join('rightouter'))).toEqual([
      '  lemon yellow',
      'apple 150 apple green',
      'apple 150 apple red',
      'cherry 8 cherry red',
    ]);
    expect(sorted(join('fullouter'))).toHaveLength(7);
  });

  it('semi and anti tell whether there is a row on the other side', () => {
    expect(sorted(join('leftsemi'))).toEqual(['apple 150', 'cherry 8']);
    for (const kind of ['leftanti', 'anti', 'leftantisemi'])
      expect(sorted(join(kind))).toEqual(['melon ', 'pear 180', 'plum 66']);
    expect(sorted(join('rightsemi'))).toEqual(['apple green', 'apple red', 'cherry red']);
    for (const kind of ['rightanti', 'rightantisemi']) expect(sorted(join(kind))).toEqual(['lemon yellow']);
  });

  it('is on columns of other names, and on several', () => {
    const left = 'datatable(a:string, n:long) ["x", 1, "x", 2, "y", 1]';
    const right = 'datatable(b:string, m:long, t:string) ["x", 1, "one", "y", 2, "two"]';
    expect(
      rows(`${left} | join kind=inner (${right}) on $left.a == $right.b, $left.n == $right.m | project a, n, t`),
    ).toEqual([['x', 1, 'one']]);
    expect(
      rows(
        `${left} | join kind=leftanti (${right}) on $left.a == $right.b and $left.n == $right.m | sort by a asc, n asc`,
      ),
    ).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
  });

  it('finds nothing by nulls', () => {
    const left = 'datatable(n:long, a:string) [1, "one", long(null), "none"]';
    expect(rows(`${left} | join kind=inner (${left}) on n | project a`)).toEqual([['one']]);
    expect(rows(`${left} | join kind=leftanti (${left}) on n | project a`)).toEqual([['none']]);
  });

  it('looks up without the keys of the right', () => {
    expect(ask(`${fruit} ${colours} Fruit | project Name | lookup kind=inner Colours on Name`).columns).toEqual([
      'Name',
      'Colour',
    ]);
    expect(rows(`${fruit} ${colours} Fruit | project Name | lookup Colours on Name`)).toHaveLength(6);
  });
});

describe('union', () => {
  const a = 'let A = datatable(x:long, y:string) [1, "a", 2, "b"];';
  const b = 'let B = datatable(x:long, z:long) [3, 30];';

  it('has all columns, empty where a table has none of that name', () => {
    expect(ask(`${a}${b} union A, B | sort by x asc`)).toMatchObject({
      columns: ['x', 'y', 'z'],
      rows: [
        [1, 'a', null],
        [2, 'b', null],
        [3, '', 30],
      ],
    });
    expect(rows(`${a}${b} A | union B | sort by x desc | project x`)).toEqual([[3], [2], [1]]);
  });

  it('has the common columns where it is inner', () => {
    expect(ask(`${a}${b} union kind=inner A, B | sort by x asc`)).toMatchObject({
      columns: ['x'],
      rows: [[1], [2], [3]],
    });
  });

  it('tells the table of each row', () => {
    expect(rows(`${a}${b} union withsource=T A, B | sort by x asc | project T, x`)).toEqual([
      ['A', 1],
      ['A', 2],
      ['B', 3],
    ]);
    expect(rows(`${a} union withsource=T (A | take 1), (A | take 1) | project T | sort by T asc`)).toEqual([
      ['union_arg0'],
      ['union_arg1'],
    ]);
  });

  it('keeps columns of one name and two types apart', () => {
    const query = 'union (print x = 1), (print x = "a") | sort by x_string asc';
    expect(ask(query)).toMatchObject({
      columns: ['x_long', 'x_string'],
      rows: [
        [1, ''],
        [null, 'a'],
      ],
    });
  });
});

describe('let', () => {
  it('names values, tables and functions', () => {
    expect(rows('let x = 5; let y = x * 2; print x + y')).toEqual([[15]]);
    expect(rows('let twice = (n:long) { n * 2 }; range i from 1 to 3 step 1 | project twice(i)')).toEqual([
      [2],
      [4],
      [6],
    ]);
    expect(
      rows(
        'let greet = (name:string, word:string = "Hello") { strcat(word, " ", name) }; print greet("you"), greet("you", "Bye"), greet(word = "Hi", name = "me")',
      ),
    ).toEqual([['Hello you', 'Bye you', 'Hi me']]);
    expect(
      rows(`${fruit} let heavy = (least:long) { Fruit | where Weight >= least }; heavy(160) | project Name`),
    ).toEqual([['pear']]);
    expect(
      rows(
        `${fruit} let lowest = (T:(Name:string)) { T | project Name | top 1 by Name asc }; Fruit | where Kind == "stone" | as S | project Name; `,
      ),
    ).toEqual([['cherry'], ['plum']]);
    expect(
      rows(
        `${fruit} let lowest = (T:(Name:string)) { T | top 1 by Name asc | project Name }; lowest((Fruit | where Kind == "stone"))`,
      ),
    ).toEqual([['cherry']]);
    expect(rows('let v = view () { print n = 1 }; union v(), v()')).toEqual([[1], [1]]);
    expect(rows('let f = () { let inner = 4; inner + 1 }; print f()')).toEqual([[5]]);
  });

  it('names lists, and tables of which values are asked for', () => {
    expect(names(`${fruit} let wanted = dynamic(["pear", "plum"]); Fruit | where Name in (wanted)`)).toEqual([
      'pear',
      'plum',
    ]);
    expect(names(`${fruit} ${colours} Fruit | where Name in (Colours | where Colour == "red" | project Name)`)).toEqual(
      ['apple', 'cherry'],
    );
    expect(names(`${fruit} let most = toscalar(Fruit | summarize max(Weight)); Fruit | where Weight == most`)).toEqual([
      'pear',
    ]);
  });

  it('gives parameters of a query their defaults', () => {
    expect(rows('declare query_parameters(p:string = "a", n:long = 3); print p, n')).toEqual([['a', 3]]);
  });
});

describe('mv-expand', () => {
  it('has a row for each element', () => {
    expect(rows('print a = 1, l = dynamic([10, "x", true]) | mv-expand l')).toEqual([
      [1, '10'],
      [1, '"x"'],
      [1, 'true'],
    ]);
  });

  it('has a row for a null, and none for an empty list', () => {
    const query =
      'datatable(a:long, l:dynamic) [1, dynamic(null), 2, dynamic([]), 3, dynamic([7])] | mv-expand l | sort by a asc';
    expect(rows(query)).toEqual([
      [1, null],
      [3, '7'],
    ]);
  });

  it('takes elements as another type only where they have it', () => {
    expect(rows('print l = dynamic([1, "2", 3]) | mv-expand l to typeof(long)')).toEqual([[1], [null], [3]]);
    expect(rows('print x = "a,b" | mv-expand part = split(x, ",") to typeof(string)')).toEqual([
      ['a,b', 'a'],
      ['a,b', 'b'],
    ]);
  });

  it('puts several lists side by side', () => {
    expect(rows('print a = dynamic([1, 2, 3]), b = dynamic(["x"]) | mv-expand a, b to typeof(string)')).toEqual([
      ['1', 'x'],
      ['2', ''],
      ['3', ''],
    ]);
  });

  it('numbers elements, and stops at a limit', () => {
    expect(
      ask('print l = dynamic(["a", "b", "c"]) | mv-expand with_itemindex=i l to typeof(string) limit 2'),
    ).toMatchObject({
      columns: ['l', 'i'],
      rows: [
        ['a', 0],
        ['b', 1],
      ],
    });
  });

  it('takes bags apart, as bags or as pairs', () => {
    expect(rows('print b = dynamic({"x": 1, "y": [2]}) | mv-expand b')).toEqual([['{"x":1}'], ['{"y":[2]}']]);
    expect(rows('print b = dynamic({"x": 1}) | mv-expand kind=array b')).toEqual([['["x",1]']]);
  });
});

describe('tables', () => {
  it('are written out, counted up and printed', () => {
    expect(rows('range n from 1 to 7 step 3')).toEqual([[1], [4], [7]]);
    expect(rows('range n from 3 to 1 step -1')).toEqual([[3], [2], [1]]);
    expect(rows('range n from 2 to 1 step 1')).toEqual([]);
    expect(rows('range t from datetime(2026-01-01) to datetime(2026-01-03) step 1d')).toEqual([
      ['2026-01-01T00:00:00.000Z'],
      ['2026-01-02T00:00:00.000Z'],
      ['2026-01-03T00:00:00.000Z'],
    ]);
    expect(ask('print 1, x = "a"')).toMatchObject({ columns: ['print_0', 'x'], rows: [[1, 'a']] });
    expect(rows('datatable(a:long, b:string) []')).toEqual([]);
  });

  it('of more rows than a statement joins', () => {
    const many = Array.from({ length: 700 }, (_, at) => at).join(', ');
    expect(rows(`datatable(n:long) [${many}] | summarize count(), max(n)`)).toEqual([[700, 699]]);
  });
});

describe('render', () => {
  const series = 'datatable(t:datetime, k:string, n:long) [datetime(2026-01-01), "a", 1] | ';

  it('says how rows are drawn, and leaves them as they are', () => {
    const { plan, rows: kept } = ask(`${series} render timechart`);
    expect(plan.chart).toEqual({ kind: 'timechart', title: null, x: 't', y: ['n'], series: 'k' });
    expect(kept).toHaveLength(1);
    expect(ask(`${series} render barchart with (title="How many", xcolumn=k, ycolumns=n)`).plan.chart).toEqual({
      kind: 'barchart',
      title: 'How many',
      x: 'k',
      y: ['n'],
      series: null,
    });
  });

  it('draws others as one of the two, and says so', () => {
    const { plan, notices } = ask(`${series} render columnchart`);
    expect(plan.chart?.kind).toBe('barchart');
    expect(notices.map(({ message }) => message)).toEqual(['A columnchart is drawn as a barchart.']);
    expect(ask(`${series} render table`).plan.chart).toBeNull();
  });
});

describe('what is not supported', () => {
  it.each([
    ['print x = 1 | sample 1', 'sample 1'],
    ['print x = 1 | render ladderchart', 'render ladderchart'],
    ['print x = 1 | where x == 1 | top-nested 2 of x by sum(x)', 'top-nested 2 of x by sum(x)'],
    ['print x = 1, y = 1 | join kind=leftouter (print x = 1, y = 1) on x or y', 'x or y'],
    ['print x = dynamic([1]) | sort by x', 'x'],
    ['print 1; print 2', 'print 2'],
    ['print x = 1 | render timechart | where x == 1', 'render timechart'],
    ['let T = print x = 1 | render timechart; T', 'render timechart'],
    ['find "x"', 'find "x"'],
  ])('%s', (text, at) => {
    expect(faultOf(text).at).toBe(at);
  });
});
