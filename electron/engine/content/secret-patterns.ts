/**
 * Files whose content is never kept, by their name alone, wherever they lie. In
 * picomatch's patterns; upper and lower case are the same, and a leading dot is
 * a letter like any other.
 */
export const secretNames: readonly string[] = [
  // Private keys and what carries them
  'ssh_host_*_key*',
  'id_{rsa,dsa,ecdsa,ed25519,xmss}*',
  '*.{pem,key,ppk,p8,p12,pfx,pkcs12,jks,keystore,kdb,kdbx,psk,agekey,asc.key}',
  '*.keytab',
  'krb5cc_*',
  'secring.gpg',
  'privkey*',
  // The environment of programs
  '.env',
  '.env.*',
  '*.env',
  '.envrc',
  // Accounts and tokens of command line programs
  '{.,_}netrc',
  '.pgpass',
  'pgpass.conf',
  '.my.cnf',
  '.mylogin.cnf',
  '.git-credentials',
  '.npmrc',
  '.yarnrc.yml',
  '.pypirc',
  '.vault-token',
  '.s3cfg',
  '.boto',
  '.terraformrc',
  '*.tfstate',
  '*.tfstate.backup',
  '*.tfvars',
  'credentials.tfrc.json',
  'rclone.conf',
  '.{msmtp,fetchmail,mbsync,offlineimap}rc',
  'msmtprc',
  '.smbcredentials',
  '.htpasswd',
  'smbpasswd',
  'wp-config.php',
  '{secret,secrets,credential,credentials}.{json,yml,yaml,toml,ini,properties}',
  'application_default_credentials.json',
  // Networks
  'wpa_supplicant*.conf',
  'ipsec.secrets',
  '{chap,pap}-secrets',
  // What was typed, passwords included
  '.*_history',
  // Browsers
  'logins.json',
  'key{3,4}.db',
  'cookies.sqlite*',
  'Login Data*',
  // Windows
  '{unattend,autounattend,sysprep}.xml',
];

/** The same by their place: in the whole path. A pattern that begins with any folder also finds the /etc of a chroot or a container. */
export const secretPaths: readonly string[] = [
  '**/etc/{shadow,gshadow}*',
  '**/etc/{master.passwd,spwd.db}*',
  '**/etc/security/opasswd*',
  '**/var/backups/{shadow,gshadow}*',
  '**/etc/ssl/private/**',
  '**/etc/pki/**/private/**',
  '**/etc/letsencrypt/{accounts,keys}/**',
  '**/etc/{ipsec.d,swanctl}/private/**',
  '**/etc/wireguard/**',
  '**/etc/NetworkManager/system-connections/**',
  '**/run/NetworkManager/system-connections/**',
  '**/etc/netplan/**',
  '**/var/lib/{iwd,bluetooth}/**',
  '**/etc/mysql/debian.cnf',
  '**/etc/kubernetes/*.conf',
  '**/etc/rancher/**/*.yaml',
  '**/etc/apt/auth.conf',
  '**/etc/apt/auth.conf.d/**',
  '**/etc/postfix/sasl_passwd*',
  '**/etc/exim4/passwd.client',
  '**/etc/{ddclient,inadyn}.conf',
  '**/var/lib/samba/private/**',
  '**/var/lib/systemd/credential.secret',
  '**/etc/credstore*/**',
  '**/.ssh/{id_*,identity}',
  '**/.gnupg/private-keys-v1.d/**',
  '**/.aws/{credentials,config}',
  '**/.aws/{cli,sso}/cache/**',
  '**/.azure/{accessTokens,msal_token_cache,service_principal_entries}*',
  '**/gcloud/{credentials.db,access_tokens.db}',
  '**/gcloud/legacy_credentials/**',
  '**/.docker/config.json',
  '**/containers/auth.json',
  '**/.kube/{config,cache/**}',
  '**/gh/hosts.yml',
  '**/git/credentials',
  '**/.{cargo,gem}/credentials*',
  '**/.m2/settings*.xml',
  '**/.gradle/gradle.properties',
  '**/{keyrings,kwalletd,kwallet}/**',
  '**/.password-store/**',
  '**/Library/Keychains/**',
  '**/{Google,google-chrome,chromium,Microsoft,Edge,BraveSoftware}/**/Cookies*',
  '**/System32/config/{SAM,SECURITY,SYSTEM}*',
  '**/Microsoft/{Credentials,Protect,Vault}/**',
];

/**
 * What the patterns above would take along though it is public: the public half of
 * a key, certificates and package signing keys of the system, examples.
 */
export const publicPaths: readonly string[] = [
  '**/*.pub',
  '**/.env{.,-,_}{example,sample,template,dist,defaults}',
  '**/{example,sample}.env',
  '**/etc/ssl/certs/**',
  '**/etc/ca-certificates/**',
  '**/usr/share/ca-certificates/**',
  '**/etc/pki/{ca-trust,tls/certs}/**',
  '**/usr/share/keyrings/**',
  '**/etc/apt/keyrings/**',
];
