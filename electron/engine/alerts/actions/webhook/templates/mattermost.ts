import type { Message } from '../../message.ts';
import { colours, gistOf } from './gist.ts';
import { codeBlock, escapeMarkdown } from './markdown.ts';

/**
 * For Mattermost's incoming webhooks: an attachment, whose text is Markdown. What comes from the machine stands in a
 * block of code. A message may have 16,383 characters, 4,000 in old servers.
 */
export function mattermost(message: Message): object {
  const { title, severity, summary, why, facts, lines } = gistOf(message);
  return {
    text: '',
    attachments: [
      {
        fallback: escapeMarkdown(title),
        color: `#${colours[severity].toString(16).padStart(6, '0')}`,
        title: escapeMarkdown(title),
        text: [codeBlock([summary, ...lines]), ...(why === '' ? [] : [escapeMarkdown(why)])].join('\n'),
        fields: facts.map(([label, value]) => ({ short: true, title: label, value: escapeMarkdown(value) })),
      },
    ],
  };
}
