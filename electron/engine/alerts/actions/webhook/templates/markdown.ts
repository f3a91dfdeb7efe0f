/** A gap without a width: it parts what a service would take together as a mention, a link or an emoji. */
const gap = '\u200b';

/**
 * Text of people (the name of a rule) for a service that reads Markdown: every mark is escaped, and what no backslash
 * escapes (`@name`, `:emoji:`, `https://…`, `#tag`, `~channel`, `www.…`) is parted.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()+\-.!|>~#]/g, '\\$&')
    .replace(/[@:#~<]/g, `$&${gap}`)
    .replace(/www(?=\\\.)/gi, `www${gap}`);
}

/**
 * Text of the machine as a block of code, in which nothing is markup, a mention or a link. A backtick, which could
 * end the block, becomes an apostrophe.
 */
export function codeBlock(lines: readonly string[]): string {
  return `\`\`\`\n${lines.join('\n').replaceAll('`', "'")}\n\`\`\``;
}
