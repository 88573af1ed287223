import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VERSION } from '@mcp-otel/core';
import { defaultResource, resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import type { PipelineSettings } from '../settings.ts';

/** Who speaks: this service, this run of it, on this runtime. Never the process arguments, which may hold secrets. */
export function processResource(settings: Pick<PipelineSettings, 'serviceName' | 'resourceAttributes'>): Resource {
  const manifest = nearestManifest(process.argv[1]);
  return defaultResource().merge(
    resourceFromAttributes({
      ...(manifest.name !== undefined && { 'service.name': manifest.name }),
      ...(manifest.version !== undefined && { 'service.version': manifest.version }),
      'service.instance.id': randomUUID(),
      'process.pid': process.pid,
      'process.runtime.name': 'nodejs',
      'process.runtime.version': process.versions.node,
      'telemetry.distro.name': 'mcp-otel',
      'telemetry.distro.version': VERSION,
      ...settings.resourceAttributes,
      ...(settings.serviceName !== '' && { 'service.name': settings.serviceName }),
    }),
  );
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
}

/** The package that the running script belongs to: a better name than `unknown_service:node`. */
function nearestManifest(script: string | undefined): Manifest {
  if (script === undefined) return {};
  for (let folder = dirname(script); ; folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    if (manifest.name !== undefined) return manifest;
    if (folder === dirname(folder)) return {};
  }
}

function readManifest(path: string): Manifest {
  try {
    const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name?: unknown; version?: unknown };
    return { ...(typeof name === 'string' && { name }), ...(typeof version === 'string' && { version }) };
  } catch {
    return {};
  }
}
