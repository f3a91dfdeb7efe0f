import type { NoiseSource } from '../../../electron/shared/contract/alerts.ts';
import type { Alert, Delivery } from '../../../electron/shared/model/alert.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { ago, changes } from './data.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const stopped = `ConfigurationData
| where ConfigDataType == "Daemons" and SvcName in~ ("auditd.service", "clamav-daemon.service", "falco.service")
| where SvcState != "Running"`;

/** Settings with rules, actions and secrets of each kind. */
export const alertSettings = settingsSchema.shape.alerts.parse({
  rules: [
    {
      id: 'sudo',
      name: 'Sudo rights changed',
      severity: 'critical',
      why: 'Sudo decides who may act as root. Nobody should change it without your knowledge.',
      when: { kind: 'simple', types: ['Files'], things: ['/etc/sudoers', '/etc/sudoers.d/*'] },
      actions: ['desktop', 'chat', 'log'],
    },
    {
      id: 'ssh',
      name: 'SSH daemon or keys changed',
      severity: 'critical',
      why: 'They decide who may sign in from elsewhere.',
      when: { kind: 'simple', types: ['Files'], things: ['/etc/ssh/*', '*/.ssh/authorized_keys'], except: ['*.bak'] },
      actions: ['desktop', 'chat'],
    },
    {
      id: 'stopped',
      name: 'A security tool does not run',
      severity: 'warning',
      why: 'What watches over this machine is not running: what happens meanwhile is seen by nobody.',
      when: { kind: 'kql', query: stopped },
      actions: ['desktop', 'siem'],
    },
    {
      id: 'startup',
      name: 'New start-up entry',
      severity: 'warning',
      why: 'A program that starts by itself with the machine.',
      when: {
        kind: 'simple',
        types: ['Daemons'],
        categories: ['Added', 'Modified'],
        field: 'startup',
        value: { test: 'is', text: 'Auto' },
      },
    },
    {
      id: 'packages',
      name: 'Packages changed',
      severity: 'info',
      when: { kind: 'simple', types: ['Software'] },
      mutedUntil: ago(-20 * hour),
    },
    {
      id: 'broken',
      name: 'More than ten changes in a minute',
      severity: 'info',
      when: {
        kind: 'kql',
        query: 'ConfigurationChange | summarize count() by bin(TimeGenerated, 1m) | where count_ > 10 | evaluate x',
      },
    },
    {
      id: 'off',
      name: 'The machine’s hardware changed',
      enabled: false,
      severity: 'info',
      when: { kind: 'simple', types: ['Machine'], things: ['cpu', 'disk:*', 'memory'] },
    },
  ],
  actions: [
    {
      id: 'chat',
      kind: 'webhook',
      name: 'Team chat',
      url: 'https://hooks.slack.com/services/T0/B0/abcdef',
      template: 'slack',
    },
    {
      id: 'siem',
      kind: 'syslog',
      name: 'Log server',
      host: 'logs.example.org',
      port: 6514,
      transport: 'tls',
      facility: 'authpriv',
    },
    {
      id: 'script',
      kind: 'program',
      name: 'Snapshot',
      program: '/usr/local/bin/snapshot',
      arguments: ['--label', 'tidemark alert'],
    },
    { id: 'log', kind: 'file', name: 'Alert file', path: '/var/log/tidemark-alerts.jsonl', enabled: false },
    {
      id: 'pager',
      kind: 'webhook',
      name: 'Pager',
      url: 'https://pager.example.org/v2/alert',
      authorization: { kind: 'sealed', data: 'c2VhbGVk' },
      signingKey: { kind: 'environment', name: 'TIDEMARK_PAGER_KEY' },
    },
  ],
});

const ruleOf = (id: string): AlertRule => {
  const rule = alertSettings.rules.find((each) => each.id === id);
  if (!rule) throw new Error(`There is no rule ${id}.`);
  return rule;
};
const of = (...words: readonly string[]): readonly ListedChange[] =>
  changes.filter(({ key }) => words.some((word) => key.includes(word)));

let nextId = 0;
function alert(ruleId: string, at: number, part: Partial<Alert> & { readonly from?: readonly ListedChange[] }): Alert {
  const { from = [], ...rest } = part;
  const rule = ruleOf(ruleId);
  nextId += 1;
  return {
    id: nextId,
    ruleId,
    rule: rule.name,
    severity: rule.severity,
    why: rule.why,
    evaluation: rule.when.kind === 'kql' ? 'state' : 'change',
    firedAt: ago(at),
    endedAt: null,
    summary: '',
    count: Math.max(1, from.length),
    rows: from.slice(0, 20).map((change) => ({
      TimeGenerated: change.noticedAt,
      ConfigChangeType: change.type,
      ChangeCategory: change.category,
      FileSystemPath: change.key,
      Acls: '',
    })),
    changeIds: from.map(({ id }) => id).slice(0, 100),
    actions: [...rule.actions],
    muted: false,
    read: true,
    ...rest,
  };
}

