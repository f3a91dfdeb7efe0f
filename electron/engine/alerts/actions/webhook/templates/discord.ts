import type { Message } from '../../message.ts';
import { colours, gistOf } from './gist.ts';
import { codeBlock, escapeMarkdown } from './markdown.ts';

/**
 * For Discord's webhooks: an embed. Nobody is ever mentioned (`allowed_mentions`), and what comes from the machine
 * stands in a block of code. Limits: 256 characters a title, 4,096 a description, 1,024 a field, 6,000 in all.
 */
export function discord(message: Message): object {
  const { title, severity, summary, why, facts, lines } = gistOf(message);
  return {
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: escapeMarkdown(title),
        color: colours[severity],
        description: [codeBlock([summary, ...lines]), ...(why === '' ? [] : [escapeMarkdown(why)])].join('\n'),
        fields: facts.map(([name, value]) => ({ name, value: escapeMarkdown(value), inline: true })),
      },
    ],
  };
}
