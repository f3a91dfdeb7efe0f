import { readyQueries } from '../ready-queries.ts';
import type { Platform } from '../recommended.ts';
import { linuxRules } from './linux.ts';
import { type ReadyRule, ready, ruleOfQuery } from './ready-rule.ts';
import { windowsRules } from './windows.ts';

const everywhere: readonly Platform[] = ['linux', 'windows', 'macos'];

const common: readonly ReadyRule[] = [
  ready(
    'new-software',
    {
      name: 'New software',
      why: 'What was installed runs with your rights, or those of the system.',
      severity: 'info',
    },
    { types: ['Software'], categories: ['Added'] },
    everywhere,
  ),
  ready(
    'software-removed',
    { name: 'Software was removed', why: 'Something else may have needed it.', severity: 'info' },
    { types: ['Software'], categories: ['Removed'] },
    everywhere,
  ),
];

/** Which of the overview's queries ask for what all platforms, or Linux, have; the others ask for Windows'. */
const platformsOfQuery: Readonly<Record<string, readonly Platform[]>> = {
  'azure-software-added': everywhere,
  'azure-outdated-agent': everywhere,
  'azure-ssh-not-running': ['linux'],
};

/** The eight queries of the original's overview as rules. */
const ofQueries: readonly ReadyRule[] = readyQueries
  .filter(({ from }) => from === 'azure')
  .map((query) => ({
    rule: ruleOfQuery(query, query.use),
    platforms: platformsOfQuery[query.id] ?? ['windows'],
  }));

/** Every rule that comes with Tidemark, in the order in which they are shown. */
export const readyRules: readonly ReadyRule[] = [...linuxRules, ...windowsRules, ...common, ...ofQueries];

/** Those that can fire on a platform. */
export const readyRulesOf = (platform: Platform): readonly ReadyRule[] =>
  readyRules.filter(({ platforms }) => platforms.includes(platform));
