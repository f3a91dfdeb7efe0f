import { baseboard, bios, cpu, mem, memLayout, osInfo, system } from 'systeminformation';
import { joined, type Part, sizeOf, told } from './part.ts';

const GiB = 1024 ** 3;

export async function readSystem(): Promise<readonly Part[]> {
  const [made, board] = [await system(), await baseboard()];
  return [
    {
      key: 'system',
      name: 'System',
      summary: joined(made.manufacturer, made.model) || joined(board.manufacturer, board.model),
      detail: [
        ['Version', made.version],
        ['Serial', made.serial],
        ['UUID', made.uuid],
        ['SKU', made.sku],
        ['Virtual', made.virtual ? joined(made.virtualHost) || 'yes' : 'no'],
        ['Board', joined(board.manufacturer, board.model, board.version)],
        ['Board serial', board.serial],
      ],
    },
  ];
}

/** Not the full host name: it is looked up in the network, and so is not a fact of this machine. */
export async function readOs(): Promise<readonly Part[]> {
  const os = await osInfo();
  const codename = told(os.codename);
  return [
    {
      key: 'os',
      name: 'Operating system',
      summary: joined(os.distro, os.release, codename === '' ? '' : `(${codename})`),
      detail: [
        ['Kernel', os.kernel],
        ['Architecture', os.arch],
        ['Host name', os.hostname],
        ['Machine id', os.serial],
        ['Build', os.build],
        ['Service pack', os.servicepack],
        ['UEFI', os.uefi],
      ],
    },
  ];
}

/** Not the speeds and the governor: they follow the load and the charger. */
export async function readCpu(): Promise<readonly Part[]> {
  const found = await cpu();
  return [
    {
      key: 'cpu',
      name: 'Processor',
      summary: joined(found.manufacturer, found.brand),
      detail: [
        ['Processors', found.processors],
        ['Cores', found.physicalCores],
        ['Threads', found.cores],
        ['Family', found.family],
        ['Model', found.model],
        ['Stepping', found.stepping],
        ['Microcode', found.revision],
        ['Socket', found.socket],
        ['Virtualization', found.virtualization],
      ],
    },
  ];
}

/**
 * The modules where firmware tells of them. Otherwise what the kernel manages,
 * rounded up to whole GiB: the kernel's own share, which differs from one kernel to
 * the next, is missing in it.
 */
export async function readMemory(): Promise<readonly Part[]> {
  const modules = (await memLayout()).filter((each) => each.size > 0 && told(each.type) !== '');
  const sum = modules.reduce((all, each) => all + each.size, 0);
  const total = sum || Math.ceil((await mem()).total / GiB) * GiB;
  return [
    {
      key: 'memory',
      name: 'Memory',
      summary: total > 0 ? sizeOf(total) : '',
      detail: modules.map((each, index) => [
        `Module ${told(each.bank) || index + 1}`,
        joined(sizeOf(each.size), each.type, each.manufacturer, each.partNum, each.serialNum),
      ]),
    },
  ];
}

export async function readFirmware(): Promise<readonly Part[]> {
  const found = await bios();
  return [
    {
      key: 'firmware',
      name: 'Firmware',
      summary: joined(found.vendor, found.version),
      detail: [
        ['Released', found.releaseDate],
        ['Revision', found.revision],
        ['Serial', found.serial],
      ],
    },
  ];
}
