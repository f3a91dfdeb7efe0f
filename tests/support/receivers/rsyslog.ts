import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { endProgram, startProgram } from '../processes.ts';
import type { Certificate } from './certificates.ts';

/** A port on the loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface RsyslogOptions {
  readonly folder: string;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly port: number;
  /** For TLS: what it shows, and its authority. */
  readonly certificate?: Certificate;
  readonly authority?: Certificate;
}

/** A real rsyslog of the test's own, which writes the messages it takes to a file, one a line, as they came. */
export class Rsyslog {
  readonly #options: RsyslogOptions;
  readonly output: string;
  #child: Awaited<ReturnType<typeof startProgram>> | undefined;

  constructor(options: RsyslogOptions) {
    this.#options = options;
    this.output = join(options.folder, 'received.log');
    mkdirSync(options.folder, { recursive: true });
    writeFileSync(this.output, '');
  }

  static async start(options: RsyslogOptions): Promise<Rsyslog> {
    const rsyslog = new Rsyslog(options);
    await rsyslog.start();
    return rsyslog;
  }

  async start(): Promise<void> {
    const { folder, port, transport } = this.#options;
    const file = join(folder, 'rsyslog.conf');
    writeFileSync(file, this.#configuration());
    this.#child = await startProgram('rsyslogd', ['-n', '-f', file, '-i', join(folder, 'rsyslog.pid')], {
      stdio: 'ignore',
    });
    onTestFinished(() => this.stop());
    // UDP answers nothing: rsyslog writes its number once its inputs are open.
    const ready = () => (transport === 'udp' ? bound(port) : accepts(port));
    for (let tries = 0; !(await ready()); tries++) {
      if (tries > 200) throw new Error('rsyslog did not begin to listen');
      await delay(25);
    }
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child) await endProgram(child);
  }

  /** The first so many messages that it took. */
  async messages(count: number): Promise<readonly Buffer[]> {
    for (let tries = 0; tries < 400; tries++) {
      if (statSync(this.output).size > 0) {
        const lines = readFileSync(this.output, 'latin1').split('\n').slice(0, -1);
        if (lines.length >= count) return lines.map((line) => Buffer.from(line, 'latin1'));
      }
      await delay(25);
    }
    throw new Error(`rsyslog took no ${count} messages: ${readFileSync(this.output, 'utf8')}`);
  }

  #configuration(): string {
    const { transport, port, certificate, authority, folder } = this.#options;
    const secured = [
      `global(workDirectory="${folder}" defaultNetstreamDriver="ossl"`,
      `  defaultNetstreamDriverCAFile="${authority?.certificateFile}"`,
      `  defaultNetstreamDriverCertFile="${certificate?.certificateFile}"`,
      `  defaultNetstreamDriverKeyFile="${certificate?.keyFile}")`,
      'module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="anon")',
    ];
    return [
      ...(transport === 'tls' ? secured : [`global(workDirectory="${folder}")`, `module(load="im${transport}")`]),
      'template(name="asItCame" type="string" string="%rawmsg%\\n")',
      'ruleset(name="all") {',
      `  action(type="omfile" file="${this.output}" template="asItCame" asyncWriting="off")`,
      '}',
      `input(type="im${transport === 'udp' ? 'udp' : 'tcp'}" address="127.0.0.1" port="${port}" ruleset="all")`,
      '',
    ].join('\n');
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Whether somebody holds a UDP port of the loopback, as /proc/net/udp has it. */
function bound(port: number): boolean {
  return readFileSync('/proc/net/udp', 'utf8').includes(`0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`);
}
