import type { Cell } from './golden.ts';

/** Calls that each side of a cell makes, and how they end; the other side of each must show up as well. */
interface Expected {
  readonly client: readonly string[];
  readonly server: readonly string[];
}

const common = [
  'tools/list ok',
  'tools/call add ok',
  'tools/call fail tool_error tool_error',
  'prompts/list ok',
  'prompts/get greet ok',
  'resources/list ok',
  'resources/read ok',
];

const handshake = ['initialize ok', 'notifications/initialized ok'];
const givenUp = {
  client: ['tools/call hang timeout timeout', 'tools/call hang cancelled'],
  server: ['tools/call hang cancelled', 'tools/call hang cancelled'],
};
const cancels = ['notifications/cancelled ok', 'notifications/cancelled ok'];

const v1: Expected = {
  client: [
    ...common,
    ...handshake,
    ...givenUp.client,
    ...cancels,
    'ping ok',
    'tools/call tool_error tool_error', // An unknown tool: its name is not in the span name.
    'no/such protocol_error -32601',
    'tools/call sample ok',
    'tools/call ask ok',
    'tools/call roots ok',
    'tools/call announce ok',
    'tools/call progress ok',
    'completion/complete ok',
    'resources/templates/list ok',
    'resources/read protocol_error -32602',
    'resources/subscribe ok',
    'resources/unsubscribe ok',
    'logging/setLevel ok',
    'notifications/roots/list_changed ok',
  ],
  server: [
    ...common,
    ...handshake,
    ...givenUp.server,
    ...cancels,
    'ping ok',
    'tools/call tool_error tool_error',
    'no/such protocol_error', // The caller's mistake: recorded, but no error of the server.
    'tools/call sample ok',
    'tools/call ask ok',
    'tools/call roots ok',
    'tools/call announce ok',
    'tools/call progress ok',
    'completion/complete ok',
    'resources/templates/list ok',
    'resources/read protocol_error',
    'resources/subscribe ok',
    'resources/unsubscribe ok',
    'logging/setLevel ok',
    'notifications/roots/list_changed ok',
  ],
};

/** What the server of v1 sends to its client: both sides change places. */
const askedBack = [
  'sampling/createMessage ok',
  'elicitation/create ok',
  'roots/list ok',
  'notifications/tools/list_changed ok',
  'notifications/prompts/list_changed ok',
  'notifications/resources/list_changed ok',
];

const unknownTool = { client: 'tools/call protocol_error -32602', server: 'tools/call protocol_error' };

const v2Legacy: Expected = {
  client: [...common, ...handshake, ...givenUp.client, ...cancels, unknownTool.client],
  server: [...common, ...handshake, ...givenUp.server, ...cancels, unknownTool.server],
};

const rounds = ['tools/call ask input_required', 'tools/call ask ok'];

function v2Modern(over: Cell['over']): Expected {
  // Over HTTP a call is given up by closing its stream. Over stdio the SDK probes the revision through a second,
  // throw-away process, on a transport that no protocol object ever sees.
  const given = over === 'stdio' ? cancels : [];
  const probe = over === 'stdio' ? [] : ['server/discover ok'];
  return {
    client: [...common, ...givenUp.client, ...given, ...probe, ...rounds, unknownTool.client],
    server: [...common, ...givenUp.server, ...given, 'server/discover ok', ...rounds, unknownTool.server],
  };
}

/** Every span that a cell must give, and no other, in the form of `shapes`. */
export function expectedShapes({ sdk, mode, over }: Cell): readonly string[] {
  const expected = sdk === 'v1' ? v1 : mode === 'legacy' ? v2Legacy : v2Modern(over);
  const back = sdk === 'v1' ? askedBack : [];
  return [
    ...[...expected.client, ...back].map((line) => `client ${line}`),
    ...[...expected.server, ...back].map((line) => `server ${line}`),
  ].toSorted();
}
