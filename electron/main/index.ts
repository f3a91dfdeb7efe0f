import { dirname, resolve } from 'node:path';
import { app, Menu } from 'electron';
import type { Payload } from '../shared/contract/contract.ts';
import { EngineHost } from './engine-host/engine-host.ts';
import { forkEngine } from './engine-host/fork.ts';
import { createDispatch } from './ipc/dispatch.ts';
import { mainHandlers } from './ipc/main-handlers.ts';
import { setupIpc } from './ipc/setup-ipc.ts';
import { type Launch, ownArguments, parseArguments } from './lifecycle/arguments.ts';
import { runCommand } from './lifecycle/command.ts';
import { giveUp, setupFaults } from './lifecycle/faults.ts';
import { LogFile } from './lifecycle/log-file.ts';
import { setupLoginItem } from './lifecycle/login-item.ts';
import { type Places, setupPlaces } from './lifecycle/places.ts';
import { setupPower } from './lifecycle/power.ts';
import { Quit } from './lifecycle/quit.ts';
import { setupNotifications } from './notifications/setup-notifications.ts';
import { setupSecrets } from './secrets/setup-secrets.ts';
import { registerScheme, setupProtocol } from './security/protocol.ts';
import { setupSecurity } from './security/setup-security.ts';
import { setupSettings } from './settings/setup-settings.ts';
import { setupTray } from './tray/setup-tray.ts';
import { setupWindow } from './windows/setup-window.ts';

type Application = Extract<Launch, { kind: 'application' }>;
type Log = (line: string) => void;

const isApplication = (argument: string) => [resolve(argument), dirname(resolve(argument))].includes(app.getAppPath());
const launch = parseArguments(ownArguments(process.argv, app.isPackaged, isApplication));

if (launch.kind === 'command') void runCommand(launch.argv);
else startApplication(launch);

/** What has to be settled before Electron is ready. */
function startApplication(given: Application): void {
  let log: Log = () => undefined;
  try {
    // The lock lies in Electron's profile: the places come first
    const places = setupPlaces(given);
    if (!app.requestSingleInstanceLock()) {
      // The first one shows its window
      app.exit(0);
      return;
    }
    log = new LogFile(places.logFile).write;
    setupFaults(log);
    // Windows shows notifications in the name of the package's own id
    app.setAppUserModelId('app.tidemark.desktop');
    // macOS alone needs one; elsewhere it would only offer to reload the page
    if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
    registerScheme();
    // Chromium's sandbox cannot run as root: who starts it so says --no-sandbox, and the two exclude each other
    if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
    app
      .whenReady()
      .then(() => setup(places, given, log))
      .catch((error: unknown) => giveUp(error, log));
  } catch (error) {
    giveUp(error, log);
  }
}

/** The order in which everything is put up. */
function setup(places: Places, given: Application, log: Log): void {
  const quit = new Quit();

  setupProtocol(places.rendererRoot);
  setupSecurity(log);
  const settings = setupSettings(places);
  const engine = new EngineHost({
    launch: () => forkEngine({ engine: places.engineEntry, kql: places.kqlEntry }, log),
    dataDir: places.dataDir,
    settings: () => settings.current,
    log,
  });

  setupIpc({
    contents: () => window.contents,
    dispatch: createDispatch(
      mainHandlers(
        places,
        settings,
        engine,
        () => notifications,
        () => secrets,
      ),
      (method, args) => engine.request(method, args),
    ),
    heard: () => window.heard(),
    log,
  });
  const show = (screen?: Payload<'show'>) => void window.show(screen);
  const tray = setupTray({
    engine,
    settings,
    icons: places.trayIcons,
    show,
    tellHeld: () => notifications.tellHeld(),
    quit: () => app.quit(),
    log,
  });
  const window = setupWindow({ places, engine, settings, ending: quit.ending, log });
  const notifications = setupNotifications({
    engine,
    settings,
    icon: places.appIcon,
    show,
    attention: (state) => {
      tray.attention(state);
      window.send('attention', state);
    },
    sound: (severity) => window.send('sound', { severity }),
    log,
  });

  const secrets = setupSecrets(engine, settings, log);
  setupLoginItem(settings, argumentsOf(given), log);
  setupPower(engine, log);
  quit.setup(async () => {
    settings.close();
    await notifications.close();
    await engine.stop();
  }, log);
  settings.onChange(() => void engine.configure().catch((error: unknown) => log(`Settings: ${String(error)}`)));
  app.on('second-instance', () => show());
  app.on('activate', () => show());

  engine.start();
  if (!given.hidden) show();
}

/** The arguments with which a start at login finds the same data, and runs at all. */
function argumentsOf({ data, settings }: Application): readonly string[] {
  return [
    ...(data === undefined ? [] : [`--data=${resolve(data)}`]),
    ...(settings === undefined ? [] : [`--settings=${resolve(settings)}`]),
    ...(app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []),
  ];
}
