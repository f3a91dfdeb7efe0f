import { because, filesGroup, registryGroup } from './recommended-group.ts';

const directory = (name: string, path: string, why: string) => ({ name, path, pathType: 'directory', why }) as const;
const tree = (name: string, path: string, why: string) => ({ ...directory(name, path, why), recursion: true });

const startMenu = 'Microsoft\\Windows\\Start Menu\\Programs\\Startup';
const profileWhy = 'Commands that every PowerShell runs when it opens, with the rights of whoever opens it.';

/** What people and intruders change in files on a Windows machine. Nothing here needs to exist. */
export const windowsFiles = () => [
  ...filesGroup('Names and hosts', [
    directory(
      'Hosts and network names',
      '%SystemRoot%\\System32\\drivers\\etc',
      'The hosts file decides before any name server which machine a name leads to; the files beside it name networks and ports.',
    ),
  ]),
  ...filesGroup('Start-up', [
    tree(
      'Start-up folder of all users',
      `%ProgramData%\\${startMenu}`,
      'Whatever lies in it is started whenever anybody signs in.',
    ),
    tree('My start-up folder', `%APPDATA%\\${startMenu}`, 'Whatever lies in it is started when you sign in.'),
    tree(
      'Group policy scripts',
      '%SystemRoot%\\System32\\GroupPolicy',
      'Scripts that run at start-up, shutdown, sign-in and sign-out, and the policies of this machine.',
    ),
    ...because('Windows still reads names of programs and drivers to load from it.', [
      { name: 'Win.ini', path: '%SystemRoot%\\win.ini' },
      { name: 'System.ini', path: '%SystemRoot%\\system.ini' },
    ]),
  ]),
  ...filesGroup('Scheduled', [
    tree(
      'Scheduled tasks',
      '%SystemRoot%\\System32\\Tasks',
      'One file for each task: what it runs, when, and as whom. A task outlives restarts and needs nobody signed in.',
    ),
    directory('Scheduled tasks of old', '%SystemRoot%\\Tasks', 'Tasks in the form that older programs still make.'),
  ]),
  ...filesGroup(
    'Shells',
    because(profileWhy, [
      { name: 'PowerShell for all users', path: '%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\*profile.ps1' },
      {
        name: 'PowerShell for all users (32-bit)',
        path: '%SystemRoot%\\SysWOW64\\WindowsPowerShell\\v1.0\\*profile.ps1',
      },
      { name: 'PowerShell 7 for all users', path: '%ProgramFiles%\\PowerShell\\7\\*profile.ps1' },
      { name: 'My PowerShell', path: '%USERPROFILE%\\Documents\\WindowsPowerShell\\*profile.ps1' },
      { name: 'My PowerShell 7', path: '%USERPROFILE%\\Documents\\PowerShell\\*profile.ps1' },
    ]),
  ),
  ...filesGroup('SSH', [
    tree('SSH server', '%ProgramData%\\ssh', 'Who may sign in from elsewhere, and with which keys.'),
    directory('My SSH folder', '%USERPROFILE%\\.ssh', 'Who may sign in as you, and which machines you trust.'),
  ]),
];

const currentVersion = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion';
// By this name and not by its view: the preset names it so, and one thing is to be told once.
const currentVersion32 = 'SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion';
const windowsNt = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const control = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control';

/** The same in the registry: the run keys, and the few other values that start or load programs. */
export const windowsRegistry = () => [
  ...registryGroup('Run at sign-in', [
    {
      name: 'Run for all users',
      key: `HKEY_LOCAL_MACHINE\\${currentVersion}\\Run`,
      why: 'Programs that start whenever anybody signs in: the commonest place to stay on a machine.',
    },
    {
      name: 'Run for all users (32-bit)',
      key: `HKEY_LOCAL_MACHINE\\${currentVersion32}\\Run`,
      why: 'The same as 32-bit programs write it.',
    },
    {
      name: 'Run once for all users',
      key: `HKEY_LOCAL_MACHINE\\${currentVersion}\\RunOnce`,
      why: 'Programs that start at the next sign-in of anybody, and then take themselves out; installers use it.',
    },
    {
      name: 'Run once for all users (32-bit)',
      key: `HKEY_LOCAL_MACHINE\\${currentVersion32}\\RunOnce`,
      why: 'The same as 32-bit programs write it.',
    },
    {
      name: 'Run for me',
      key: `HKEY_CURRENT_USER\\${currentVersion}\\Run`,
      why: 'Programs that start when you sign in. No special rights are needed to put one here.',
    },
    {
      name: 'Run once for me',
      key: `HKEY_CURRENT_USER\\${currentVersion}\\RunOnce`,
      why: 'Programs that start at your next sign-in, and then take themselves out.',
    },
    {
      name: 'Run by policy for all users',
      key: `HKEY_LOCAL_MACHINE\\${currentVersion}\\Policies\\Explorer\\Run`,
      why: 'Programs that a policy starts for everybody; they are not listed among the start-up apps.',
    },
    {
      name: 'Run by policy for me',
      key: `HKEY_CURRENT_USER\\${currentVersion}\\Policies\\Explorer\\Run`,
      why: 'Programs that a policy starts for you; they are not listed among the start-up apps.',
    },
    {
      name: 'Shell',
      key: `${windowsNt}\\Winlogon`,
      valueName: 'Shell',
      why: 'The program that is started as the desktop: explorer.exe, and nothing beside it.',
    },
    {
      name: 'First program after sign-in',
      key: `${windowsNt}\\Winlogon`,
      valueName: 'Userinit',
      why: 'What prepares the desktop after sign-in: userinit.exe, and nothing beside it.',
    },
  ]),
  ...registryGroup('Loaded into programs', [
    {
      name: 'Libraries in every program',
      key: `${windowsNt}\\Windows`,
      valueName: 'AppInit_DLLs',
      view: 'both',
      why: 'Libraries that are loaded into every program with a window. It is empty on a sound machine.',
    },
    {
      name: 'Debuggers of programs',
      key: `${windowsNt}\\Image File Execution Options`,
      recursion: true,
      maxDepth: 2,
      valueName: 'Debugger',
      why: 'A program named here is started in place of the one it is set for.',
    },
    {
      name: 'Sign-in libraries',
      key: `${control}\\Lsa`,
      valueName: '*Packages',
      why: 'Libraries that see every password when somebody signs in or changes it.',
    },
    {
      name: 'Programs before start-up',
      key: `${control}\\Session Manager`,
      valueName: 'BootExecute',
      why: 'Programs that run before Windows itself is up, such as the check of the disks.',
    },
  ]),
  ...registryGroup('Environment', [
    {
      name: 'Environment of all users',
      key: `${control}\\Session Manager\\Environment`,
      why: 'PATH decides which folder a program is taken from when it is named without one.',
    },
    {
      name: 'My environment',
      key: 'HKEY_CURRENT_USER\\Environment',
      why: 'Your own PATH and variables; a script that runs when you sign in can be set here too.',
    },
  ]),
];
