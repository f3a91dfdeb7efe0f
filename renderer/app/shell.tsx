import { Activity, lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Payload } from '../../electron/shared/contract/contract.ts';
import { useLive } from '../api/live.ts';
import type { RenderHeader } from '../components/header-parts.ts';
import { AlertsScreen } from '../features/alerts/alerts-screen.tsx';
import { type RuleDraft, ruleOfChange, ruleOfQuery } from '../features/alerts/rule-draft.ts';
import { ChangesScreen } from '../features/changes/changes-screen.tsx';
import type { Target } from '../features/changes/entries.ts';
import { InventoryScreen } from '../features/inventory/inventory-screen.tsx';
import { NotificationsScreen } from '../features/notifications/notifications-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { StatusScreen } from '../features/status/status-screen.tsx';
import { EngineBanner } from './engine-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { HeldLine } from './held-line.tsx';
import { type Place, placeAt, placeOfCause, placeShown, type Screen, useNavigation } from './navigation.ts';
import { PlanBanner } from './plan-banner.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { SettingsBanner } from './settings-banner.tsx';
import classes from './shell.module.css';
import { SideBar } from './side-bar.tsx';

/** Its editor is large, and few windows are opened for it: it is loaded when it is first seen. */
const QueryScreen = lazy(() =>
  import('../features/query/query-screen.tsx').then((module) => ({ default: module.QueryScreen })),
);

/** What of the changes is opened at a place. */
function openedTarget({ screen, changeId, causeId }: Place): Target | null {
  if (screen !== 'changes') return null;
  if (causeId !== null) return { kind: 'cause', id: causeId };
  return changeId === null ? null : { kind: 'change', id: changeId };
}

const header: RenderHeader = (parts) => <Header {...parts} />;

/** The side bar, and beside it the screen one is at. Screens that were seen keep their state while hidden. */
export function Shell() {
  const [place, go] = useNavigation();
  const [seen, setSeen] = useState<ReadonlySet<Screen>>(() => new Set([place.screen]));
  if (!seen.has(place.screen)) setSeen(new Set([...seen, place.screen]));
  const [planning, setPlanning] = useState(false);
  useLive(
    useCallback(
      (where: Payload<'show'>) => {
        go(placeShown(where));
        if (where.plan) setPlanning(true);
      },
      [go],
    ),
  );
  // A rule that one screen hands to the alerts to be written.
  const [handed, setHanded] = useState<RuleDraft | null>(null);
  const makeRule = useCallback(
    (draft: RuleDraft) => {
      setHanded(draft);
      go('alerts');
    },
    [go],
  );
  const taken = useCallback(() => setHanded(null), []);
  const openChange = useCallback((id: number | null) => go('changes', id), [go]);
  const openTarget = useCallback(
    (target: Target | null) => go(target?.kind === 'cause' ? placeOfCause(target.id) : placeAt('changes', target?.id)),
    [go],
  );
  const openAlert = useCallback((id: number | null) => go('alerts', id), [go]);

  const screens: Readonly<Record<Screen, ReactNode>> = {
    changes: (
      <ChangesScreen
        header={header}
        opened={openedTarget(place)}
        onOpen={openTarget}
        onAlert={(change) => makeRule(ruleOfChange(change))}
        onSettings={() => go('settings')}
      />
    ),
    inventory: <InventoryScreen header={header} onOpenChange={openChange} />,
    alerts: (
      <AlertsScreen
        header={header}
        opened={place.alertId}
        onOpen={openAlert}
        onOpenChange={openChange}
        handed={handed}
        onTaken={taken}
        onSettings={() => go('settings')}
      />
    ),
    query: (
      <Suspense fallback={header({ title: 'Query' })}>
        <QueryScreen
          header={header}
          onOpenChange={openChange}
          onMakeRule={({ text, name, strict }) => makeRule({ ...ruleOfQuery(text, name), strict })}
        />
      </Suspense>
    ),
    notifications: <NotificationsScreen header={header} onOpenChange={openChange} onOpenAlert={openAlert} />,
    settings: <SettingsScreen header={header} />,
    status: <StatusScreen header={header} onSettings={() => go('settings')} />,
  };

  return (
    <div className={classes.shell}>
      <SideBar screen={place.screen} onGo={go} onPlan={() => setPlanning(true)} />
      <main className={classes.main}>
        <EngineBanner />
        <SettingsBanner />
        <PlanBanner onShow={(cause) => go(placeOfCause(cause))} />
        {[...seen].map((screen) => (
          <Activity key={screen} mode={screen === place.screen ? 'visible' : 'hidden'}>
            <div className={classes.screen}>
              <ErrorBoundary>{screens[screen]}</ErrorBoundary>
            </div>
          </Activity>
        ))}
        {(place.screen === 'alerts' || place.screen === 'notifications') && <HeldLine />}
      </main>
      {planning && <PlanDialog onClose={() => setPlanning(false)} />}
    </div>
  );
}
