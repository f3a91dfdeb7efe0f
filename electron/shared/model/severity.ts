import { z } from 'zod';

/** How much an alert matters, the least first. A critical one is never held back or muted. */
export const severities = ['info', 'warning', 'critical'] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;
