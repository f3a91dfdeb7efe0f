import { IconActivityHeartbeat, IconBell, IconList, IconServer, IconSettings } from '@tabler/icons-react';
import { useNotices } from '../api/tracking.ts';
import { CoverageCard } from './coverage-card.tsx';
import { Logo } from './logo.tsx';
import { formatPlace, type Screen } from './navigation.ts';
import classes from './shell.module.css';

const screens = [
  { screen: 'changes', label: 'Changes', Icon: IconList },
  { screen: 'inventory', label: 'Inventory', Icon: IconServer },
  { screen: 'notifications', label: 'Notifications', Icon: IconBell },
  { screen: 'settings', label: 'Settings', Icon: IconSettings },
  { screen: 'status', label: 'Status', Icon: IconActivityHeartbeat },
] as const;

interface SideBarProps {
  readonly screen: Screen;
  readonly onGo: (screen: Screen) => void;
}

export function SideBar({ screen, onGo }: SideBarProps) {
  const unread = useNotices().data?.unread ?? 0;
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
          href={formatPlace({ screen: target, changeId: null })}
          aria-label={target === 'notifications' && unread > 0 ? `${label}, ${unread} unread` : undefined}
          aria-current={screen === target ? 'page' : undefined}
          draggable={false}
        >
          <Icon size={17} stroke={1.8} aria-hidden />
          {label}
          {target === 'notifications' && unread > 0 && (
            <span className={classes.badge} aria-hidden>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </a>
      ))}
      <CoverageCard onOpen={() => onGo('status')} />
    </nav>
  );
}
