import type { Message } from '../../message.ts';
import { gistOf } from './gist.ts';

/**
 * For Google Chat's incoming webhooks: a card. Its header is plain text; the text of its widgets is a small part of
 * HTML, so that `<`, `>` and `&` are escaped, which also keeps `<users/all>` from being a mention. At most 32,000
 * bytes in all.
 */
export function googleChat(message: Message): object {
  const { title, summary, why, facts, lines } = gistOf(message);
  const [[, machine] = ['', '']] = facts;
  return {
    cardsV2: [
      {
        cardId: message.key,
        card: {
          header: { title, subtitle: machine },
          sections: [
            {
              widgets: [
                { textParagraph: { text: escapeHtml(summary) } },
                ...(lines.length === 0 ? [] : [{ textParagraph: { text: lines.map(escapeHtml).join('<br>') } }]),
                ...(why === '' ? [] : [{ textParagraph: { text: `<i>${escapeHtml(why)}</i>` } }]),
                ...facts.map(([topLabel, text]) => ({ decoratedText: { topLabel, text: escapeHtml(text) } })),
              ],
            },
          ],
        },
      },
    ],
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** An address is parted, so that it is not made a link of. */
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '').replaceAll('://', ':\u200b//');
