import { z } from 'zod';
import { actionSchema } from './action.ts';
import { alertRuleSchema, desktopAction } from './alert-rule.ts';
import { attentionSchema } from './attention.ts';
import { parseRegistryKey } from './registry-key.ts';
import { savedQuerySchema } from './saved-query.ts';

const MiB = 1024 * 1024;

/** How a symbolic link that a pattern meets is treated: what it points to, not at all, or the link itself. */
export const linkModes = ['follow', 'ignore', 'manage'] as const;

/** By which method the checksum of a file is made that people see; its content is kept by its SHA-256 always. */
export const hashMethods = ['sha256', 'md5', 'sha1'] as const;
export type HashMethod = (typeof hashMethods)[number];

/** A tracked file or directory: the original's fields, and what it lacks (excludes, depth, size). */
export const trackedFileSchema = z.strictObject({
  id: z.string().min(1).max(100),
  enabled: z.boolean().default(true),
  name: z.string().min(1).max(200),
  group: z.string().max(200).default('Custom'),
  /** Absolute, with environment variables (`$HOME`, `${VAR}`, `%VAR%`, `~`) and wildcards (`*`, `?`, `**`, `[a-z]`). */
  path: z.string().min(1).max(4096),
  /** `directory`: the folders that `path` names, and what is in them. */
  pathType: z.enum(['file', 'directory']).default('file'),
  /** For a directory: everything below it, not only its own entries. */
  recursion: z.boolean().default(false),
  links: z.enum(linkModes).default('follow'),
  keepContent: z.boolean().default(true),
  /** Patterns of what to leave out: with a slash they match the whole path, without one a name. */
  excludes: z.array(z.string().min(1).max(4096)).max(1000).default([]),
  /** How many folders deep recursion goes; `null` for no end. */
  maxDepth: z.number().int().min(1).max(1000).nullable().default(null),
  /** Larger files are tracked by size and times, not by content (bytes); `null` for any size. */
  maxSize: z.number().int().min(0).nullable().default(null),
  /**
   * A log that grows: what is added to it, and its rotation, are no changes; an edit of what stood in
   * it, or taking some away, is. Of such a file no content is kept.
   */
  growing: z.boolean().default(false),
  /** On Linux: what the account may not read is read through `sudo -n`, never with a password. */
  useSudo: z.boolean().default(false),
  /** Whether it is a problem that nothing is there. */
  mustExist: z.boolean().default(true),
});
export type TrackedFile = Readonly<z.infer<typeof trackedFileSchema>>;

/** Which half of a 64-bit Windows' registry is meant: the one of 64-bit programs, of 32-bit ones, or both. */
export const registryViews = ['64', '32', 'both'] as const;

/** A tracked key of the Windows registry: the original's fields, and what it lacks (recursion, excludes, depth, views). */
export const trackedRegistrySchema = z.strictObject({
  id: z.string().min(1).max(100),
  enabled: z.boolean().default(true),
  name: z.string().min(1).max(200),
  group: z.string().max(200).default('Custom'),
  /** As it was typed, in any of the usual spellings: see `parseRegistryKey`. */
  key: z
    .string()
    .min(1)
    .max(4096)
    .superRefine((key, context) => {
      const parsed = parseRegistryKey(key);
      if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.fault });
    }),
  /** Everything below the key, not only its own values. */
  recursion: z.boolean().default(false),
  /** Only values of this name, in any case, with wildcards (`*`, `?`); empty for all of them. */
  valueName: z.string().max(16_383).default(''),
  /** Patterns of what to leave out, in any case: with a backslash they match the whole key, without one a key's or a value's name. */
  excludes: z.array(z.string().min(1).max(4096)).max(1000).default([]),
  /** How many keys deep recursion goes; `null` for no end. */
  maxDepth: z.number().int().min(1).max(1000).nullable().default(null),
  view: z.enum(registryViews).default('64'),
  /** Whether the bytes of large values are kept, within the limits of content; others stand in the inventory. */
  keepContent: z.boolean().default(true),
  /** Whether it is a problem that no such key is there. */
  mustExist: z.boolean().default(true),
});
export type TrackedRegistry = Readonly<z.infer<typeof trackedRegistrySchema>>;

/** Each id once: what has one is found, and followed, by it alone. `reserved`: an id that is none of the settings'. */
function distinctIds(reserved?: string) {
  return (list: readonly { readonly id: string }[], context: z.RefinementCtx): void => {
    const seen = new Set<string>();
    list.forEach(({ id }, at) => {
      const message =
        id === reserved
          ? `'${id}' is the id of Tidemark’s own: give another one.`
          : seen.has(id)
            ? `The id '${id}' is used twice: give each its own.`
            : undefined;
      if (message !== undefined) context.addIssue({ code: 'custom', path: [at, 'id'], message });
      seen.add(id);
    });
  };
}

/** The kinds of systemd's units that are daemons: see systemd.unit(5). */
export const daemonKinds = ['service', 'timer', 'socket'] as const;
export type DaemonKind = (typeof daemonKinds)[number];

/** The states of daemons that can be told of, in lower case; whatever else a platform has counts as running or stopped. */
export const daemonStates = ['running', 'stopped', 'failed'] as const;
export type DaemonState = (typeof daemonStates)[number];

