import { z } from 'zod';

/**
 * Where a secret is. `sealed`: in the settings, encrypted by the application with the key ring of its user, and
 * opened by it alone. `environment` and `file`: for machines without one; read anew at every use.
 */
export const secretSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('sealed'), data: z.base64().max(20_000) }),
  z.strictObject({ kind: z.literal('environment'), name: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4096) }),
]);
export type Secret = Readonly<z.infer<typeof secretSchema>>;
const noSecret = { kind: 'none' } as const;

/** What the body of a webhook looks like: Tidemark's own JSON, or what a chat service takes. */
export const webhookTemplates = ['tidemark', 'slack', 'mattermost', 'teams', 'discord', 'googleChat'] as const;

/** The facilities of RFC 5424, table 1, that programs use, in the order of their numbers. */
export const syslogFacilities = {
  user: 1,
  daemon: 3,
  auth: 4,
  authpriv: 10,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const;

const common = {
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  enabled: z.boolean().default(true),
};
/** PEM files of authorities that are trusted beside the system's own; empty for none. */
const authority = z.string().max(4096).default('');

/** Something that is done when a rule fires. */
export const actionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('webhook'),
    /** `https:` alone: an alert says much about a machine. */
    url: z.url({ protocol: /^https$/ }).max(4096),
    template: z.enum(webhookTemplates).default('tidemark'),
    /** The key of the signature (electron/engine/alerts/actions/README.md); none for no signature. */
    signingKey: secretSchema.default(noSecret),
    /** The value of the Authorization header. */
    authorization: secretSchema.default(noSecret),
    authority,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('program'),
    /** Absolute; started without a shell, with the alert as JSON on its standard input. */
    program: z.string().min(1).max(4096),
    arguments: z.array(z.string().max(4096)).max(200).default([]),
    /** Seconds until it is ended. */
    timeLimit: z.number().int().min(1).max(3600).default(30),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('file'),
    /** Absolute; a line an alert is added to it. */
    path: z.string().min(1).max(4096),
    format: z.enum(['json', 'text']).default('json'),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('syslog'),
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535).default(514),
    transport: z.enum(['udp', 'tcp', 'tls']).default('udp'),
    facility: z.enum(Object.keys(syslogFacilities) as [keyof typeof syslogFacilities]).default('user'),
    authority,
  }),
]);
export type Action = Readonly<z.infer<typeof actionSchema>>;
export type ActionKind = Action['kind'];
