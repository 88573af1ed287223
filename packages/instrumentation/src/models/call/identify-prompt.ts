import { own, promptIdentity, safeName, semconv } from '@mcp-otel/core';
import { promptContent } from '../../content/model-content.ts';
import { templateOfText } from '../../turns/prompt-templates.ts';
import type { Models } from '../models.ts';
import type { ModelCall } from './model-call.ts';

/** Writes what identifies the prompt, once per call, and counts its template. */
export function identifyPrompt(models: Models, call: ModelCall): void {
  if (call.identified) return;
  call.identified = true;
  const { tool } = call.start;
  const { parts, prompt } = call.given();
  const { attributes, variant } = promptIdentity(parts, models.settings.hash());
  call.span?.write({ ...attributes, ...promptContent(models.seam, prompt) });
  const template = safeName(templateOf(call));
  if (template !== undefined) call.span?.write({ [own.ATTR_PROMPT_TEMPLATE_ID]: template });
  // Shadow traffic repeats what the user's call has used.
  if (template === undefined || variant === undefined || call.attributes[own.ATTR_SHADOW] === true) return;
  models.recorder()?.promptUsed(models.drift.invoked(template, bounded(models, tool), variant));
}

/** The template that somebody has named: the application, its caller, or an MCP server whose prompt it is. */
function templateOf(call: ModelCall): string | undefined {
  const { start, attributes, span } = call;
  if (start.template !== undefined) return start.template;
  const name = attributes[semconv.ATTR_GEN_AI_PROMPT_NAME];
  const version = attributes[semconv.ATTR_GEN_AI_PROMPT_VERSION];
  if (typeof name === 'string') return version === undefined ? name : `${name}@${String(version)}`;
  const { system, messages } = call.given().prompt;
  const received = templateOfText([system, ...messages.map(({ text }) => text)]);
  if (received !== undefined) span?.write({ [semconv.ATTR_GEN_AI_PROMPT_NAME]: received });
  return received;
}

function bounded({ seam }: Models, tool: string | undefined): string | undefined {
  return tool === undefined ? undefined : seam.telemetry.labels.label(tool, 'histogram');
}
