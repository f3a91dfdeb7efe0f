import { expect, it } from 'vitest';
import { isSecretValue } from '../../../electron/engine/collectors/registry/secrets.ts';

const value = (name: string, type = 1) => ({ name, type, bytes: Buffer.alloc(0) });
const winlogon = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';

it.each([
  [winlogon, 'DefaultPassword', 1, true],
  [winlogon, 'DefaultUserName', 1, false],
  [winlogon, 'PasswordExpiryWarning', 4, false],
  ['HKEY_LOCAL_MACHINE\\SAM\\SAM\\Domains\\Account\\Users\\000001F4', 'V', 3, true],
  ['HKEY_LOCAL_MACHINE\\SECURITY\\Policy\\Secrets\\$MACHINE.ACC\\CurrVal', '', 0, true],
  ['HKEY_CURRENT_USER\\Software\\Vendor', 'api_key', 1, true],
  ['HKEY_CURRENT_USER\\Software\\Vendor', 'Shell', 1, false],
])('whether the data is secret: %s %s', (key, name, type, expected) => {
  expect(isSecretValue(key, value(name, type), [])).toBe(expected);
});

it('the user’s patterns count too', () => {
  const key = 'HKEY_CURRENT_USER\\Software\\Vendor';
  expect(isSecretValue(key, value('License.token'), ['*.token'])).toBe(true);
});
