import { NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { type SimpleCondition, valueTests } from '../../../electron/shared/model/alert-rule.ts';
import { categories } from '../../../electron/shared/model/change.ts';
import { typesOf } from '../../../electron/shared/model/platform-words.ts';
import { usePlatform } from '../../api/platform.ts';
import { ChoicePills } from '../../components/choice-pills.tsx';
import { FormRow } from '../../components/form-row.tsx';
import { fieldsOf, testNames, type ValueTest, verdictChoices } from '../../words/rules.ts';
import { typeNames } from '../../words/values.ts';
import classes from './form.module.css';

interface SimpleFieldsProps {
  readonly value: SimpleCondition;
  /** What is wrong, by the field of the condition. */
  readonly error: (field: string) => string | undefined;
  readonly onChange: (value: SimpleCondition) => void;
}

const changedAtAll = 'changed';
const isTest = (value: string): value is ValueTest => valueTests.some((each) => each === value);

/** The simple form of a rule's condition: each part that is given must hold. */
export function SimpleFields({ value, error, onChange }: SimpleFieldsProps) {
  const types = typesOf(usePlatform());
  const set = (part: Partial<SimpleCondition>) => onChange({ ...value, ...part });
  const fields = fieldsOf(value.types);
  const field = fields.find(({ name }) => name === value.field);
  return (
    <>
      <FormRow label="Types" help={value.types.length === 0 ? 'None chosen: any.' : ''}>
        <ChoicePills
          label="Types"
          choices={types.map((type) => ({ value: type, label: typeNames[type].many }))}
          chosen={value.types}
          onChange={(chosen) => set({ types: chosen })}
        />
      </FormRow>
      <FormRow label="What happens" help={value.categories.length === 0 ? 'None chosen: any.' : ''}>
        <ChoicePills
          label="What happens"
          choices={categories.map((category) => ({ value: category, label: category }))}
          chosen={value.categories}
          onChange={(chosen) => set({ categories: chosen })}
        />
      </FormRow>
      <FormRow
        label="Explained by"
        help={
          value.verdicts === undefined
            ? 'None chosen: whatever explains it.'
            : 'It is looked at once that is decided: when the package manager that is at work has ended.'
        }
      >
        <ChoicePills
          label="What explains it"
          choices={verdictChoices}
          chosen={value.verdicts ?? []}
          onChange={(chosen) => {
            const { verdicts: _before, ...rest } = value;
            onChange(chosen.length === 0 ? rest : { ...rest, verdicts: [...chosen] });
          }}
        />
      </FormRow>
      <FormRow
        label="To what"
        htmlFor="rule-things"
        help="Names or paths, in any case. A plain text fits where it is a part of the name or the path; with * or ? it must fit the whole, and * stands for slashes too."
      >
        <TagsInput
          id="rule-things"
          value={[...value.things]}
          placeholder={value.things.length === 0 ? '/etc/ssh/* or nginx, then Enter' : ''}
          splitChars={[]}
          error={error('things')}
          onChange={(things) => set({ things })}
        />
      </FormRow>
      <FormRow label="Except" htmlFor="rule-except" help="Read in the same way.">
        <TagsInput
          id="rule-except"
          value={[...value.except]}
          placeholder={value.except.length === 0 ? '*.bak, then Enter' : ''}
          splitChars={[]}
          error={error('except')}
          onChange={(except) => set({ except })}
        />
      </FormRow>
      <FormRow label="Field" htmlFor="rule-field" help={field ? '' : 'Narrow it to one field of what changed.'}>
        <div className={classes.fieldTest}>
          <NativeSelect
            id="rule-field"
            value={field?.name ?? ''}
            data={[{ value: '', label: 'Any field' }, ...fields.map(({ name, label }) => ({ value: name, label }))]}
            onChange={(event) => {
              const name = event.currentTarget.value;
              set(name === '' ? { field: '', value: null } : { field: name });
            }}
          />
          {field && (
            <NativeSelect
              aria-label="Test"
              value={value.value?.test ?? changedAtAll}
              data={[
                { value: changedAtAll, label: 'changed at all' },
                ...valueTests.map((test) => ({ value: test, label: testNames[test] })),
              ]}
              onChange={({ currentTarget: { value: test } }) =>
                set({ value: isTest(test) ? { test, text: value.value?.text ?? '' } : null })
              }
            />
          )}
          {field && value.value && (
            <TextInput
              aria-label="Value"
              value={value.value.text}
              placeholder={value.value.test === 'matches' ? '* and ? stand for anything' : 'Value after the change'}
              error={error('value.text')}
              onChange={({ currentTarget: { value: text } }) =>
                set({ value: { test: value.value?.test ?? 'is', text } })
              }
            />
          )}
        </div>
      </FormRow>
    </>
  );
}
