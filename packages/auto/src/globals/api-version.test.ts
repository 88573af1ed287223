import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiVersion } from './api-version.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-version-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lays an API of a version beside the application's script. */
function install(version: string): void {
  const api = join(folder, 'node_modules/@opentelemetry/api');
  mkdirSync(join(api, 'build'), { recursive: true });
  const manifest = { name: '@opentelemetry/api', version, main: 'build/index.js' };
  writeFileSync(join(api, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(api, 'build/index.js'), '');
}

describe('the version that the globals carry', () => {
  test.each([
    ['that of the application, when it is of the same major version', '1.4.0', '1.4.0'],
    ['the newest we know, when the application’s API has globals of its own', '2.0.0', '1.10.0'],
  ])('is %s', (_sentence, installed, carried) => {
    install(installed);
    expect(apiVersion(join(folder, 'app.js'))).toBe(carried);
  });
  test('is the newest we know, when the application has no API', () => {
    expect(apiVersion(join(folder, 'app.js'))).toBe('1.10.0');
    expect(apiVersion('relative.js')).toBe('1.10.0');
  });
});
