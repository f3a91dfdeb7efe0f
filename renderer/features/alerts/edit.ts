import type { Settings } from '../../../electron/shared/model/settings.ts';

/** Edits the settings as they now are, and saves them; tells whether they could be. */
export type EditSettings = (made: (before: Settings) => unknown) => Promise<boolean>;
