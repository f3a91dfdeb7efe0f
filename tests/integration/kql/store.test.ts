import { describe, expect, it } from 'vitest';
import type { NewChange } from '../../../electron/shared/model/change.ts';
import type { Fields, Item, ItemType } from '../../../electron/shared/model/item.ts';
import { faultOf, questionsOver } from '../../support/kql.ts';
import { at, change, observed, saving } from '../../support/store-samples.ts';

const item = (type: ItemType, key: string, name: string, fields: Fields): Item => ({ type, key, name, fields });
const hosts = item('Files', '/etc/hosts', 'hosts', { kind: 'file', size: 120, owner: 'root', mode: 0o644 });
const passwd = item('Files', '/etc/passwd', 'passwd', { kind: 'file', size: 900, owner: 'root', mode: 0o600 });
const ssh = item('Daemons', 'systemd:ssh.service', 'ssh.service', {
  state: 'Stopped',
  startup: 'Auto',
  description: 'Secure shell',
});
const curl = item('Software', 'dpkg:curl:amd64', 'curl', {
  version: '7.88.1-12',
  softwareType: 'Package',
  publisher: 'Somebody',
});
const wget = item('Software', 'dpkg:wget:amd64', 'wget', {
  version: '1.21.3',
  softwareType: 'Package',
  publisher: 'Another',
});

/** In the order of their numbers, from 1. */
const log: readonly NewChange[] = [
  change(hosts, 0, { category: 'Added', fieldsChanged: [], before: null }),
  change(hosts, 30, { fieldsChanged: ['size', 'modified', 'checksum'], before: { ...hosts.fields, size: 100 } }),
  change(ssh, 60, { fieldsChanged: ['state'], before: { ...ssh.fields, state: 'Running' } }),
  change(curl, 90, { fieldsChanged: ['version'], before: { ...curl.fields, version: '7.88.1-10' } }),
  change(passwd, 26 * 60, { fieldsChanged: ['mode'], before: { ...passwd.fields, mode: 0o644 } }),
  change(hosts, 50 * 60, { category: 'Removed', fieldsChanged: [], after: null, before: hosts.fields }),
];