/** How often Windows services may be collected (seconds): the range of the original's slider. */
export const servicesEvery = { least: 10, most: 30 * 60 } as const;

const seconds = (fallback: number, least = 10, most = 24 * 3600) =>
  z.number().int().min(least).max(most).default(fallback);

/**
 * Every setting with its default. The file that holds them is checked against
 * this on every read and every write; a key that is not here is an error, so that
 * a misspelt one is not taken for a default.
 */
export const settingsSchema = z.strictObject({
  version: z.literal(1).default(1),
  tracking: z
    .strictObject({
      files: z.array(trackedFileSchema).max(10_000).default([]),
      /** Of Windows alone; elsewhere they are kept and not collected. */
      registry: z.array(trackedRegistrySchema).max(10_000).default([]),
      software: z
        .strictObject({
          enabled: z.boolean().default(true),
          /**
           * Sources beside the system's package managers: what is installed globally or in people's homes by pip, npm
           * and cargo, and AppImages, which Linux alone has.
           */
          optional: z
            .strictObject({
              pip: z.boolean().default(false),
              npm: z.boolean().default(false),
              cargo: z.boolean().default(false),
              appImages: z.boolean().default(false),
            })
            .prefault({}),
        })
        .prefault({}),
      /** Windows services. */
      services: z
        .strictObject({
          enabled: z.boolean().default(true),
          /** Drivers of the kernel and of file systems, which are services too. */
          drivers: z.boolean().default(false),
          /** The copies that Windows makes of some services for everyone who signs in, under a new name each time. */
          perUser: z.boolean().default(false),
        })
        .prefault({}),
      daemons: z
        .strictObject({
          enabled: z.boolean().default(true),
          /** Kinds of systemd's units. */
          kinds: z.array(z.enum(daemonKinds)).default([...daemonKinds]),
          /** Units of the users' own managers too, of those that can be reached. */
          user: z.boolean().default(true),
          /** A change of state is told if it leads into one of these or out of it; of none, only configuration is. */
          states: z.array(z.enum(daemonStates)).default([...daemonStates]),
        })
        .prefault({}),
      machine: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
      /** MD5 and SHA-1 are for comparing with other tools: files can be made to share one. */
      hash: z.enum(hashMethods).default('sha256'),
      /** Tell no change of a file in which nothing but its times changed; the inventory has the new ones. */
      muteTouches: z.boolean().default(false),
      /** Watch live; without it only the frequencies count. */
      live: z.boolean().default(true),
    })
    .prefault({}),
  /** Seconds between scheduled collections. */
  frequencies: z
    .strictObject({
      files: seconds(15 * 60),
      registry: seconds(50 * 60),
      software: seconds(5 * 60),
      services: seconds(30 * 60, servicesEvery.least, servicesEvery.most),
      daemons: seconds(5 * 60),
      machine: seconds(60 * 60),
    })
    .prefault({}),
  limits: z
    .strictObject({
      files: z.number().int().min(1).default(200_000),
      registry: z.number().int().min(1).default(100_000),
      software: z.number().int().min(1).default(50_000),
      services: z.number().int().min(1).default(10_000),
      daemons: z.number().int().min(1).default(10_000),
      /** Content of a larger file is not kept (bytes). */
      contentPerFile: z
        .number()
        .int()
        .min(0)
        .max(256 * MiB)
        .default(5 * MiB),
      /** Kept content in all (bytes, compressed); the oldest goes first. */
      contentTotal: z
        .number()
        .int()
        .min(0)
        .default(1024 * MiB),
    })
    .prefault({}),
  explanations: z
    .strictObject({
      /** Tell what explains a change: the package, its transaction, its bytes. */
      enabled: z.boolean().default(true),
      /** With the rights to (root or CAP_SYS_ADMIN): which process and user changed a file. */
      who: z.boolean().default(true),
    })
    .prefault({}),
  retention: z
    .strictObject({
      /** Changes older than this many days go; `null` keeps them all. */
      days: z.number().int().min(1).nullable().default(null),
    })
    .prefault({}),
  notifications: z
    .strictObject({
      enabled: z.boolean().default(true),
      files: z.boolean().default(true),
      registry: z.boolean().default(true),
      software: z.boolean().default(true),
      services: z.boolean().default(true),
      daemons: z.boolean().default(true),
      machine: z.boolean().default(false),
      /** More changes than this at once are shown as one digest. */
      digestAbove: z.number().int().min(1).max(100).default(3),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      rules: z.array(alertRuleSchema).max(1000).superRefine(distinctIds()).default([]),
      actions: z.array(actionSchema).max(200).superRefine(distinctIds(desktopAction)).default([]),
    })
    .prefault({}),
  attention: attentionSchema.prefault({}),
  queries: z.array(savedQuerySchema).max(1000).default([]),
  /** Patterns of further files whose content is never kept. */
  secrets: z.array(z.string().min(1).max(4096)).max(1000).default([]),
  startAtLogin: z.boolean().default(false),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** Settings that track nothing at all: `settings init --empty`. */
export function emptySettings(): Settings {
  return settingsSchema.parse({
    tracking: {
      software: { enabled: false },
      services: { enabled: false },
      daemons: { enabled: false },
      machine: { enabled: false },
    },
  });
}
