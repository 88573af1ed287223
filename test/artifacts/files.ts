import { thresholds } from '@mcp-otel/core';
import { ruleFiles } from '../../packages/cli/src/rules/rule-files.ts';
import { readMigrations, schemaText } from '@mcp-otel/postgres';
import { pages } from './pages.mjs';
import { dashboardFiles } from './dashboards/dashboards.ts';
import { promtoolTests } from './rules/promtool-tests.ts';
import { runbookPages } from '../../packages/cli/src/runbooks/runbook-pages.ts';

/** Every file that is made from the tables, by its path from the root. */
export function artifacts(): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.entries(pages).map(([path, render]) => [path, render()])),
    ...within('alert-rules', ruleFiles(thresholds)),
    ...within('alert-rules/tests', promtoolTests()),
    ...within('alert-rules/runbooks', suffixed(runbookPages(thresholds), '.md')),
    ...within('dashboards', dashboardFiles()),
    'packages/postgres/schema/postgres.sql': schemaText('mcp_otel', readMigrations()),
  };
}

function within(folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

function suffixed(files: Readonly<Record<string, string>>, suffix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${name}${suffix}`, text]));
}
