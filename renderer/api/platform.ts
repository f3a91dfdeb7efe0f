import { type PlatformWords, platformWords } from '../../electron/shared/model/platform-words.ts';
import type { Platform } from '../../electron/shared/model/recommended.ts';
import { useAbout } from './tracking.ts';

/** The platform that is tracked; until it is known, Linux. */
export const usePlatform = (): Platform => useAbout().data?.platform ?? 'linux';

/** What the platform calls the things that are tracked on it. */
export const usePlatformWords = (): PlatformWords => platformWords(usePlatform());
