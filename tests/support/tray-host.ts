import dbus, { type MessageBus } from 'dbus-next';
import { z } from 'zod';
import type { DesktopSession } from './desktop-session.ts';

const { Message, Variant, interface: dbusInterface, sessionBus } = dbus;

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';

/** An entry of the tray's menu, as the panel gets it (com.canonical.dbusmenu). */
export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly entries: readonly MenuEntry[];
}

/** The part of a desktop's panel that shows the icons of the tray (StatusNotifierItem Specification). */
export interface TrayHost {
  tooltip(): Promise<string>;
  menu(): Promise<readonly MenuEntry[]>;
  /** Chooses the entry with this label, wherever in the menu it stands. */
  choose(label: string): Promise<void>;
  stop(): void;
}

/** Starts a panel for the tray; to be done before the application starts, which looks for one. */
export async function startTrayHost(desktop: DesktopSession): Promise<TrayHost> {
  const bus = sessionBus({ busAddress: desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '' });
  const watcher = new Watcher(watcherName);
  bus.export('/StatusNotifierWatcher', watcher);
  await bus.requestName(watcherName, 0);

  const item = () => watcher.registered.at(-1) ?? fail('No application is in the tray.');
  const menu = async () => entriesOf(await call(bus, item(), '/com/canonical/dbusmenu', dbusmenu.layout));
  return {
    tooltip: async () => tooltipOf(await call(bus, item(), '/StatusNotifierItem', tooltipProperty)),
    menu,
    choose: async (label) => {
      const entry = flat(await menu()).find((each) => each.label === label) ?? fail(`The menu has no '${label}'.`);
      await call(bus, item(), '/com/canonical/dbusmenu', dbusmenu.clicked(entry.id));
    },
    stop: () => bus.disconnect(),
  };
}

class Watcher extends dbusInterface.Interface {
  readonly registered: string[] = [];
  readonly ProtocolVersion = 0;
  readonly IsStatusNotifierHostRegistered = true;

  RegisterStatusNotifierItem(service: string): void {
    this.registered.push(service);
  }
}
Watcher.configureMembers({
  properties: {
    ProtocolVersion: { signature: 'i', access: dbusInterface.ACCESS_READ },
    IsStatusNotifierHostRegistered: { signature: 'b', access: dbusInterface.ACCESS_READ },
  },
  methods: { RegisterStatusNotifierItem: { inSignature: 's', outSignature: '' } },
});

interface Call {
  readonly interface: string;
  readonly member: string;
  readonly signature: string;
  readonly body: unknown[];
}

const tooltipProperty: Call = {
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  signature: 'ss',
  body: [itemInterface, 'ToolTip'],
};
const dbusmenu = {
  layout: { interface: 'com.canonical.dbusmenu', member: 'GetLayout', signature: 'iias', body: [0, -1, []] } as Call,
  clicked: (id: number): Call => ({
    interface: 'com.canonical.dbusmenu',
    member: 'Event',
    signature: 'isvu',
    body: [id, 'clicked', new Variant('s', ''), 0],
  }),
};

async function call(bus: MessageBus, destination: string, path: string, what: Call): Promise<unknown> {
  const reply = await bus.call(new Message({ destination, path, ...what }));
  return reply?.body[0] === undefined ? undefined : reply.body;
}

const variant = <T extends z.ZodType>(value: T) => z.object({ value });
// (icon name, icons, title, text); Chromium puts the whole of it into the title
const tooltipSchema = z.tuple([variant(z.tuple([z.string(), z.unknown(), z.string(), z.string()]))]);
const nodeSchema = z.tuple([z.number(), z.record(z.string(), variant(z.unknown())), z.array(variant(z.unknown()))]);

function tooltipOf(body: unknown): string {
  return tooltipSchema.parse(body)[0].value[2];
}

function entriesOf(body: unknown): readonly MenuEntry[] {
  const [, root] = z.tuple([z.number(), z.unknown()]).parse(body);
  return entry(root).entries;
}

function entry(node: unknown): MenuEntry {
  const [id, properties, children] = nodeSchema.parse(node);
  return {
    id,
    label: String(properties.label?.value ?? '').replaceAll('__', '_'),
    enabled: properties.enabled?.value !== false,
    entries: children.map((child) => entry(child.value)),
  };
}

function flat(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.flatMap((each) => [each, ...flat(each.entries)]);
}

function fail(message: string): never {
  throw new Error(message);
}
