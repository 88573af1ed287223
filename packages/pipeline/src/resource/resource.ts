import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { own, VERSION } from '@mcp-otel/core';
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
  ATTR_TELEMETRY_DISTRO_NAME,
  ATTR_TELEMETRY_DISTRO_VERSION,
} from '@opentelemetry/semantic-conventions';
import { defaultResource, resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import type { PipelineSettings } from '../settings.ts';

type ResourceSettings = Pick<PipelineSettings, 'serviceName' | 'resourceAttributes' | 'metricsSource'>;

/** Who speaks: this service, this run of it, on this runtime. Never the process arguments, which may hold secrets. */
export function processResource(settings: ResourceSettings): Resource {
  const manifest = nearestManifest(process.argv[1]);
  return defaultResource().merge(
    resourceFromAttributes({
      ...(manifest.name !== undefined && { [ATTR_SERVICE_NAME]: manifest.name }),
      ...(manifest.version !== undefined && { [ATTR_SERVICE_VERSION]: manifest.version }),
      [ATTR_SERVICE_INSTANCE_ID]: randomUUID(),
      'process.pid': process.pid,
      'process.runtime.name': 'nodejs',
      'process.runtime.version': process.versions.node,
      [ATTR_TELEMETRY_DISTRO_NAME]: 'mcp-otel',
      [ATTR_TELEMETRY_DISTRO_VERSION]: VERSION,
      [own.ATTR_METRICS_SOURCE]: settings.metricsSource,
      ...settings.resourceAttributes,
      ...(settings.serviceName !== '' && { [ATTR_SERVICE_NAME]: settings.serviceName }),
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
