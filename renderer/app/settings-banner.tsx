import { IconAlertTriangle } from '@tabler/icons-react';
import { useSettingsFault } from '../api/tracking.ts';
import classes from './shell.module.css';

/** Says aloud that the settings file could not be read and that other settings hold meanwhile. */
export function SettingsBanner() {
  const fault = useSettingsFault().data;
  if (!fault) return null;
  return (
    <div className={classes.banner} role="alert">
      <IconAlertTriangle size={17} aria-hidden />
      <div>
        <strong>{fault.message}</strong> {fault.advice}
      </div>
    </div>
  );
}
