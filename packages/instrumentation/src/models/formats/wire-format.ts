import type { Attributes } from '@opentelemetry/api';
import type { ThreadMessage, Usage } from '@mcp-otel/core';
import type { Json } from './json.ts';

/** What a request says about the call. */
export interface RequestFacts {
  /** `gen_ai.operation.name` */
  readonly operation: 'chat' | 'text_completion' | 'generate_content' | 'embeddings';
  readonly model: string | undefined;
  readonly stream: boolean;
  /** Parameters of the request, by the names of the convention. */
  readonly attributes: Attributes;
  readonly prompt: () => Prompt;
}

/** What a model is given, in parts. */
export interface Prompt {
  readonly system: string;
  /** Tool definitions, as they are sent. */
  readonly tools: readonly unknown[];
  readonly messages: readonly ThreadMessage[];
  /** The messages as they are sent, where they have parts of their own. */
  readonly source?: readonly Json[] | undefined;
  /** Answer that the messages continue, where the provider keeps the conversation. */
  readonly continues?: string | undefined;
  /** Conversation that the provider keeps. */
  readonly conversation?: string | undefined;
}

/** What an answer says about the call. */
export interface AnswerFacts {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  /** One per choice. */
  readonly finishReasons?: readonly string[] | undefined;
  readonly usage?: Usage | undefined;
  /** Price in USD, where the provider tells it. */
  readonly cost?: number | undefined;
  /** The assistant's message of the first choice. */
  readonly reply?: ThreadMessage | undefined;
  readonly attributes?: Attributes | undefined;
  /** Code of an error that came in place of the answer or in the middle of it. */
  readonly error?: string | undefined;
  /** Oldest results of tools that the provider has left out of the request, and their tokens. */
  readonly cleared?: { readonly uses: number; readonly tokens: number } | undefined;
  /** Several requests of the provider's own are billed as one. */
  readonly severalRounds?: boolean | undefined;
  /** It is not all of the answer: the provider works on in the background, or it was too long to be kept. */
  readonly pending?: boolean | undefined;
}

/** One way to speak with a model over HTTP. */
export interface WireFormat {
  /** `gen_ai.provider.name` where the host tells nothing. */
  readonly provider: string;
  /** End of the paths that it is spoken on. */
  readonly path: RegExp;
  /** Other interfaces have such paths too: whether a body is of this one. */
  readonly accepts: (body: Json) => boolean;
  readonly request: (body: Json, path: string) => RequestFacts;
  /** Facts of a whole answer. */
  readonly whole: (answer: Json) => AnswerFacts;
  /** Facts of the pieces of an answer, as many as came. */
  readonly pieces: (pieces: readonly Json[]) => AnswerFacts;
  /** Whether a piece is the last that matters: with it the answer is whole, whatever the reader does behind it. */
  readonly isLast: (piece: string) => boolean;
}
