import type { PatternFault, PatternWarning, TrackedDraft } from '../../../../shared/contract/pattern.ts';
import { counted, formatBytes, formatCount, listed } from '../../../../shared/model/format.ts';
import { platformOfPath, platformWords, shownPath } from '../../../../shared/model/platform-words.ts';
import { type Limit, raising } from '../watch/limits.ts';
import type { TrialResult } from '../worker/protocol.ts';
import { tooLong, whyWords } from './faults.ts';
import { kernelFoldersOf, walksWholeSystem } from './reach.ts';
import type { Invalid, Parsed, Spec } from './spec.ts';
import { hasUnclosedClass } from './wildcards.ts';

/** What a pattern is held against. */
export interface Bounds {
  /** Items that are tracked in all. */
  readonly files: number;
  /** Bytes of content that are kept in all. */
  readonly contentTotal: number;
  /** The system's limit of folders that are watched; `null` where it has none, or nothing is watched. */
  readonly watches: Limit | null;
}

/** What a look at what a pattern matches brought. `silent`: no answer. */
export type Seen = TrialResult | 'silent';

/** What is wrong with a draft, and which of its variables have no value. */
export function judgeWritten(
  draft: TrackedDraft,
  parsed: Parsed,
  platform: NodeJS.Platform,
): { readonly faults: readonly PatternFault[]; readonly unset: readonly PatternWarning[] } {
  const unclosed = (written: string, what: Invalid['what']): readonly Invalid[] =>
    hasUnclosedClass(platform === 'win32' ? written.replaceAll('\\', '/') : written)
      ? [{ written, what, why: { kind: 'unclosed', platform } }]
      : [];
  // A collection meets a path that is too long as the system's own refusal.
  const long = parsed.path === undefined ? undefined : tooLong(parsed.path, platform);
  const all: readonly Invalid[] = [
    ...parsed.invalid,
    ...(long === undefined ? [] : [{ written: draft.path, what: 'path' as const, why: long }]),
    ...unclosed(draft.path, 'path'),
    ...draft.excludes.flatMap((each) => unclosed(each, 'exclude')),
  ];
  const words = ({ written, what, why }: Invalid) => {
    const { predicate, advice } = whyWords(why);
    return { message: `${what === 'path' ? 'The path' : `The exclude ${written}`} ${predicate}.`, advice };
  };
  return {
    faults: all
      .filter(({ why }) => why.kind !== 'unset')
      .map((each) => ({
        field: each.what === 'path' ? ('path' as const) : ('excludes' as const),
        written: each.written,
        ...words(each),
      })),
    // A variable may have its value where Tidemark runs, or from tomorrow on: a problem at collection, not here.
    unset: all.filter(({ why }) => why.kind === 'unset').map((each) => ({ kind: 'unset', ...words(each) })),
  };
}

/** How many folders a live watch needs: those that are listed, and the way to the root. */
export const watchedBy = ({ root }: Spec, listed: number) => listed + root.split('/').filter((each) => each).length;

/** What is to be known of a usable pattern before it is tracked, the weightiest first. */
export function judgeSeen(draft: TrackedDraft, spec: Spec, seen: Seen, bounds: Bounds): readonly PatternWarning[] {
  if (seen === 'silent') {
    return [
      {
        kind: 'silent',
        message: `The file system of ${spec.root} does not answer, so what it matches can't be told.`,
        advice: 'Check its server or its drive.',
      },
    ];
  }
  const whole = walksWholeSystem(spec);
  return [
    ...(whole ? [wholeSystem(spec)] : []),
    ...limits(seen, spec, bounds),
    ...(whole ? [] : [...kernel(spec), ...tooMuchContent(draft, seen, bounds), ...unreadable(seen)]),
    ...scheduled(seen),
    ...nothing(draft, spec, seen),
  ];
}

function wholeSystem(spec: Spec): PatternWarning {
  return {
    kind: 'wholeSystem',
    message: `This walks the whole file system below ${shownPath(spec.root)}.`,
    advice: `Track the ${wordsOf(spec).directories} that matter instead, or leave out what changes all the time.`,
  };
}

const wordsOf = ({ root }: Spec) => platformWords(platformOfPath(root));

