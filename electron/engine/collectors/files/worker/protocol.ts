import type { PatternMatches } from '../../../../shared/contract/pattern.ts';
import type { HashMethod } from '../../../../shared/model/settings.ts';
import type { Standing } from '../patterns/coverage.ts';
import type { Spec } from '../patterns/spec.ts';

/** What the engine and a file worker say to each other. */

/** A step of a walk that is still to be done. */
export interface Task {
  /** `entry`: see what it is. `folder`: list it. */
  readonly step: 'entry' | 'folder';
  readonly key: string;
  readonly standing: Standing;
  /** The names that lead down to what a hint names: nothing beside them is looked at. */
  readonly only: readonly string[];
  /** An entry that is the item's root: its absence is worth telling. */
  readonly root?: boolean;
  /** A link to a folder that is to be walked into. */
  readonly through?: boolean;
}

/**
 * What a worker and those who wait for it share: two 32-bit numbers. The first is not 0
 * as soon as the collection is given up; the second grows with every step of the work.
 */
export type Pulse = SharedArrayBuffer;
export const newPulse = (): Pulse => new SharedArrayBuffer(8);
export const [givenUp, steps] = [0, 1];

export interface WalkJob {
  readonly kind: 'walk';
  readonly spec: Spec;
  readonly tasks: readonly Task[];
  /** Points of mounts that no call of this worker may touch, but for its own. */
  readonly mounts: readonly string[];
  /** The one whose worker this is; empty for none. */
  readonly mount: string;
  /** How many entries to see before handing the rest back. */
  readonly budget: number;
  readonly cancel: Pulse;
}

/** A task that leads to another mount. */
export interface Away {
  readonly task: Task;
  readonly point: string;
}

/** A link to a folder: whether it is walked into is decided where all links are known. */
export interface LinkedFolder {
  readonly task: Task;
  /** The real path of the folder that it leads to, and of the one that it lies in. */
  readonly real: string;
  readonly container: string;
  /** The real path of the tracked item's root. */
  readonly realRoot: string;
  /** The stamp that it has as a mere link. */
  readonly stamp: string;
  readonly isItem: boolean;
}

export interface Failure {
  readonly key: string;
  /** The system's code: EACCES, EIO… */
  readonly code: string;
  /** `entry`: nothing can be said of it. `folder`: only of what is in it. */
  readonly of: 'entry' | 'folder';
}

/** A step that the account lacks the right to, of a tracked item that may be looked at through sudo. */
export interface Denied {
  readonly task: Task;
  readonly failure: Failure;
}

/** A file with further hard links: a write through any of them changes all. */
export interface HardLinked {
  readonly key: string;
  readonly stamp: string;
  readonly device: number;
  readonly inode: number;
  /** How many names it has in all. */
  readonly names: number;
}

export interface WalkResult {
  /** Items found: four lists of one length, which cross from thread to thread cheaply. */
  readonly keys: readonly string[];
  readonly stamps: readonly string[];
  /** Bytes to be read for each; 0 for what is no regular file. */
  readonly sizes: readonly number[];
  /** The owner's number of each regular file that is no link; -1 for all else. */
  readonly owners: readonly number[];
  readonly rest: readonly Task[];
  readonly hardLinked: readonly HardLinked[];
  readonly away: readonly Away[];
  readonly linked: readonly LinkedFolder[];
  readonly failures: readonly Failure[];
  readonly denied: readonly Denied[];
  /** How many folders were listed, and how many of the items are folders. */
  readonly listed: number;
  readonly folders: number;
  /** What the root turned out to be, if it is not what the item says. */
  readonly root?: 'absent' | 'folder' | 'noFolder';
}

/** A look at what a pattern matches, before it is tracked. */
export interface TrialJob {
  readonly kind: 'trial';
  readonly spec: Spec;
  /** Points of mounts that are not to be touched. */
  readonly mounts: readonly string[];
  /** After so many items it ends; so it does when `cancel` says so. */
  readonly most: number;
  /** How many keys are wanted. */
  readonly examples: number;
  /** Content of a larger file is not kept (bytes). */
  readonly contentPerFile: number;
  readonly cancel: Pulse;
}

export interface TrialResult {
  /** What ended it before all was looked at. */
  readonly cut: PatternMatches['cut'];
  readonly files: number;
  readonly folders: number;
  readonly listed: number;
  /** Bytes of files whose content would be kept if it is text. */
  readonly bytes: number;
  readonly examples: readonly string[];
  /** Only what is excluded keeps it from matching a file. */
  readonly excluded: boolean;
  /** What can't be listed, looked at or opened. */
  readonly unreadable: number;
  /** Folders and entries that only a collection looks into, through sudo. */
  readonly throughSudo: number;
  /** The first of what is unreadable. */
  readonly failure: Failure | undefined;
  /** Mounts that it leads into. */
  readonly away: readonly string[];
  readonly root: WalkResult['root'];
}

/** A file to be read. */
export interface ReadFile {
  readonly key: string;
  /** Whether a link is what it points to. */
  readonly follow: boolean;
  /** Where a regular file was seen that can be opened without another look: its owner's number; else -1. */
  readonly owner: number;
  /** Whether its content is wanted. */
  readonly keep: boolean;
  /** Above this many bytes its content is not read at all. */
  readonly maxSize: number | null;
  /** Of a growing log that was read before: how many of its first bytes are to be compared; else `null`. */
  readonly prefix: number | null;
}

export interface ReadJob {
  readonly kind: 'read';
  readonly files: readonly ReadFile[];
  /** The method of the checksum. */
  readonly hash: HashMethod;
  readonly contentPerFile: number;
  /** The settings' further patterns of secret files. */
  readonly secrets: readonly string[];
  readonly cancel: Pulse;
}

/** What became of a file that was to be read. `held`: its content is kept ready in the worker. */
export type ReadOutcome =
  | {
      readonly state: 'seen';
      /** The item's fields as JSON text: it crosses to the engine and into the store as it is. */
      readonly fields: string;
      readonly stamp: string;
      readonly held: boolean;
      /** Of content that was read: its digest, of how many bytes, and that of the prefix asked for, if there were so many. */
      readonly read?: { readonly sha256: string; readonly length: number; readonly prefix: string | undefined };
    }
  | { readonly state: 'absent' }
  | { readonly state: 'failed'; readonly code: string };

export interface ReadResult {
  readonly outcomes: readonly ReadOutcome[];
}

/** Asks for contents that the last read job of this worker held, by their place in it; the others are let go. */
export interface ContentJob {
  readonly kind: 'content';
  readonly wanted: readonly number[];
}

export interface ContentResult {
  /** In the order asked for: the length before, and the bytes compressed by deflateRaw. */
  readonly contents: readonly { readonly size: number; readonly packed: Uint8Array }[];
}

export type Job = WalkJob | TrialJob | ReadJob | ContentJob;
export type ResultOf<J extends Job> = J extends WalkJob
  ? WalkResult
  : J extends TrialJob
    ? TrialResult
    : J extends ReadJob
      ? ReadResult
      : ContentResult;

/** A worker ends itself when it is told to: one that is ended from outside while busy can abort the process. */
export type ToWorker = { readonly kind: 'job'; readonly job: Job } | { readonly kind: 'end' };
export type FromWorker =
  | { readonly kind: 'done'; readonly result: WalkResult | TrialResult | ReadResult | ContentResult }
  | { readonly kind: 'failed'; readonly message: string };
