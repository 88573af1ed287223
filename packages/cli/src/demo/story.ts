import { readFileSync } from 'node:fs';

/** One tool call that the scripted model asks for. */
export interface ScriptedCall {
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** How the call ends for the agent; `ok` when not given. */
  readonly outcome?: string;
}

/** One request of the user, and how the scripted model works on it. */
export interface ScriptedRequest {
  readonly user: string;
  /** Tool calls of each round; those of one round are made at the same time. */
  readonly steps: readonly (readonly ScriptedCall[])[];
  readonly answer: string;
}

/** Folder of the programs that the demo runs, and of its story. */
export const DEMO_FOLDER = new URL('../../demo/', import.meta.url);

export function readStory(): readonly ScriptedRequest[] {
  return JSON.parse(readFileSync(new URL('story.json', DEMO_FOLDER), 'utf8')) as readonly ScriptedRequest[];
}
