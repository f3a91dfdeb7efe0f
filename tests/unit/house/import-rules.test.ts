import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../../build/support/paths.mjs';

interface Case {
  readonly file: string;
  readonly line: string;
}

const at = (file: string, line: string): Case => ({ file, line });

const forbidden: readonly Case[] = [
  at('electron/shared/model/a.ts', "import 'electron';"),
  at('electron/shared/model/b.ts', "import 'node:fs';"),
  at('electron/shared/model/c.ts', "import 'chokidar';"),
  at('electron/shared/model/d.ts', "import '../../engine/engine.ts';"),
  at('electron/shared/model/e.ts', "import '../../main/index.ts';"),
  at('electron/preload/a.ts', "import 'node:fs';"),
  at('electron/preload/b.ts', "import 'koffi';"),
  at('electron/preload/c.ts', "import '../main/index.ts';"),
  at('electron/preload/d.ts', "import '../engine/engine.ts';"),
  at('electron/main/tray/a.ts', "import '../../engine/engine.ts';"),
  at('electron/main/tray/b.ts', "import '../../cli/index.ts';"),
  at('electron/main/tray/c.ts', "import '../../preload/index.ts';"),
  at('electron/main/tray/d.ts', "import '../../../renderer/main.tsx';"),
  at('electron/main/tray/e.ts', "import { ipcMain } from 'electron'; ipcMain;"),
  at('electron/main/ipc/a.ts', "import '../../engine/engine.ts';"),
  at('electron/engine/query/a.ts', "import { app } from 'electron'; app;"),
  at('electron/engine/query/b.ts', "import '../../main/index.ts';"),
  at('electron/engine/query/c.ts', "import '../../cli/index.ts';"),
  at('electron/engine/query/d.ts', "export const later = () => import('../../main/index.ts');"),
  at('electron/engine/collectors/files/a.ts', "import '../../store/interface.ts';"),
  at('electron/engine/collectors/files/b.ts', "import type { T } from '../../changes/decide.ts'; export type U = T;"),
  at('electron/engine/collectors/files/c.ts', "import 'electron';"),
  at('electron/engine/collectors/files/d.ts', "import '../../../main/index.ts';"),
  at('electron/engine/changes/a.ts', "import '../store/interface.ts';"),
  at('electron/engine/changes/b.ts', "import '../collectors/files/index.ts';"),
  at('electron/engine/explain/a.ts', "import '../store/interface.ts';"),
  at('electron/engine/explain/b.ts', "import '../changes/decide.ts';"),
  at('electron/cli/a.ts', "import 'electron';"),
  at('electron/cli/commands/b.ts', "import '../../main/index.ts';"),
  at('renderer/app/a.ts', "import 'electron';"),
  at('renderer/app/b.ts', "import 'node:fs';"),
  at('renderer/app/c.ts', "import 'node:fs/promises';"),
  at('renderer/app/d.ts', "import 'fs';"),
  at('renderer/app/e.ts', "import '../../electron/engine/engine.ts';"),
  at('renderer/app/f.ts', "import '../../electron/preload/index.ts';"),
  at('renderer/components/a.ts', "import '../api/use-changes.ts';"),
  at('renderer/components/b.ts', "import '../features/changes/screen.tsx';"),
  at('renderer/features/changes/a.ts', "import '../../app/shell.tsx';"),
  at('renderer/api/a.ts', "import '../components/row.tsx';"),
];

const allowed: readonly Case[] = [
  at('electron/shared/model/ok.ts', "import 'zod';\nimport './item.ts';\nimport '../contract/errors.ts';"),
  at(
    'electron/preload/ok.ts',
    "import { ipcRenderer } from 'electron';\nimport '../shared/contract/bridge.ts';\nipcRenderer;",
  ),
  at('electron/main/tray/ok.ts', "import { Tray } from 'electron';\nimport '../../shared/model/item.ts';\nTray;"),
  at('electron/main/ipc/ok.ts', "import { ipcMain } from 'electron';\nipcMain;"),
  at(
    'electron/engine/scheduler/ok.ts',
    "import '../store/interface.ts';\nimport '../changes/decide.ts';\nimport 'node:fs';",
  ),
  at('electron/engine/collectors/files/ok.ts', "import '../collector.ts';\nimport '../../content/secrets.ts';"),
  at('electron/engine/changes/ok.ts', "import '../collectors/collector.ts';"),
  at('electron/cli/commands/ok.ts', "import '../../engine/index.ts';\nimport '../../shared/model/item.ts';"),
  at(
    'renderer/features/changes/ok.ts',
    "import '../../../electron/shared/model/item.ts';\nimport '../../api/use-changes.ts';",
  ),
];

let folder: string;
/** What the linter says, by file: the messages of the refused imports. */
let refused: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-import-rules-'));
  await copyFile(inRoot('.biome.json'), join(folder, '.biome.json'));
  for (const { file, line } of [...forbidden, ...allowed]) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await writeFile(join(folder, file), `${line}\n`);
  }
  refused = await lint(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(forbidden)('refuses $line in $file', ({ file }) => {
  expect(refused.get(file)).toHaveLength(1);
});

test.each(allowed)('accepts what stands in $file', ({ file }) => {
  expect(refused.get(file)).toBeUndefined();
});

test('says where to go instead', () => {
  expect(refused.get('electron/main/tray/e.ts')?.[0]).toContain('electron/shared/contract');
  expect(refused.get('electron/engine/collectors/files/a.ts')?.[0]).toContain('electron/engine/scheduler');
  expect(refused.get('renderer/app/b.ts')?.[0]).toContain('renderer/api');
});

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly message: string;
    readonly location: { readonly path: string };
  }[];
}

/** Biome ends with 1 when it found something, so its report is read whatever its status. */
function lint(cwd: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const biome = inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const rules = ['--only=style/noRestrictedImports', '--only=style/useNodejsImportProtocol'];
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', ...rules, '.'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, timeout: 30_000 }, (_error, stdout, stderr) => {
      if (!stdout.startsWith('{')) {
        reject(new Error(`biome gave no report: ${stderr}`));
        return;
      }
      const found = new Map<string, string[]>();
      for (const { category, message, location } of (JSON.parse(stdout) as Report).diagnostics) {
        if (category.startsWith('lint/style/')) {
          found.set(location.path, [...(found.get(location.path) ?? []), message]);
        }
      }
      resolve(found);
    });
  });
}
