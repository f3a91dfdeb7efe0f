import { Button } from '@mantine/core';
import { IconChecks, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { useAlertBadge, useReadAlerts } from '../../api/alerts.ts';
import { useSettingsEditor } from '../../api/settings-editor.ts';
import { Failure } from '../../components/failure.tsx';
import type { RenderHeader } from '../../components/header-parts.ts';
import { PartTabs } from '../../components/part-tabs.tsx';
import { SaveMark } from '../../components/save-mark.tsx';
import { useNow } from '../../components/use-now.ts';
import { emptyAction } from './action-draft.ts';
import { ActionsPart } from './actions-part.tsx';
import { AlertsPart } from './alerts-part.tsx';
import { NoisePart } from './noise-part.tsx';
import { draftOf, emptyRule, type RuleDraft, withRule } from './rule-draft.ts';
import { RulePage } from './rule-page.tsx';
import { RulesPart } from './rules-part.tsx';
import classes from './screen.module.css';

interface AlertsScreenProps {
  readonly header: RenderHeader;
  /** The alert whose detail is open. */
  readonly opened: number | null;
  readonly onOpen: (id: number | null) => void;
  readonly onOpenChange: (id: number) => void;
  /** A rule that another screen hands over to be written; told of once it is taken. */
  readonly handed: RuleDraft | null;
  readonly onTaken: () => void;
  readonly onSettings: () => void;
}

type Part = 'alerts' | 'rules' | 'actions' | 'noise';

/** What fired, the rules that say what fires, where it goes, and what of it is noise. */
export function AlertsScreen({ header, opened, onOpen, onOpenChange, handed, onTaken, onSettings }: AlertsScreenProps) {
  const now = useNow();
  const [part, setPart] = useState<Part>('alerts');
  const [draft, setDraft] = useState<RuleDraft | null>(null);
  const [action, setAction] = useState<Action | null>(null);
  const { query, settings, save, edit } = useSettingsEditor();
  const badge = useAlertBadge().data;
  const read = useReadAlerts();
  const unread = badge?.unread ?? 0;

  useEffect(() => {
    if (handed === null) return;
    setPart('rules');
    setDraft(handed);
    onTaken();
  }, [handed, onTaken]);
  // An alert that is opened from elsewhere is shown, whatever part one was in.
  useEffect(() => {
    if (opened !== null) setPart('alerts');
  }, [opened]);

  const show = (next: Part) => {
    // The address names an alert only while it is seen.
    if (next !== 'alerts' && opened !== null) onOpen(null);
    setPart(next);
  };
  const putRule = (rule: AlertRule) =>
    edit((before) => ({
      ...before,
      alerts: { ...before.alerts, rules: [...withRule(before.alerts.rules, rule)] },
    }));
  const editRule = (rule: AlertRule) => {
    show('rules');
    setDraft(draftOf(rule));
  };
  const addAction = () => {
    show('actions');
    setAction(emptyAction('webhook', { id: crypto.randomUUID(), name: '' }));
  };
  const openAlert = (id: number) => {
    setPart('alerts');
    onOpen(id);
  };
  const { rules = [], actions = [] } = settings?.alerts ?? {};

  const tools: Readonly<Record<Part, ReactNode>> = {
    alerts: unread > 0 && (
      <Button leftSection={<IconChecks size={15} />} loading={read.isPending} onClick={() => read.mutate({})}>
        Mark all as read
      </Button>
    ),
    rules: draft === null && (
      <Button variant="filled" leftSection={<IconPlus size={15} />} onClick={() => setDraft(emptyRule())}>
        New rule
      </Button>
    ),
    actions: (
      <Button variant="filled" leftSection={<IconPlus size={15} />} onClick={addAction}>
        Add an action
      </Button>
    ),
    noise: null,
  };

  return (
    <>
      {header({ title: 'Alerts', note: unread > 0 ? `${unread} unread` : undefined })}
      <PartTabs
        label="Parts of the alerts"
        parts={[
          { value: 'alerts', label: 'Alerts' },
          { value: 'rules', label: 'Rules', count: rules.length || undefined },
          { value: 'actions', label: 'Actions', count: actions.length || undefined },
          { value: 'noise', label: 'Noise' },
        ]}
        value={part}
        onChange={show}
        actions={tools[part]}
      >
        {save.state === 'failed' && (
          <div className={classes.save}>
            <SaveMark save={save} />
          </div>
        )}
        {part === 'alerts' ? (
          <AlertsPart
            settings={settings}
            now={now}
            opened={opened}
            onOpen={onOpen}
            onOpenChange={onOpenChange}
            onEditRule={editRule}
            onMute={(rule, mutedUntil) => void putRule({ ...rule, mutedUntil })}
            onRules={() => show('rules')}
          />
        ) : settings === undefined ? (
          query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : part === 'rules' ? (
          draft === null ? (
            <RulesPart settings={settings} now={now} edit={edit} onEdit={editRule} onOpenAlert={openAlert} />
          ) : (
            <RulePage
              key={draft.rule.id}
              draft={draft}
              saved={rules.find(({ id }) => id === draft.rule.id)}
              actions={actions}
              now={now}
              onDraft={setDraft}
              onClose={() => setDraft(null)}
              onSave={putRule}
              onActions={addAction}
              onOpenChange={onOpenChange}
            />
          )
        ) : part === 'actions' ? (
          <ActionsPart
            settings={settings}
            now={now}
            edit={edit}
            edited={action}
            onEdit={setAction}
            onAdd={addAction}
            onOpenAlert={openAlert}
          />
        ) : (
          <NoisePart
            settings={settings}
            now={now}
            edit={edit}
            onOpenChange={onOpenChange}
            onOpenAlert={openAlert}
            onEditRule={editRule}
            onSettings={onSettings}
          />
        )}
      </PartTabs>
    </>
  );
}