/** The newest first. */
export const alerts: readonly Alert[] = [
  alert('packages', 5 * day, { from: of('dpkg:curl').slice(0, 1), summary: 'curl: Upgraded 3.0.15 → 3.0.17' }),
  alert('stopped', 3 * day, {
    endedAt: ago(3 * day - 26 * minute),
    summary: 'falco.service: SvcState Stopped',
    rows: [{ SvcName: 'falco.service', SvcState: 'Stopped', SvcStartupType: 'Auto' }],
  }),
  alert('sudo', 26 * hour, {
    from: of('/etc/sudoers.d/alice').slice(0, 2),
    summary: '/etc/sudoers.d/alice · 2 lines added, and one more change',
  }),
  alert('startup', 25 * hour, { from: of('cups').slice(0, 1), summary: 'cups.service: start-up Disabled → Auto' }),
  alert('packages', 2 * hour, {
    from: of('libsample', 'dpkg:lib').slice(0, 12),
    summary: '12 packages: libsample0, libsample5 and 10 more',
    muted: true,
  }),
  alert('stopped', 70 * minute, {
    summary: 'auditd.service and one more: SvcState Stopped',
    count: 2,
    rows: [
      { SvcName: 'auditd.service', SvcState: 'Stopped', SvcStartupType: 'Auto', SvcAccount: 'root' },
      { SvcName: 'clamav-daemon.service', SvcState: 'Failed', SvcStartupType: 'Auto', SvcAccount: 'clamav' },
    ],
    read: false,
  }),
  alert('startup', 8 * minute, {
    from: of('backup-agent.service').filter(({ type }) => type === 'Daemons'),
    summary: 'backup-agent.service: New daemon, starts at boot, running',
    read: false,
  }),
  alert('ssh', 6 * minute, {
    from: of('/etc/ssh/sshd_config').slice(0, 1),
    summary: '/etc/ssh/sshd_config · 2 lines changed, 1 added',
    read: false,
  }),
].toReversed();

const delivery = (alertId: number, actionId: string, part: Partial<Delivery>): Delivery & { summary: string } => {
  const fired = alerts.find(({ id }) => id === alertId);
  return {
    id: alertId * 10 + actionId.length,
    alertId,
    actionId,
    occasion: 'fired',
    state: 'delivered',
    attempts: 1,
    madeAt: fired?.firedAt ?? ago(hour),
    nextAt: null,
    endedAt: fired?.firedAt ?? ago(hour),
    fault: '',
    output: '',
    summary: `${fired?.rule}: ${fired?.summary}`,
    ...part,
  };
};

/** The newest first. */
export const deliveries = [
  delivery(8, 'chat', {
    state: 'waiting',
    attempts: 3,
    nextAt: ago(-4 * minute),
    endedAt: null,
    fault: 'hooks.slack.com answered 503 Service Unavailable.',
    output: '<html><body>upstream is down for maintenance, come back later</body></html>',
  }),
  delivery(6, 'siem', { attempts: 2 }),
  delivery(3, 'chat', { output: 'ok' }),
  delivery(3, 'log', {
    state: 'dead',
    attempts: 12,
    endedAt: ago(2 * hour),
    fault:
      '/var/log/tidemark-alerts.jsonl can’t be written: permission denied. Choose a file that this account may write.',
  }),
  delivery(2, 'siem', {
    state: 'dead',
    occasion: 'ended',
    attempts: 20,
    endedAt: ago(30 * hour),
    fault: 'logs.example.org did not answer within 10 seconds. See whether it runs and is reachable from here.',
  }),
];

const source = (
  kind: NoiseSource['kind'],
  subject: string,
  share: number,
  part: Partial<NoiseSource>,
): NoiseSource => ({
  kind,
  subject,
  label: subject,
  type: null,
  changes: Math.round(share * 812),
  alerts: 0,
  share,
  lastAt: ago(40 * minute),
  ...part,
});

export const noise: readonly NoiseSource[] = [
  source('folder', '/usr/share/doc', 0.41, { type: 'Files' }),
  source('path', '/etc/cron.d/backup', 0.17, { type: 'Files', alerts: 3 }),
  source('package', 'dpkg:libsample:amd64', 0.12, { label: 'libsample', type: 'Software', alerts: 22 }),
  source('daemon', 'systemd:cron.service', 0.09, { label: 'cron.service', type: 'Daemons', alerts: 2 }),
  source('path', '/home/alice/.local/share/some-application/with/a/long/way/down/to/recently-used.xbel', 0.03, {
    type: 'Files',
  }),
  source('other', '', 0.18, { label: 'All else' }),
  source('rule', 'packages', 0.71, { label: 'Packages changed', changes: 96, alerts: 58 }),
  source('rule', 'startup', 0.2, { label: 'New start-up entry', changes: 17, alerts: 16 }),
  source('rule', 'sudo', 0.004, { label: 'Sudo rights changed', changes: 2, alerts: 2 }),
];
