import { typesOf } from '../../../electron/shared/model/platform-words.ts';
import { usePlatform } from '../../api/platform.ts';
import { useSettingsEditor } from '../../api/settings-editor.ts';
import { useAbout } from '../../api/tracking.ts';
import { Failure } from '../../components/failure.tsx';
import type { RenderHeader } from '../../components/header-parts.ts';
import { SaveMark } from '../../components/save-mark.tsx';
import { valueAt } from '../../words/settings.ts';
import { sections } from './definition.ts';
import { RegistrySection } from './registry-section.tsx';
import { SettingField } from './setting-field.tsx';
import classes from './settings.module.css';
import { TrackedFiles } from './tracked-files.tsx';

/** All settings. An edit is saved at once, and whether it was is said. */
export function SettingsScreen({ header }: { readonly header: RenderHeader }) {
  const { query, settings, errors, save, change } = useSettingsEditor();
  const about = useAbout().data;
  const platform = usePlatform();
  const types = typesOf(platform);
  return (
    <>
      {header({ title: 'Settings', note: 'Every edit is saved at once' })}
      <div className={classes.screen}>
        <SaveMark save={save} />
        {query.isError && !settings && <Failure error={query.error} onRetry={() => void query.refetch()} />}
        {settings && (
          <div className={classes.sections}>
            <TrackedFiles files={settings.tracking.files} onChange={(files) => change(['tracking', 'files'], files)} />
            {types.includes('Registry') && (
              <RegistrySection
                keys={settings.tracking.registry}
                onChange={(keys) => change(['tracking', 'registry'], keys)}
              />
            )}
            {sections.map((section) => (
              <section key={section.id} className={classes.card} aria-labelledby={`section-${section.id}`}>
                <h2 id={`section-${section.id}`}>{section.title}</h2>
                {section.text && <p className={classes.text}>{section.text}</p>}
                {section.settings.map((setting) => {
                  if (setting.of && !types.includes(setting.of)) return null;
                  if (setting.on && setting.on !== platform) return null;
                  if (setting.while && valueAt(settings, setting.while) !== true) return null;
                  const key = setting.path.join('.');
                  return (
                    <SettingField
                      key={key}
                      setting={setting}
                      value={valueAt(settings, setting.path)}
                      error={errors.get(key)}
                      onChange={(value) => void change(setting.path, value)}
                    />
                  );
                })}
              </section>
            ))}
            {about && (
              <section className={classes.card} aria-labelledby="section-data">
                <h2 id="section-data">Where data lies</h2>
                <dl className={classes.facts}>
                  <dt>Data</dt>
                  <dd>{about.dataDir}</dd>
                  <dt>Settings</dt>
                  <dd>{about.settingsFile}</dd>
                  <dt>Version</dt>
                  <dd>{`Tidemark ${about.version}`}</dd>
                </dl>
              </section>
            )}
          </div>
        )}
      </div>
    </>
  );
}
