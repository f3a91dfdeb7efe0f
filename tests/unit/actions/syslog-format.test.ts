import { describe, expect, it } from 'vitest';
import { counted, syslogMessage } from '../../../electron/engine/alerts/actions/syslog/format.ts';
import { sampleMessage } from '../../support/actions.ts';
import { parseSyslog } from '../../support/receivers/parse-syslog.ts';

const made = (message = sampleMessage(), most = 8192) => syslogMessage('local3', message, 4242, most);

describe('a syslog message', () => {
  it('is one of RFC 5424, with the alert’s facts as structured data', () => {
    expect(parseSyslog(made())).toEqual({
      facility: 19,
      severity: 2,
      timestamp: '2026-01-31T10:00:00.000Z',
      hostname: 'workstation',
      app: 'tidemark',
      pid: '4242',
      id: 'fired',
      data: {
        'tidemark@32473': {
          delivery: '00112233445566778899aabbccddeeff',
          alert: '7',
          occasion: 'fired',
          severity: 'critical',
          count: '1',
          machine: 'c0ffee00-0000-4000-8000-000000000000',
          ruleId: 'sudoers',
          rule: 'Sudoers changed',
          firedAt: '2026-01-31T10:00:00.000Z',
          changes: '41',
        },
      },
      text: 'Sudoers changed: /etc/sudoers was modified',
    });
  });

  it.each([
    ['critical', 'fired', 2],
    ['warning', 'fired', 4],
    ['info', 'fired', 6],
    ['critical', 'ended', 5],
    ['info', 'ended', 6],
  ] as const)('maps %s that %s to severity %i', (severity, occasion, number) => {
    expect(parseSyslog(made(sampleMessage({ severity }, { occasion }))).severity).toBe(number);
  });

  it('escapes what would end a value, and keeps quotes, brackets and letters of any language', () => {
    const rule = 'a "quoted" [bracketed] back\\slash ünïcødé 漢字';
    const parsed = parseSyslog(made(sampleMessage({ rule, summary: rule })));
    expect(parsed.data['tidemark@32473']?.rule).toBe(rule);
    expect(parsed.text).toBe(`${rule}: ${rule}`);
  });

  it('begins its text with a byte order mark, since it is UTF-8', () => {
    expect(made().includes(Buffer.from([0xef, 0xbb, 0xbf]))).toBe(true);
  });

  it('shows control characters, so that a receiver sees one line', () => {
    const message = made(sampleMessage({ rule: 'two\nlines', summary: 'a\u0000b\r\n<13>1 forged' }));
    expect([...message].filter((byte) => byte < 0x20)).toEqual([]);
    expect(parseSyslog(message).text).toBe('two\\nlines: a\\x00b\\r\\n<13>1 forged');
  });

  it('has a header of printable ASCII, whatever the machine is called', () => {
    const parsed = parseSyslog(made(sampleMessage({}, { machine: { computer: 'mein Rechner ü', id: '' } })));
    expect(parsed.hostname).toBe('mein_Rechner__');
    expect(parsed.data['tidemark@32473']).not.toHaveProperty('machine');
  });

  it.each([480, 2048, 8192])('is whole in its structure and its letters at %i bytes', (most) => {
    for (const filler of ['x', '漢', '\u{1f4a5}', '"', '\\', ']']) {
      const long = filler.repeat(10_000);
      const message = made(sampleMessage({ rule: long, summary: long, ruleId: long.slice(0, 100) }), most);
      expect(message.length).toBeLessThanOrEqual(most);
      expect(message.length).toBeGreaterThan(most - 8);
      const { data, text } = parseSyslog(message);
      expect(data['tidemark@32473']?.delivery).toBe(sampleMessage().key);
      expect(text).not.toContain('\ufffd');
    }
  });

  it('is counted in octets for a stream', () => {
    const message = Buffer.from('<14>1 - - - - - - \ufeffü', 'utf8');
    expect(counted(message).toString('utf8')).toBe(`${message.length} ${message.toString('utf8')}`);
  });
});
