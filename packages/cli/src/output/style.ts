import { styleText } from 'node:util';

/** How a piece of text is to look. */
type Look = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Dresses text for a terminal; leaves it plain where nobody would see it. */
export type Style = (look: Look, text: string) => string;

export function styleFor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Style {
  const colours = stream.isTTY && env['NO_COLOR'] === undefined;
  return colours ? (look, text) => styleText(look, text) : (_look, text) => text;
}
