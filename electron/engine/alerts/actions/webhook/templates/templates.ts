import type { webhookTemplates } from '../../../../../shared/model/action.ts';
import { type Message, messageJson } from '../../message.ts';
import { discord } from './discord.ts';
import { googleChat } from './google-chat.ts';
import { mattermost } from './mattermost.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';

export type Template = (typeof webhookTemplates)[number];

const templates: Readonly<Record<Template, (message: Message) => object>> = {
  tidemark: messageJson,
  slack,
  mattermost,
  teams,
  discord,
  googleChat,
};

/** The body of a webhook's request, to be written as JSON. */
export const bodyOf = (template: Template, message: Message): object => templates[template](message);
