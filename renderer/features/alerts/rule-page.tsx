import { ActionIcon, Alert, Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { severities } from '../../../electron/shared/model/severity.ts';
import { kqlErrors } from '../../api/kql-check.ts';
import { Form, FormEnds } from '../../components/form.tsx';
import { FormRow } from '../../components/form-row.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { evaluationWords, severityMeaning, severityNames } from '../../words/alerts.ts';
import classes from './form.module.css';
import { KqlField } from './kql-field.tsx';
import { RuleActions } from './rule-actions.tsx';
import { checkRule, type RuleDraft, ruleOf } from './rule-draft.ts';
import { RuleTrial } from './rule-trial.tsx';
import { SimpleFields } from './simple-fields.tsx';

interface RulePageProps {
  readonly draft: RuleDraft;
  /** The rule as it was before this, where it is not new. */
  readonly saved: AlertRule | undefined;
  readonly actions: readonly Action[];
  readonly now: Date;
  readonly onDraft: (draft: RuleDraft) => void;
  readonly onClose: () => void;
  /** Saves; tells whether it could be. */
  readonly onSave: (rule: AlertRule) => Promise<boolean>;
  readonly onActions: () => void;
  readonly onOpenChange: (id: number) => void;
}

const none: ReadonlyMap<string, string> = new Map();

/** A rule to write, and beside it what it would have told in the past. */
export function RulePage(props: RulePageProps) {
  const { draft, saved, actions, now, onDraft, onClose, onSave, onActions, onOpenChange } = props;
  const isNew = saved === undefined;
  const [errors, setErrors] = useState(none);
  const [failed, setFailed] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) nameField.current?.focus();
  }, [isNew]);
  const { rule } = draft;
  const edit = (part: Partial<RuleDraft>) => {
    setErrors(none);
    setFailed(false);
    onDraft({ ...draft, ...part });
  };
  const set = (part: Partial<RuleDraft['rule']>) => edit({ rule: { ...rule, ...part } });
  const errorAt = (path: string) => errors.get(path) ?? [...errors].find(([at]) => at.startsWith(`${path}.`))?.[1];

  const checked = (candidate: RuleDraft): AlertRule | null => {
    const outcome = checkRule(candidate);
    setErrors(outcome.ok ? none : outcome.errors);
    return outcome.ok ? outcome.rule : null;
  };
  const save = async () => {
    const candidate = checked(draft);
    if (candidate === null) return;
    if (candidate.when.kind === 'kql') {
      const [fault] = await kqlErrors(candidate.when.query, candidate.when.strict);
      if (fault) return setErrors(new Map([['when.query', `Line ${fault.line}: ${fault.message}`]]));
    }
    if (await onSave(candidate)) onClose();
    else setFailed(true);
  };

  return (
    <div className={classes.page}>
      <section className={classes.card} aria-labelledby="rule-title">
        <div className={classes.top}>
          <ActionIcon aria-label="Back to the rules" onClick={onClose}>
            <IconArrowLeft size={16} stroke={1.8} />
          </ActionIcon>
          <h2 id="rule-title">{isNew ? 'New rule' : saved.name}</h2>
        </div>
        <Form onSubmit={() => void save()}>
          <FormRow label="Name" htmlFor="rule-name">
            <TextInput
              id="rule-name"
              ref={nameField}
              value={rule.name}
              placeholder="What happened, in a few words"
              error={errorAt('name')}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
          </FormRow>
          <FormRow label="Severity" help={severityMeaning[rule.severity]}>
            <SegmentedControl
              size="xs"
              aria-label="Severity"
              value={rule.severity}
              data={severities.map((value) => ({ value, label: severityNames[value] }))}
              onChange={(value) => set({ severity: severities.find((each) => each === value) ?? 'warning' })}
            />
          </FormRow>
          <FormRow label="Why" htmlFor="rule-why">
            <Textarea
              id="rule-why"
              size="xs"
              autosize
              minRows={2}
              maxRows={8}
              value={rule.why}
              placeholder="Why it matters: it stands in the notification"
              error={errorAt('why')}
              onChange={(event) => set({ why: event.currentTarget.value })}
            />
          </FormRow>
          <FormRow label="When" help={draft.kind === 'simple' ? evaluationWords.change : ''}>
            <SegmentedControl
              size="xs"
              aria-label="When"
              value={draft.kind}
              data={[
                { value: 'simple', label: 'By a form' },
                { value: 'kql', label: 'By a query in KQL' },
              ]}
              onChange={(value) => edit({ kind: value === 'kql' ? 'kql' : 'simple' })}
            />
          </FormRow>
          {draft.kind === 'simple' ? (
            <SimpleFields
              value={draft.simple}
              error={(field) => errorAt(`when.${field}`)}
              onChange={(simple) => edit({ simple })}
            />
          ) : (
            <KqlField
              id={rule.id}
              value={draft.query}
              strict={draft.strict}
              error={errorAt('when.query')}
              onChange={(query) => edit({ query })}
            />
          )}
          <FormRow label="Then" help={rule.actions.length === 0 ? 'It is recorded here, and nobody is told.' : ''}>
            <RuleActions
              chosen={rule.actions}
              actions={actions}
              onChange={(chosen) => set({ actions: chosen })}
              onActions={onActions}
            />
          </FormRow>
          <FormRow
            label="Most an hour"
            htmlFor="rule-most"
            help="Desktop notifications of this rule; further ones are told together. Empty: as the settings of attention say."
          >
            <NumberField
              id="rule-most"
              kind="count"
              placeholder="As the settings"
              value={rule.mostPerHour}
              error={errorAt('mostPerHour')}
              onCommit={(mostPerHour) => set({ mostPerHour })}
            />
          </FormRow>
          {failed && <Alert color="red">It could not be saved. The reason stands above.</Alert>}
          <FormEnds>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="filled">
              {isNew ? 'Add the rule' : 'Save'}
            </Button>
          </FormEnds>
        </Form>
      </section>
      <section className={classes.card} aria-label="On the past">
        <RuleTrial
          // A rule that has no name yet can be tried.
          rule={() => checked({ ...draft, rule: { ...rule, name: rule.name.trim() || 'New rule' } })}
          written={JSON.stringify(ruleOf(draft).when)}
          now={now}
          onOpenChange={onOpenChange}
        />
      </section>
    </div>
  );
}
