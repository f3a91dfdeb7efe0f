import type { SavedQuery } from './saved-query.ts';

/** A query that comes with Tidemark. Its id stays the same for good: saved texts and links name it. */
export interface ReadyQuery extends SavedQuery {
  /** What it is useful for: one sentence. */
  readonly use: string;
  /** `azure`: printed so in the overview of Azure Change Tracking and Inventory. */
  readonly from: 'azure' | 'tidemark';
}

const changes = 'ConfigurationChange\n';
const data = 'ConfigurationData\n';

/** The eight queries of the original's overview, letter for letter. */
const printed: readonly ReadyQuery[] = [
  {
    id: 'azure-driver-files',
    name: 'Changes below Windows’ drivers folder',
    use: 'Shows every change of a file that Windows loads drivers or their settings from.',
    text: `${changes}${String.raw`| where ConfigChangeType == "Files" and FileSystemPath contains " c:\windows\system32\drivers\"`}`,
    from: 'azure',
  },
  {
    id: 'azure-hosts-content',
    name: 'Another content of the hosts file',
    use: 'Shows when the content of the hosts file became another, which can send a name to a wrong machine.',
    text: `${changes}${String.raw`| where FieldsChanged contains "FileContentChecksum" and FileSystemPath == "c:\windows\system32\drivers\etc\hosts"`}`,
    from: 'azure',
  },
  {
    id: 'azure-web-server-stopped',
    name: 'The IIS web server stopped',
    use: 'Shows when the service that answers web requests on Windows ceased to run.',
    text: `${changes}| where ConfigChangeType == "WindowsServices" and SvcName contains "w3svc" and SvcState == "Stopped"`,
    from: 'azure',
  },
  {
    id: 'azure-ssh-not-running',
    name: 'The ssh daemon does not run',
    use: 'Shows when the daemon that lets people in over ssh stopped, failed or was on its way down.',
    text: `${changes}| where ConfigChangeType == "Daemons" and SvcName contains "ssh" and SvcState!= "Running"`,
    from: 'azure',
  },
  {
    id: 'azure-software-added',
    name: 'Software that was added',
    use: 'Shows what was installed, where nothing should be installed unasked.',
    text: `${changes}| where ConfigChangeType == "Software" and ChangeCategory == "Added"`,
    from: 'azure',
  },
  {
    id: 'azure-outdated-agent',
    name: 'A monitoring agent of another version',
    use: 'Shows a program that is installed in a version other than the one agreed on; it tells what is, not what changed.',
    text: `${data}| where SoftwareName contains "Monitoring Agent" and CurrentVersion!= "8.0.11081.0"`,
    from: 'azure',
  },
  {
    id: 'azure-antivirus-key',
    name: 'The antivirus compatibility key',
    use: 'Shows changes of the registry key by which an antivirus program says that it stands Windows’ updates.',
    text: `${changes}${String.raw`| where RegistryKey == @"HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\QualityCompat"`}`,
    from: 'azure',
  },
  {
    id: 'azure-firewall-policy',
    name: 'Windows’ firewall settings',
    use: 'Shows changes of the registry keys that hold the firewall’s rules and whether it is on.',
    text: `${changes}${String.raw`| where RegistryKey contains @"HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy"`}`,
    from: 'azure',
  },
];

const own: readonly ReadyQuery[] = [
  {
    id: 'today-by-type',
    name: 'What changed in the last day, by type',
    use: 'Counts the last 24 hours’ changes, to see at a glance where something happened.',
    text: `${changes}| where TimeGenerated > ago(1d)
| summarize Changes = count() by ConfigChangeType, ChangeCategory
| sort by Changes desc`,
    from: 'tidemark',
  },
  {
    id: 'changes-a-day',
    name: 'Changes a day, as a chart',
    use: 'Draws the last 30 days, a line a type: an unusual day stands out.',
    text: `${changes}| where TimeGenerated > ago(30d)
| summarize Changes = count() by bin(TimeGenerated, 1d), ConfigChangeType
| render timechart`,
    from: 'tidemark',
  },
  {
    id: 'noisiest-paths',
    name: 'The files that change most often',
    use: 'Names what fills the log, so that it can be left out of what is tracked.',
    text: `${changes}| where ConfigChangeType == "Files" and TimeGenerated > ago(30d)
| summarize Changes = count(), Last = max(TimeGenerated) by FileSystemPath
| top 20 by Changes`,
    from: 'tidemark',
  },
  {
    id: 'while-away',
    name: 'What changed while Tidemark was not running',
    use: 'Shows what was found changed at a start, with the moment since when it can have happened.',
    text: `${changes}| where How == "startup"
| project TimeGenerated, Since, ConfigChangeType, ChangeCategory, Name, FileSystemPath
| sort by TimeGenerated desc`,
    from: 'tidemark',
  },
  {
    id: 'software-versions',
    name: 'Software that changed its version in the last week',
    use: 'Lists updates with the version before and after, to find the one after which something broke.',
    text: `${changes}| where ConfigChangeType == "Software" and TimeGenerated > ago(7d) and Previous != Current
| project TimeGenerated, SoftwareName, Previous, Current, Publisher
| sort by TimeGenerated desc`,
    from: 'tidemark',
  },
  {
    id: 'automatic-not-running',
    name: 'What should run and does not',
    use: 'Lists services and daemons that start by themselves and do not run now.',
    text: `${data}| where ConfigDataType in ("Daemons", "WindowsServices") and SvcStartupType == "Auto" and SvcState != "Running"
| project SvcName, SvcDisplayName, SvcState, SvcStartupType
| sort by SvcName asc`,
    from: 'tidemark',
  },
  {
    id: 'largest-files',
    name: 'The largest tracked files',
    use: 'Shows what takes the most space among the files that are tracked.',
    text: `${data}| where ConfigDataType == "Files"
| top 20 by Size
| project FileSystemPath, Size, DateModified`,
    from: 'tidemark',
  },
];

/** Every query that comes with Tidemark, in the order in which they are shown. */
export const readyQueries: readonly ReadyQuery[] = [...printed, ...own];
