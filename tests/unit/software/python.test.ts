import { describe, expect, it } from 'vitest';
import {
  isStash,
  namedBy,
  normalized,
  parseMetadata,
  publicUrl,
} from '../../../electron/engine/collectors/software/optional/pip-metadata.ts';

describe('what the name of Python’s metadata says', () => {
  it.each([
    ['requests-2.31.0.dist-info', 'requests', '2.31.0', 'METADATA'],
    ['ruamel.yaml.clib-0.2.8.dist-info', 'ruamel.yaml.clib', '0.2.8', 'METADATA'],
    ['an-old-name-1.0.post1+local.dist-info', 'an-old-name', '1.0.post1+local', 'METADATA'],
    ['PyYAML-6.0.egg-info', 'PyYAML', '6.0', 'PKG-INFO'],
    ['numpy-1.24.2-py3.11.egg-info', 'numpy', '1.24.2', 'PKG-INFO'],
    ['lxml-4.9.2-py3.11-linux-x86_64.egg-info', 'lxml', '4.9.2', 'PKG-INFO'],
    ['my_project.egg-info', 'my_project', null, 'PKG-INFO'],
  ])('%s', (entry, name, version, file) => {
    expect(namedBy(entry)).toEqual({ name, version, file });
  });

  it.each(['requests', '__pycache__', 'distutils-precedence.pth', '.dist-info', 'x.dist-info', 'six.py'])(
    'is nothing: %s',
    (entry) => {
      expect(namedBy(entry)).toBeUndefined();
    },
  );

  it('tells what pip put aside', () => {
    expect(isStash('~equests-2.31.0.dist-info')).toBe(true);
    expect(isStash('~~quests-2.31.0.dist-info')).toBe(true);
    expect(isStash('requests-2.31.0.dist-info')).toBe(false);
    expect(isStash('~equests')).toBe(false);
  });
});

it('Python’s names are compared without regard to case and separators', () => {
  expect(['Ruamel.Yaml', 'ruamel_yaml', 'RUAMEL--yaml'].map(normalized)).toEqual(Array(3).fill('ruamel-yaml'));
});

describe('the head of Python’s metadata', () => {
  it('ends at the first empty line, and its first field of a name counts', () => {
    const text = 'Metadata-Version: 2.1\r\nName: One\r\nClassifier: A\r\nClassifier: B\r\n\r\nSummary: not this\r\n';
    expect(Object.fromEntries(parseMetadata(text))).toEqual({
      'metadata-version': '2.1',
      name: 'One',
      classifier: 'A',
    });
  });

  it('counts as far as it goes', () => {
    expect(parseMetadata('Name: One\nSumma').get('name')).toBe('One');
    expect(parseMetadata('').size).toBe(0);
    expect(parseMetadata('\0\0\0').size).toBe(0);
  });

  it('leaves the continuation of a field out', () => {
    expect(parseMetadata('License: MIT\n  Name: not this\nName: One').get('name')).toBe('One');
  });
});

it('an address is told without the password in it', () => {
  expect(publicUrl('https://me:secret@example.org/x.git')).toBe('https://example.org/x.git');
  expect(publicUrl('file:///home/me/x.whl')).toBe('file:///home/me/x.whl');
  expect(publicUrl('no address')).toBeNull();
});