const atLeast = ({ cut }: TrialResult) => (cut === null ? '' : 'more than ');

function limits(seen: TrialResult, spec: Spec, { files, watches }: Bounds): readonly PatternWarning[] {
  const items = seen.files + seen.folders;
  const watched = watchedBy(spec, seen.listed);
  const { directory, directories } = wordsOf(spec);
  const warnings: PatternWarning[] = [];
  if (items > files) {
    warnings.push({
      kind: 'filesLimit',
      message: `It matches ${atLeast(seen)}${counted(items, `file and ${directory}`, `files and ${directories}`)}, and ${formatCount(files)} are tracked in all.`,
      advice: 'Leave parts of it out, or raise the limit of files.',
    });
  }
  if (watches !== null && watches.value !== null && watched > watches.value) {
    warnings.push({
      kind: 'watchLimit',
      message: `To watch it live takes ${atLeast(seen)}${counted(watched, directory, directories)}, and the system allows ${formatCount(watches.value)}.`,
      advice: `Leave parts of it out, or raise the limit: ${raising('watches', watches, watched).command}`,
    });
  }
  return warnings;
}

function kernel(spec: Spec): readonly PatternWarning[] {
  const folders = kernelFoldersOf(spec);
  if (folders.length === 0) return [];
  return [
    {
      kind: 'kernel',
      message: `It walks ${listed(folders)}, which the kernel makes up anew at each look.`,
      advice: 'Leave that out, unless you mean just that.',
    },
  ];
}

function tooMuchContent(
  { keepContent, growing }: TrackedDraft,
  seen: TrialResult,
  { contentTotal }: Bounds,
): readonly PatternWarning[] {
  if (!keepContent || growing || seen.bytes <= contentTotal) return [];
  return [
    {
      kind: 'content',
      message: `Its files hold ${atLeast(seen)}${formatBytes(seen.bytes)} whose text would be kept, and ${formatBytes(contentTotal)} is kept in all.`,
      advice: 'Keep no content of it, or leave large files out; else the oldest content goes first.',
    },
  ];
}

function unreadable({ unreadable: count, failure }: TrialResult): readonly PatternWarning[] {
  if (failure === undefined) return [];
  const more = count === 1 ? '' : ` and ${formatCount(count - 1)} more`;
  const denied = failure.code === 'EACCES' || failure.code === 'EPERM';
  return [
    {
      kind: 'unreadable',
      message: `${failure.key}${more} can't be read: ${denied ? 'permission denied' : failure.code}.`,
      advice: 'Let the account that Tidemark runs as read it, or leave it out.',
    },
  ];
}

function scheduled({ away }: TrialResult): readonly PatternWarning[] {
  if (away.length === 0) return [];
  return [
    {
      kind: 'scheduled',
      message: `It leads into ${listed(away)}, a network or removable file system, where it was not looked.`,
      advice: 'What lies there is collected by schedule, without a live watch.',
    },
  ];
}

function nothing(draft: TrackedDraft, spec: Spec, seen: TrialResult): readonly PatternWarning[] {
  if (spec.segments.length === 0 && (seen.root === 'folder' || seen.root === 'noFolder')) {
    const folder = seen.root === 'folder';
    const { directory } = wordsOf(spec);
    return [
      {
        kind: 'wrongKind',
        message: `${shownPath(spec.root)} is ${folder ? `a ${directory}, not a file` : `not a ${directory}`}.`,
        advice: `Track it as a ${folder ? directory : 'file'}.`,
      },
    ];
  }
  if (seen.excluded) {
    return [
      {
        kind: 'excluded',
        message: 'What is left out leaves no file of it.',
        advice: `Correct the ${draft.excludes.length === 1 ? 'exclude' : 'excludes'}.`,
      },
    ];
  }
  const blind = seen.cut !== null || seen.unreadable + seen.throughSudo > 0 || seen.away.length > 0;
  if (blind || seen.files + seen.folders > 0) return [];
  const gone = seen.root === 'absent';
  return [
    {
      kind: 'nothing',
      message: gone ? `${spec.root} does not exist.` : `Nothing below ${spec.root} fits it.`,
      advice: 'It is tracked from when it comes; correct the path if it is misspelt.',
    },
  ];
}
