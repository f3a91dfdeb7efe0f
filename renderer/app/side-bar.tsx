import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconBell,
  IconList,
  IconServer,
  IconSettings,
  IconTerminal,
} from '@tabler/icons-react';
import { useAlertBadge } from '../api/alerts.ts';
import { useNotices } from '../api/tracking.ts';
import { CoverageCard } from './coverage-card.tsx';
import { Logo } from './logo.tsx';
import { formatPlace, placeAt, type Screen } from './navigation.ts';
import { PlanButton } from './plan-button.tsx';
import classes from './shell.module.css';

const screens = [
  { screen: 'changes', label: 'Changes', Icon: IconList },
  { screen: 'inventory', label: 'Inventory', Icon: IconServer },
  { screen: 'alerts', label: 'Alerts', Icon: IconAlertTriangle },
  { screen: 'query', label: 'Query', Icon: IconTerminal },
  { screen: 'notifications', label: 'Notifications', Icon: IconBell },
  { screen: 'settings', label: 'Settings', Icon: IconSettings },
  { screen: 'status', label: 'Status', Icon: IconActivityHeartbeat },
] as const;

/** What waits to be read on a screen. `bad`: among it, or lasting, is what needs a person at once. */
interface Badge {
  readonly count: number;
  readonly tone: 'plain' | 'bad';
}

function badgeWords(label: string, badge: Badge | undefined): string | undefined {
  if (!badge || (badge.count === 0 && badge.tone === 'plain')) return undefined;
  return [label, badge.count > 0 ? `${badge.count} unread` : '', badge.tone === 'bad' ? 'a critical one' : '']
    .filter(Boolean)
    .join(', ');
}

function BadgeMark({ badge }: { readonly badge: Badge | undefined }) {
  if (!badge || (badge.count === 0 && badge.tone === 'plain')) return null;
  return (
    <span className={classes.badge} data-tone={badge.tone} aria-hidden>
      {badge.count > 99 ? '99+' : badge.count > 0 ? badge.count : '!'}
    </span>
  );
}

interface SideBarProps {
  readonly screen: Screen;
  readonly onGo: (screen: Screen) => void;
  /** Asks what a plan is to be called, and begins it. */
  readonly onPlan: () => void;
}

export function SideBar({ screen, onGo, onPlan }: SideBarProps) {
  const notices = useNotices().data?.unread ?? 0;
  const alerts = useAlertBadge().data;
  const badges: Partial<Record<Screen, Badge>> = {
    notifications: { count: notices, tone: 'plain' },
    alerts: { count: alerts?.unread ?? 0, tone: alerts?.critical ? 'bad' : 'plain' },
  };
  return (
    <nav className={classes.bar} aria-label="Screens">
      <div className={classes.brand}>
        <Logo />
        Tidemark
      </div>
      {screens.map(({ screen: target, label, Icon }) => (
        <a
          key={target}
          className={classes.item}
          href={formatPlace(placeAt(target))}
          aria-label={badgeWords(label, badges[target])}
          aria-current={screen === target ? 'page' : undefined}
          draggable={false}
        >
          <Icon size={17} stroke={1.8} aria-hidden />
          {label}
          <BadgeMark badge={badges[target]} />
        </a>
      ))}
      <PlanButton onPlan={onPlan} />
      <CoverageCard onOpen={() => onGo('status')} />
    </nav>
  );
}
