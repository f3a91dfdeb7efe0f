import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { Platform } from '../../../electron/shared/model/recommended.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';

/** Something that must be tracked for a rule to see anything. */
export interface Need {
  readonly label: string;
  readonly met: (settings: Settings) => boolean;
  readonly track: (settings: Settings) => Settings;
}

export interface ReadyRule {
  readonly rule: AlertRule;
  readonly needs: readonly Need[];
}

/** The ready-made rules of a platform. */
export function readyRulesOf(_platform: Platform): readonly ReadyRule[] {
  return [];
}

/** What of a rule's needs is not tracked. */
export const missingOf = ({ needs }: ReadyRule, settings: Settings): readonly Need[] =>
  needs.filter((need) => !need.met(settings));
