import type { Message } from '../../message.ts';
import { gistOf } from './gist.ts';

/**
 * For Slack's incoming webhooks. All that comes from the machine stands in rich text, whose text elements are never
 * parsed: a mention or a link would be an element of another type. The plain `text`, for notifications, is markup,
 * in which `&`, `<` and `>` alone mean something (docs.slack.dev, Formatting message text); names are not linked.
 * Limits: 150 characters a header, 3,000 a text.
 */
export function slack(message: Message): object {
  const { title, summary, why, facts, lines } = gistOf(message);
  const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });
  const section = (...elements: readonly object[]) => ({ type: 'rich_text_section', elements });
  return {
    text: escapeSlack(`${title}: ${summary}`),
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
      {
        type: 'rich_text',
        elements: [
          section(text(summary)),
          ...(lines.length === 0 ? [] : [{ type: 'rich_text_preformatted', elements: [text(lines.join('\n'))] }]),
          ...(why === '' ? [] : [section(text(why, { italic: true }))]),
          section(text(facts.map(([label, value]) => `${label}: ${value}`).join('   '))),
        ],
      },
    ],
  };
}

export const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
