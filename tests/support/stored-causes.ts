import { join } from 'node:path';
import type { NewExplanation } from '../../electron/engine/store/causes.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import type { NewChange } from '../../electron/shared/model/change.ts';
import type { Item } from '../../electron/shared/model/item.ts';
import { transaction, unexplained } from './explained.ts';
import { change, fileItem, saving } from './store-samples.ts';

const minute = 60_000;
const moment = (minutes: number) => new Date(Date.now() - minutes * minute).toISOString();

/** A change of so many minutes ago. */
function ago(minutes: number, item: Item, over: Partial<NewChange> = {}): NewChange {
  return change(item, 0, { noticedAt: moment(minutes), since: moment(minutes + 1), ...over });
}

/** Puts changes into the store that an application started on `<folder>/data` opens, and explains them. */
function store(folder: string, work: (opened: ReturnType<typeof openStore>['store']) => void): void {
  const { store: opened } = openStore(join(folder, 'data'), 'a test');
  work(opened);
  opened.close();
}

/**
 * An upgrade of twelve packages with so many files, ten minutes ago, one of whose files is not as the package ships it;
 * an hour before it a file that no package has, and a configuration file that no transaction wrote.
 */
export function storeUpgrade(folder: string, files: number): void {
  const names = Array.from({ length: 12 }, (_, at) => `library${at}`);
  const software = names.map((name) => ({ type: 'Software', key: `dpkg:${name}:amd64`, name, fields: {} }) as const);
  store(folder, (opened) => {
    const before = [ago(70, fileItem('/srv/notes.txt')), ago(69, fileItem('/etc/ssh/sshd_config'))];
    const ofFiles = Array.from({ length: files }, (_, at) => ago(10, fileItem(`/usr/share/doc/library/file-${at}`)));
    const ofPackages = software.map((item) =>
      ago(9, item, { fieldsChanged: ['version'], before: { version: '1.2' }, after: { version: '1.3' } }),
    );
    opened.save(saving(0, { changes: [...before, ...ofFiles] }));
    opened.save(saving(0, { type: 'Software', changes: ofPackages }));
    const upgrade = transaction('the upgrade', {
      startedAt: moment(11),
      endedAt: moment(9),
      packages: names.map((name) => ({ action: 'upgraded', name, architecture: 'amd64', from: '1.2', to: '1.3' })),
    });
    const owner = { manager: 'dpkg', name: 'library0', architecture: 'amd64', version: '1.3' };
    const ours = { ...unexplained, transaction: upgrade.identity, package: owner } as const;
    const last = 2 + files + software.length;
    const explanations = new Map<number, NewExplanation>(
      Array.from({ length: last }, (_, at) => {
        const id = at + 1;
        if (id === 1) return [id, { ...unexplained, why: 'No package has it.' }] as const;
        if (id === 2) {
          const ssh = { ...owner, name: 'openssh-server' };
          const why = 'A configuration file of openssh-server, and no transaction changed it.';
          return [
            id,
            { ...unexplained, verdict: 'standsOut', package: ssh, bytes: 'altered', conffile: true, why },
          ] as const;
        }
        if (id === 3) {
          const why = 'Its bytes are not what library0 ships.';
          return [id, { ...ours, verdict: 'standsOut', tie: 'during', bytes: 'altered', why }] as const;
        }
        const why = 'apt upgraded library0, and its bytes are as shipped.';
        return [id, { ...ours, verdict: 'explained', tie: 'package', bytes: 'shipped', why }] as const;
      }),
    );
    opened.causes.save({ transactions: [upgrade], explanations, upTo: last, at: moment(8) });
  });
}
