import { isAbsolute } from 'node:path';
import { conditionFault } from '../../engine/alerts/evaluate/faults.ts';
import { firstFault } from '../../engine/query/kql/first-fault.ts';
import type { KqlService } from '../../engine/query/kql/service.ts';
import { desktopAction } from '../../shared/model/alert-rule.ts';
import type { Settings } from '../../shared/model/settings.ts';

type Alerts = Settings['alerts'];

/** What is wrong with the rules and actions of settings that the schema takes, each with its place. */
export async function checkAlerts({ alerts }: Settings, kql: Pick<KqlService, 'check'>): Promise<readonly string[]> {
  const faults = [...actionFaults(alerts), ...strangers(alerts)];
  for (const [at, { when }] of alerts.rules.entries()) {
    const place = `alerts.rules[${at}].when`;
    if (when.kind === 'simple') {
      const fault = conditionFault(when);
      if (fault) faults.push(`${place}: ${fault.message} ${fault.advice}`);
      continue;
    }
    const { diagnostics } = await kql.check({ text: when.query, strict: when.strict });
    const fault = firstFault(diagnostics);
    if (fault !== undefined) faults.push(`${place}.query: ${fault}`);
  }
  return faults;
}

/** Actions that rules name and the settings do not have. */
function strangers({ rules, actions }: Alerts): readonly string[] {
  const known = new Set([desktopAction, ...actions.map(({ id }) => id)]);
  return rules.flatMap((rule, at) =>
    rule.actions.flatMap((action, which) =>
      known.has(action) ? [] : [`alerts.rules[${at}].actions[${which}]: There is no action '${action}'.`],
    ),
  );
}

function actionFaults({ actions }: Alerts): readonly string[] {
  return actions.flatMap((action, at) => {
    const [field, path] =
      action.kind === 'program' ? ['program', action.program] : action.kind === 'file' ? ['path', action.path] : [];
    if (field === undefined || path === undefined || isAbsolute(path)) return [];
    return [`alerts.actions[${at}].${field}: ${path} is no absolute path. Enter the whole path.`];
  });
}
