import { allContentKinds, nothing, type Capture, type ContentKind } from './content-kinds.ts';

/** Values of the convention's variable that mean that spans may carry messages (OpenTelemetry, util-genai). */
const onSpans: ReadonlySet<string> = new Set(['true', 'span_only', 'span_and_event']);
/** What the convention's variable speaks of. Resources are not messages: they have to be named. */
const messages: Capture = new Set(['arguments', 'results', 'prompts', 'completions'] satisfies ContentKind[]);
const everything: Capture = new Set(allContentKinds);

/** Environment as a process has it. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads what may be recorded: `MCP_OTEL_CAPTURE`, a list of kinds, `all` or `none`; else
 * `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`. Meant to be asked at each call, so that a change counts at once; the
 * answer is remembered for as long as both texts are the same. A word that is not known gives nothing: it fails closed.
 *
 * @param env read at each call
 */
export function createCapture(env: Environment): () => Capture {
  let of = '';
  let capture = nothing;
  return () => {
    const own = env['MCP_OTEL_CAPTURE'] ?? '';
    const general = env['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT'] ?? '';
    const both = `${own}\n${general}`;
    if (both !== of) {
      of = both;
      capture = captureOf(own, general);
    }
    return capture;
  };
}

function captureOf(own: string, general: string): Capture {
  const words = own
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  if (words.length === 0) return onSpans.has(general.trim().toLowerCase()) ? messages : nothing;
  if (words.includes('none')) return nothing;
  if (words.includes('all')) return everything;
  return words.every(isKind) ? new Set(words) : nothing;
}

function isKind(word: string): word is ContentKind {
  return (allContentKinds as readonly string[]).includes(word);
}
