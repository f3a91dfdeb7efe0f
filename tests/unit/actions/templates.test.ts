import { describe, expect, it } from 'vitest';
import { bodyOf, type Template } from '../../../electron/engine/alerts/actions/webhook/templates/templates.ts';
import { webhookTemplates } from '../../../electron/shared/model/action.ts';
import { sampleMessage } from '../../support/actions.ts';

const chats = webhookTemplates.filter((each) => each !== 'tidemark');

/** Names that somebody may give a file so that a chat mentions all, makes a link or ends a block of code. */
const hostile = [
  '@everyone @here @channel @all <!channel> <!here> <@U1> <users/all> <at>all</at>',
  '[click](https://evil.example) <https://evil.example|click> https://evil.example www.evil.example',
  '``` @everyone ```',
  '<a href="https://evil.example">x</a> <b>bold</b> &lt;',
  'line\nbreak\r\n# heading\u202e\u0000',
].join(' ');

const hostileMessage = sampleMessage({
  rule: hostile,
  why: hostile,
  summary: hostile,
  rows: [{ ChangeCategory: 'Added', ConfigChangeType: 'Files', FileSystemPath: `/tmp/${hostile}` }],
});

/** Every text of a body, with the path of keys that leads to it. */
function texts(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => texts(each, `${path}.${key}`));
}
const allOf = (template: Template) => texts(bodyOf(template, hostileMessage));
const at = (template: Template, pattern: RegExp) =>
  allOf(template)
    .filter(([path]) => pattern.test(path))
    .map(([, text]) => text);

describe('Tidemark’s own template', () => {
  it('has the documented shape, the same at every try', () => {
    const message = sampleMessage();
    expect(bodyOf('tidemark', message)).toEqual({
      format: 'tidemark.alert.1',
      delivery: '00112233445566778899aabbccddeeff',
      occasion: 'fired',
      machine: { name: 'workstation', id: 'c0ffee00-0000-4000-8000-000000000000' },
      alert: {
        id: 7,
        rule: { id: 'sudoers', name: 'Sudoers changed', why: 'Whoever may use sudo may do anything.' },
        severity: 'critical',
        evaluation: 'change',
        firedAt: '2026-01-31T10:00:00.000Z',
        endedAt: null,
        summary: '/etc/sudoers was modified',
        count: 1,
        rows: message.alert.rows,
        changeIds: [41],
      },
    });
  });
});

describe.each(chats)('the template for %s', (template) => {
  it('says which rule fired, of what severity, where and about what', () => {
    const said = JSON.stringify(bodyOf(template, sampleMessage()));
    for (const part of ['Critical', 'Sudoers changed', 'workstation', 'Modified Files /etc/sudoers (checksum)']) {
      expect(said).toContain(part);
    }
    expect(said).toContain(
      '2026-01-31 10:00:00 UTC'
        .replaceAll('-', template === 'discord' || template === 'mattermost' ? '\\\\-' : '-')
        .replaceAll(':', template === 'discord' || template === 'mattermost' ? ':\u200b' : ':'),
    );
  });

  it('says that a state is over, and counts what it does not show', () => {
    const over = sampleMessage(
      { endedAt: '2026-01-31T11:30:00.000Z', evaluation: 'state', count: 43 },
      { occasion: 'ended' },
    );
    const said = JSON.stringify(bodyOf(template, over));
    expect(said).toMatch(/Over/);
    expect(said).toMatch(/11:\u200b?30/);
    expect(said).toContain('and 42 others');
  });

  it('stays within every service’s limits for an alert of the largest size', () => {
    const long = '\u{1f4a5}é'.repeat(5000);
    const rows = Array.from({ length: 20 }, () => ({ ChangeCategory: 'Added', FileSystemPath: long, Size: 1 }));
    const body = bodyOf(template, sampleMessage({ rule: long, why: long, summary: long, count: 10_000, rows }));
    // The tightest: 3,000 characters a text (Slack), 4,096 a description and 6,000 in all (Discord), 28 KB (Teams).
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(28_000);
    const all = texts(body).map(([, text]) => text);
    expect(Math.max(...all.map((text) => text.length))).toBeLessThan(4000);
    expect(all.join('').length).toBeLessThan(6000);
  });

  it('shows control characters and marks of direction instead of sending them', () => {
    const all = allOf(template).map(([, text]) => text);
    expect(all.join('')).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});

describe('what a file’s name can’t do', () => {
  it('in Slack: it stands in elements that are never parsed, and the text has no markup left', () => {
    // Rich text elements of type text, and plain text: everything else must be free of what Slack parses.
    expect(at('slack', /^\.text$/).join()).not.toMatch(/[<>]/);
    const kinds = new Set(at('slack', /\.type$/));
    expect(kinds).toEqual(
      new Set(['header', 'plain_text', 'rich_text', 'rich_text_section', 'rich_text_preformatted', 'text']),
    );
    expect(bodyOf('slack', hostileMessage)).toMatchObject({ link_names: false, parse: 'none', unfurl_links: false });
  });

  it('in Discord: nobody is mentioned, and it stands in a block of code that it can’t end', () => {
    expect(bodyOf('discord', hostileMessage)).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(at('discord', /description$/)[0]?.split('```')).toHaveLength(3);
  });

  it('in Mattermost: outside of the block of code there is no mention, link or emoji', () => {
    const [description = ''] = at('mattermost', /attachments\.0\.text$/);
    const parts = description.split('```');
    expect(parts).toHaveLength(3);
    const outside = [...at('mattermost', /(title|fallback|value)$/), parts[0], parts[2]].join('\n');
    expect(outside).not.toMatch(/@(everyone|here|channel|all|U1)/);
    expect(outside).not.toMatch(/https:\/\/|www\.|\]\(/);
  });

  it('in Teams: all text stands in text runs, which know no Markdown', () => {
    const cards = bodyOf('teams', hostileMessage) as {
      readonly attachments: readonly { readonly content: { readonly body: readonly { readonly type: string }[] } }[];
    };
    expect(new Set(cards.attachments[0]?.content.body.map(({ type }) => type))).toEqual(new Set(['RichTextBlock']));
    expect(JSON.stringify(cards)).not.toContain('msteams');
  });

  it('in Google Chat: it is no tag, no mention and no address', () => {
    const widgets = at('googleChat', /widgets/).join('\n');
    expect(widgets.replaceAll(/<\/?(i|br)>/g, '')).not.toMatch(/[<>]|:\/\//);
  });
});