describe('over a store', () => {
  const questions = questionsOver((store) => {
    // What was there first.
    store.save(
      saving(-10, {
        type: 'Files',
        upserts: observed(hosts, { ...passwd, fields: { ...passwd.fields, mode: 0o644 } }),
      }),
    );
    store.save(
      saving(-10, { type: 'Daemons', upserts: observed({ ...ssh, fields: { ...ssh.fields, state: 'Running' } }) }),
    );
    store.save(
      saving(-10, {
        type: 'Software',
        upserts: observed({ ...curl, fields: { ...curl.fields, version: '7.88.1-10' } }, wget),
      }),
    );
    for (const each of log) {
      const upserts = each.category === 'Removed' ? [] : observed({ ...each, fields: each.after ?? {} });
      const deletes = each.category === 'Removed' ? [each.key] : [];
      store.save(
        saving((Date.parse(each.noticedAt) - Date.parse(at(0))) / 60_000, {
          type: each.type,
          changes: [each],
          upserts,
          deletes,
        }),
      );
    }
  });
  const ids = (text: string, options = {}) => questions.records(text, options).map(({ ChangeId }) => ChangeId);

  it('changes come the newest first where a query asks for no order', () => {
    expect(ids('ConfigurationChange')).toEqual([6, 5, 4, 3, 2, 1]);
    expect(ids('ConfigurationChange | take 2')).toEqual([6, 5]);
    expect(
      ids(
        'ConfigurationChange | where TimeGenerated between (datetime(2026-01-31 10:15) .. datetime(2026-01-31 11:15))',
      ),
    ).toEqual([3, 2]);
    expect(ids('ConfigurationChange | sort by TimeGenerated asc | take 2')).toEqual([1, 2]);
  });

  it('are sorted by time by the index, with the conditions that it can answer and with others', () => {
    const newest = 'sort by TimeGenerated desc | take 3';
    expect(questions.steps(`ConfigurationChange | ${newest}`).join('\n')).toMatch(
      /MERGE|changes_by_time \(type=\? AND category=\?\)/,
    );
    expect(ids(`ConfigurationChange | ${newest}`)).toEqual([6, 5, 4]);
    expect(ids('ConfigurationChange | where ConfigChangeType == "Files" | top 2 by TimeGenerated asc')).toEqual([1, 2]);
    expect(
      ids('ConfigurationChange | where TimeGenerated < datetime(2026-01-31 11:45) | top 2 by TimeGenerated'),
    ).toEqual([4, 3]);
    expect(ids('ConfigurationChange | where Name == "hosts" | top 2 by TimeGenerated')).toEqual([6, 2]);
    expect(ids('ConfigurationChange | sort by TimeGenerated asc')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('stops at the limit of rows', () => {
    expect(questions.ask('ConfigurationChange', { rows: 4 }).rows).toHaveLength(4);
  });

  it('counts by kind and day as grouping all rows does', () => {
    const counts = (by: string) => [
      `ConfigurationChange | summarize n = count(), files = countif(ConfigChangeType == "Files") by ${by}`,
      // A condition on another column has the rows looked at one by one.
      `ConfigurationChange | where Name != "x" | summarize n = count(), files = countif(ConfigChangeType == "Files") by ${by}`,
    ];
    for (const by of [
      'bin(TimeGenerated, 1d)',
      'bin(TimeGenerated, 7d), ConfigChangeType',
      'D = bin(TimeGenerated, 6h), tolower(ChangeCategory)',
    ]) {
      const [quick, slow] = counts(by).map((text) =>
        questions
          .rows(text)
          .map((row) => JSON.stringify(row))
          .sort(),
      );
      expect(quick).toEqual(slow);
    }
    expect(
      questions.rows('ConfigurationChange | summarize count() by bin(TimeGenerated, 1d) | sort by TimeGenerated asc'),
    ).toEqual([
      ['2026-01-31T00:00:00.000Z', 4],
      ['2026-02-01T00:00:00.000Z', 1],
      ['2026-02-02T00:00:00.000Z', 1],
    ]);
    const later =
      'ConfigurationChange | where TimeGenerated > datetime(2026-01-31 11:15) and ConfigChangeType != "Daemons" | summarize count() by bin(TimeGenerated, 1d)';
    expect(questions.rows(`${later} | sort by TimeGenerated asc`).map(([, n]) => n)).toEqual([1, 1, 1]);
  });

  it('reads the narrow table and its indexes where that is enough', () => {
    const steps = (text: string) => questions.steps(text).join('\n');
    expect(steps('ConfigurationChange | where TimeGenerated > ago(1d) | count')).toMatch(
      /changes_by_time \(type=\? AND category=\? AND noticed_at>\?\)/,
    );
    for (const text of [
      'ConfigurationChange | summarize count() by ConfigChangeType, bin(TimeGenerated, 1d)',
      'ConfigurationChange | where Name contains "h" | count',
    ]) {
      expect(steps(text)).not.toMatch(/r\d+/);
    }
    expect(steps('ConfigurationChange | extend x = Size | project Name')).not.toMatch(/SCAN r|SEARCH r/);
  });

  describe('as a rule asks', () => {
    const evaluation = (text: string) => questions.ask(text).plan.evaluation;
    const of = (text: string, after: number, upTo: number) =>
      questions.evaluate(text, { scope: 'changes', known: { after, upTo } });

    it('each change by itself where every row comes of one', () => {
      for (const text of [
        'ConfigurationChange | where Size > 1 | extend x = 1 | project Name, x | project-away x | sort by Name',
        'ConfigurationChange | where Name startswith "h" | join kind=leftouter ConfigurationData on Name',
        'ConfigurationChange | join kind=leftanti (ConfigurationData | where Name == "curl") on Name | take 10',
        'ConfigurationChange | mv-expand FieldsChanged = split(FieldsChanged, ",")',
        'union (ConfigurationChange | where Size > 1), (ConfigurationChange | where ConfigChangeType == "Daemons")',
        'let T = ConfigurationChange | where Size > 1; T | project Name',
        'ConfigurationChange | search "hosts"',
      ]) {
        expect([text, evaluation(text)]).toEqual([text, 'change']);
      }
    });

    it('the whole where rows come of several, or of the inventory', () => {
      for (const text of [
        'ConfigurationData',
        'ConfigurationChange | summarize count() by Name',
        'ConfigurationChange | count',
        'ConfigurationChange | distinct Name',
        'union ConfigurationChange, ConfigurationData',
        'ConfigurationChange | join kind=rightouter ConfigurationData on Name',
        'ConfigurationChange | sort by TimeGenerated asc | extend Gap = TimeGenerated - prev(TimeGenerated) | where Gap < 1m',
        'ConfigurationChange | sort by TimeGenerated asc | project row_number(), Name',
        'print 1',
      ]) {
        expect([text, evaluation(text)]).toEqual([text, 'state']);
      }
    });

    it('is told which changes matched, of those it asks about', () => {
      const files = 'ConfigurationChange | where ConfigChangeType == "Files" | project Name';
      expect(of(files, 0, 100)).toMatchObject({ count: 4, changeIds: [6, 5, 2, 1] });
      expect(of(files, 1, 5)).toMatchObject({
        count: 2,
        changeIds: [5, 2],
        rows: [{ Name: 'passwd' }, { Name: 'hosts' }],
      });
      expect(of(files, 2, 4)).toMatchObject({ count: 0, changeIds: [], rows: [] });
    });

    it('limits the table that a query begins with, not those that it looks into', () => {
      const again =
        'ConfigurationChange | where Name in ((ConfigurationChange | where ChangeCategory == "Added" | project Name))';
      expect(of(again, 5, 6).changeIds).toEqual([6]);
      const joined =
        'ConfigurationChange | join kind=leftsemi (ConfigurationChange | where ChangeCategory == "Added") on Name';
      expect(of(joined, 5, 6).changeIds).toEqual([6]);
    });

    it('asks everything of a state, whatever changed of late', () => {
      expect(of('ConfigurationChange | summarize n = count()', 5, 6).rows).toEqual([{ n: 6 }]);
    });
  });

  describe('as it was at a moment', () => {
    const asOf = (minutes: number) => ({
      scope: 'past' as const,
      now: at(minutes),
      known: { asOf: Date.parse(at(minutes)) },
    });

    it('has the changes that were noticed until then', () => {
      expect(ids('ConfigurationChange', asOf(60))).toEqual([3, 2, 1]);
      expect(ids('ConfigurationChange | where TimeGenerated > ago(30m)', asOf(60))).toEqual([3]);
      expect(questions.rows('ConfigurationChange | summarize count() by bin(TimeGenerated, 1d)', asOf(60))).toEqual([
        ['2026-01-31T00:00:00.000Z', 3],
      ]);
    });

    it('has the inventory of then', () => {
      const inventory = (minutes: number) =>
        questions
          .rows(
            'ConfigurationData | project Name, Attributes, SvcState, CurrentVersion | sort by Name asc',
            asOf(minutes),
          )
          .map((row) => row.join(' ').trim());
      expect(inventory(61)).toEqual([
        'curl   7.88.1-10',
        'hosts 0644',
        'passwd 0644',
        'ssh.service  Stopped',
        'wget   1.21.3',
      ]);
      expect(inventory(3001)).toEqual(['curl   7.88.1-12', 'passwd 0600', 'ssh.service  Stopped', 'wget   1.21.3']);
      expect(inventory(-20)).toEqual([]);
    });
  });

  describe('search', () => {
    it('looks for a term in all texts, of one table or of both', () => {
      expect(ids('search in (ConfigurationChange) "hosts"')).toEqual([6, 2, 1]);
      expect(ids('ConfigurationChange | search "stopped"')).toEqual([3]);
      expect(ids('ConfigurationChange | search kind=case_sensitive "stopped"')).toEqual([]);
      expect(questions.rows('search "curl" | project $table, Name | sort by $table asc')).toEqual([
        ['ConfigurationChange', 'curl'],
        ['ConfigurationData', 'curl'],
      ]);
      expect(ids('ConfigurationChange | search "host"')).toEqual([]);
      expect(ids('ConfigurationChange | search "host*"')).toEqual([6, 2, 1]);
      expect(ids('ConfigurationChange | search "*assw*"')).toEqual([5]);
      expect(ids('ConfigurationChange | search "0600"')).toEqual([5]);
      expect(ids('ConfigurationChange | search "harbour"')).toHaveLength(6);
      expect(ids('ConfigurationChange | search "FileContentChecksum"')).toEqual([2]);
    });

    it('takes terms together, in a column, and with other conditions', () => {
      expect(ids('ConfigurationChange | search "etc" and "passwd"')).toEqual([5]);
      expect(ids('ConfigurationChange | search Name:"hosts" and ChangeCategory == "Removed"')).toEqual([6]);
      expect(ids('ConfigurationChange | search "curl" or "ssh"')).toEqual([4, 3]);
    });
  });

  it('expands the names of changed fields, bare or split', () => {
    const counted = (expanded: string) =>
      questions.rows(
        `ConfigurationChange | where ConfigChangeType == "Files" | mv-expand ${expanded} | where isnotempty(Field) | summarize n = count() by Field = tostring(Field) | sort by Field asc`,
      );
    const expected = [
      ['Attributes', 1],
      ['DateModified', 1],
      ['FileContentChecksum', 1],
      ['Size', 1],
    ];
    expect(counted('Field = split(FieldsChanged, ",")')).toEqual(expected);
    expect(counted('Field = split(FieldsChanged, ",") to typeof(string)')).toEqual(expected);
    expect(
      questions.rows('ConfigurationChange | where ChangeId == 2 | mv-expand FieldsChanged | project FieldsChanged'),
    ).toEqual([['Size'], ['DateModified'], ['FileContentChecksum']]);
  });

  /** Shaped after what people publish for these two tables; the texts are our own. */
  it.each([
    [
      'ConfigurationChange | where ConfigChangeType == "Daemons" and SvcName == "ssh.service" and SvcState == "Stopped" | summarize by Computer',
      1,
    ],
    [
      'ConfigurationChange | where TimeGenerated > ago(60d) | summarize Changes = count(), Computers = dcount(Computer), Last = max(TimeGenerated)',
      1,
    ],
    [
      'ConfigurationData | where ConfigDataType == "Software" | summarize arg_max(TimeGenerated, *) by Publisher, SoftwareName, SoftwareType | project Computer, VMUUID, ConfigDataType, Publisher, SoftwareName, SoftwareType, CurrentVersion, TimeGenerated',
      2,
    ],
    [
      'ConfigurationData | where ConfigDataType == "Daemons" and SvcStartupType == "Auto" | where SvcState == "Stopped" | summarize arg_max(TimeGenerated, *) by SvcName, Computer',
      1,
    ],
    [
      'ConfigurationData | project Computer, ConfigDataType, SoftwareName, SoftwareType, Publisher, CurrentVersion | where ConfigDataType == "Software" | distinct Computer, SoftwareName, Publisher | order by SoftwareName asc',
      2,
    ],
    [
      'ConfigurationChange | where ConfigChangeType in ("Files", "Software") | summarize AggregatedValue = count() by ConfigChangeType, bin(TimeGenerated, 1h) | render barchart',
      4,
    ],
    [
      'let since = ago(60d); let wanted = dynamic(["curl", "wget"]); ConfigurationChange | where TimeGenerated >= since | where SoftwareName in~ (wanted) | extend Change = strcat(Previous, " -> ", Current) | project TimeGenerated, Computer, SoftwareName, Change | top 10 by TimeGenerated desc',
      1,
    ],
    [
      'ConfigurationChange | where ConfigChangeType != "Software" | extend Thing = case(ConfigChangeType == "Files", FileSystemPath, ConfigChangeType == "Daemons", SvcName, "other") | summarize Times = count(), First = min(TimeGenerated), Last = max(TimeGenerated), Kinds = make_set(ChangeCategory) by Thing | sort by Times desc',
      3,
    ],
    [
      'ConfigurationData | where SoftwareName !in ("curl") and ConfigDataType =~ "software" | join kind=leftouter (ConfigurationChange | summarize Last = max(TimeGenerated) by SoftwareName) on SoftwareName | project SoftwareName, Last',
      1,
    ],
    [
      'ConfigurationChange | summarize count() by Computer, ConfigChangeType | as hint.materialized=true T | where count_ > 1',
      1,
    ],
    ['union withsource=Source ConfigurationChange, ConfigurationData | summarize count() by Source, Type', 2],
    [
      'ConfigurationChange | where FileSystemPath matches regex "^/etc/.*" and FieldsChanged has_any ("Size", "Attributes") | project FileSystemPath, PreviousSize, Size, PreviousAttributes, Attributes',
      2,
    ],
  ])('%s', (text, rows) => {
    expect(questions.rows(text)).toHaveLength(rows);
  });

  it('says of what is not supported where it stands', () => {
    expect(faultOf('ConfigurationChange | where Size > 1\n| sample 5').at).toBe('sample 5');
    expect(faultOf('ConfigurationChange | summarize count() by Nothing').at).toBe('Nothing');
    expect(faultOf('Heartbeat | take 1').at).toBe('Heartbeat');
  });
});
