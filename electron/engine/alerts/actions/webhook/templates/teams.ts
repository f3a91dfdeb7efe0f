import type { Message } from '../../message.ts';
import { gistOf } from './gist.ts';

/**
 * For a Teams workflow that starts with 'When a Teams webhook request is received': a message with one Adaptive Card.
 * Its text stands in text runs, which know no Markdown (a TextBlock does), and names nobody: a mention would need an
 * entity of its own. At most 28 KB in all.
 */
export function teams(message: Message): object {
  const { title, severity, summary, why, facts, lines } = gistOf(message);
  const run = (text: string, more: object = {}) => ({ type: 'TextRun', text, ...more });
  const block = (...inlines: readonly object[]) => ({ type: 'RichTextBlock', inlines });
  const colour = { info: 'Accent', warning: 'Warning', critical: 'Attention' }[severity];
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            block(run(title, { weight: 'Bolder', size: 'Medium', color: colour })),
            block(run(summary)),
            ...lines.map((line) => block(run(line, { fontType: 'Monospace', size: 'Small' }))),
            ...(why === '' ? [] : [block(run(why, { italic: true }))]),
            block(run(facts.map(([label, value]) => `${label}: ${value}`).join('   '), { isSubtle: true })),
          ],
        },
      },
    ],
  };
}
