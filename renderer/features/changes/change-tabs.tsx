import { Tabs } from '@mantine/core';
import type { ChangeContent } from '../../../electron/shared/contract/queries.ts';
import type { Change, ListedChange } from '../../../electron/shared/model/change.ts';
import { ChangeHistory } from '../../components/change-history.tsx';
import classes from '../../components/detail.module.css';
import { Failure } from '../../components/failure.tsx';
import { FieldTable } from '../../components/field-table.tsx';
import { Content } from './content.tsx';
import { Why } from './why.tsx';

export type DetailTab = 'inline' | 'split' | 'fields' | 'why' | 'history';

interface ChangeTabsProps {
  readonly tab: DetailTab;
  readonly change: ListedChange;
  readonly history: readonly Change[] | undefined;
  /** The content as it was asked for; `null` for things that have none. */
  readonly content: { readonly data: ChangeContent | undefined; readonly error: Error | null } | null;
  readonly now: Date;
  readonly onTab: (tab: DetailTab) => void;
  readonly onOpen: (id: number) => void;
  readonly onOpenCause: (cause: number) => void;
}

const tabs: readonly (string | null)[] = ['inline', 'split', 'fields', 'why', 'history'] satisfies DetailTab[];
const isTab = (value: string | null): value is DetailTab => tabs.includes(value);

/** The difference inline or side by side, the fields, what explains it, and the item's other changes. */
export function ChangeTabs({ tab, change, history, content, now, onTab, onOpen, onOpenCause }: ChangeTabsProps) {
  // What has no content opens at its fields, without forgetting the tab that was chosen for what has.
  const shown = content === null && (tab === 'inline' || tab === 'split') ? 'fields' : tab;
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={shown}
      onChange={(value) => isTab(value) && onTab(value)}
      keepMounted={false}
    >
      <Tabs.List className={classes.tabList ?? ''}>
        {content && <Tabs.Tab value="inline">Inline</Tabs.Tab>}
        {content && <Tabs.Tab value="split">Side by side</Tabs.Tab>}
        <Tabs.Tab value="fields">Fields</Tabs.Tab>
        <Tabs.Tab value="why">Why</Tabs.Tab>
        <Tabs.Tab value="history" disabled={!history || history.length === 0}>
          {`History (${history?.length ?? 0})`}
        </Tabs.Tab>
      </Tabs.List>
      {content &&
        (['inline', 'split'] as const).map((mode) => (
          <Tabs.Panel key={mode} value={mode} className={classes.panel ?? ''}>
            {content.error ? (
              <Failure error={content.error} />
            ) : (
              content.data && <Content key={change.id} content={content.data} mode={mode} />
            )}
          </Tabs.Panel>
        ))}
      <Tabs.Panel value="fields" className={classes.panel ?? ''}>
        <FieldTable
          type={change.type}
          before={change.before}
          after={change.after}
          changed={change.fieldsChanged}
          now={now}
        />
      </Tabs.Panel>
      <Tabs.Panel value="why" className={classes.panel ?? ''}>
        <Why change={change} now={now} onOpenCause={onOpenCause} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className={classes.panel ?? ''}>
        <ChangeHistory changes={history ?? []} now={now} onOpen={onOpen} />
      </Tabs.Panel>
    </Tabs>
  );
}
