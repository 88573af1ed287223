import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SpanContext } from '@opentelemetry/api';
import type { ThreadMessage, ToolRequest } from './thread.ts';
import { TurnTracker } from './turn-tracker.ts';

let spans = 0;
const newSpan = (parent?: SpanContext): SpanContext => {
  spans += 1;
  const spanId = spans.toString(16).padStart(16, '0');
  return { traceId: parent?.traceId ?? spanId.padStart(32, '0'), spanId, traceFlags: 1 };
};

const user = (text: string): ThreadMessage => ({ role: 'user', text });
const result = (text: string): ThreadMessage => ({ role: 'tool', text });
const assistant = (text: string, ...calls: ToolRequest[]): ThreadMessage => ({ role: 'assistant', text, calls });
const weather = (city: string, id?: string): ToolRequest => ({ id, name: 'srv__weather', arguments: { city } });

/** A client that keeps its own conversation. */
class Conversation {
  readonly tracker: TurnTracker;
  messages: ThreadMessage[] = [];
  constructor(tracker: TurnTracker) {
    this.tracker = tracker;
  }
  ask(...more: readonly ThreadMessage[]) {
    this.messages.push(...more);
    const place = this.tracker.place({ messages: this.messages });
    const span = newSpan(place.parent);
    const call = this.tracker.began(place, span);
    return {
      place,
      span,
      answer: (reply: ThreadMessage, id?: string): void => {
        this.tracker.answered(call, reply, id);
        this.messages.push(reply);
      },
    };
  }
}

const tracker = (): TurnTracker => new TurnTracker(() => 0);

describe('one conversation', () => {
  test('a tool call belongs to the model call that asked for it, and the next model call to the turn’s first', () => {
    const conversation = new Conversation(tracker());
    const first = conversation.ask(user('How warm is Paris?'));
    first.answer(assistant('', weather('Paris', 'call_1')));
    expect(conversation.tracker.toolCalled('weather', { city: 'Paris' })).toBe(first.span);
    const second = conversation.ask(result('21'));
    expect(second.place.parent).toBe(first.span);
    second.answer(assistant('', weather('Rome', 'call_2')));
    expect(conversation.tracker.toolCalled('weather', { city: 'Rome' })).toBe(second.span);
    expect(conversation.ask(result('25')).place.parent).toBe(first.span);
  });
  test('ids and names that are too long to be true are not kept', () => {
    const conversation = new Conversation(tracker());
    const name = 'n'.repeat(300);
    const first = conversation.ask(user('Hello'));
    first.answer(assistant('', { id: 'c', name, arguments: {} }, weather('Paris', 'd')), 'i'.repeat(300));
    expect(conversation.tracker.toolCalled(name, {})).toBeUndefined();
    expect(conversation.tracker.toolCalled('weather', { city: 'Paris' })).toBe(first.span);
    const { parent, previous } = conversation.tracker.place({ messages: [user('Go on')], continues: 'i'.repeat(300) });
    expect([parent, previous]).toEqual([undefined, undefined]);
  });
  test('a new message of the user begins a turn of its own, linked to the one before', () => {
    const conversation = new Conversation(tracker());
    const first = conversation.ask(user('Hello'));
    first.answer(assistant('Hi'));
    const { place } = conversation.ask(user('How are you?'));
    expect([place.parent, place.previous]).toEqual([undefined, first.span]);
  });
  test('parallel and repeated calls are taken one by one', () => {
    const conversation = new Conversation(tracker());
    const { span, answer } = conversation.ask(user('Twice, please'));
    answer(assistant('', weather('Paris', 'a'), weather('Paris', 'b')));
    const taken = [1, 2, 3].map(() => conversation.tracker.toolCalled('weather', { city: 'Paris' }));
    expect(taken).toEqual([span, span, undefined]);
  });
  test('arguments are compared as JSON, whatever the order of their keys', () => {
    const conversation = new Conversation(tracker());
    const { span, answer } = conversation.ask(user('x'));
    answer(assistant('', { name: 'mcp__srv__f', arguments: { b: [1, { d: 1, c: 2 }], a: 1 } }));
    expect(conversation.tracker.toolCalled('other', { a: 1, b: [1, { c: 2, d: 1 }] })).toBeUndefined();
    expect(conversation.tracker.toolCalled('f', { a: 1, b: [1, { c: 2, d: 1 }] })).toBe(span);
  });
  test('goes on where its beginning was cut away, as long as ids tell which it is', () => {
    const conversation = new Conversation(tracker());
    const first = conversation.ask(user('long ago'));
    first.answer(assistant('', weather('Paris', 'call_77')));
    conversation.messages = conversation.messages.slice(1);
    expect(conversation.ask(result('21')).place.parent).toBe(first.span);
  });
  test('goes on by the id of the answer before, where the provider keeps the messages', () => {
    const shared = tracker();
    const first = new Conversation(shared).ask(user('x'));
    first.answer(assistant('', weather('Paris', 'call_1')), 'resp_1');
    expect(shared.place({ messages: [result('21')], continues: 'resp_1' }).parent).toBe(first.span);
    expect(shared.place({ messages: [user('and?')], continues: 'resp_1' }).previous).toBe(first.span);
    expect(shared.place({ messages: [result('21')], continues: 'resp_9' }).parent).toBeUndefined();
  });
  test('a second try that its client announces belongs to the same turn', () => {
    const conversation = new Conversation(tracker());
    const { span } = conversation.ask(user('x'));
    const { messages } = conversation;
    expect(conversation.tracker.place({ messages, retry: true }).parent).toBe(span);
    expect(conversation.tracker.place({ messages }).parent).toBeUndefined();
  });
  test('a call that was not asked for, or whose result is there already, has no parent', () => {
    const conversation = new Conversation(tracker());
    conversation.ask(user('x')).answer(assistant('', weather('Paris', 'a')));
    conversation.ask(result('from a cache'));
    expect(conversation.tracker.toolCalled('weather', { city: 'Paris' })).toBeUndefined();
  });
});

describe('conversations that cannot be told apart', () => {
  test('are not continued: neither model calls nor tool calls', () => {
    const shared = tracker();
    const both = [new Conversation(shared), new Conversation(shared)];
    for (const conversation of both) conversation.ask(user('Paris?')).answer(assistant('', weather('Paris')));
    expect(shared.toolCalled('weather', { city: 'Paris' })).toBeUndefined();
    expect(both.map((conversation) => conversation.ask(result('21')).place.parent)).toEqual([undefined, undefined]);
  });
  test('are told apart again once nobody can wait for the older one any more', () => {
    let now = 0;
    const shared = new TurnTracker(() => now);
    new Conversation(shared).ask(user('Paris?')).answer(assistant('', weather('Paris')));
    now = 11 * 60_000;
    const later = new Conversation(shared);
    const { span, answer } = later.ask(user('Paris?'));
    answer(assistant('', weather('Paris')));
    expect(later.ask(result('21')).place.parent).toBe(span);
  });
});

test('interleaved conversations: whatever has a parent has one of its own turn', () => {
  const step = fc.record({
    who: fc.nat(3),
    text: fc.constantFrom('hello', 'weather', 'again'),
    city: fc.constantFrom('Paris', 'Rome'),
    tools: fc.nat(2),
    ids: fc.boolean(),
    call: fc.boolean(),
  });
  let placed = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const shared = tracker();
      const people = [0, 1, 2, 3].map(() => ({ conversation: new Conversation(shared), turn: '', waiting: 0, ids: 0 }));
      steps.forEach(({ who, text, city, tools, ids, call }, index) => {
        const person = people[who % 4] as (typeof people)[number];
        const goesOn = person.waiting > 0;
        const more = goesOn ? Array.from({ length: person.waiting }, () => result('21')) : [user(text)];
        const { span, place, answer } = person.conversation.ask(...more);
        if (place.parent !== undefined) {
          placed += 1;
          expect(goesOn).toBe(true);
          expect(place.parent.traceId).toBe(person.turn);
        }
        if (!goesOn || place.parent === undefined) person.turn = span.traceId;
        answer(
          assistant(
            text,
            ...Array.from({ length: tools }, (_, i) => weather(city, ids ? `c${index}_${i}` : undefined)),
          ),
        );
        person.waiting = tools;
        if (!call || tools === 0) return;
        const parent = shared.toolCalled('weather', { city });
        if (parent !== undefined) expect(parent.traceId).toBe(span.traceId);
      });
    }),
    { numRuns: 500 },
  );
  expect(placed).toBeGreaterThan(100);
});

test('keeps a bounded number of conversations', () => {
  const shared = tracker();
  const first = new Conversation(shared);
  first.ask(user('first')).answer(assistant('', weather('Paris', 'id')));
  for (let index = 0; index < 5_000; index += 1) {
    new Conversation(shared).ask(user(`${index}`)).answer(assistant('', weather(`${index}`, `id${index}`)));
  }
  expect(first.ask(result('21')).place.parent).toBeUndefined();
});

describe('what cannot be known is not told', () => {
  const offers = ['srv__weather'];
  test('a tool call of a library’s run is not that of another run', () => {
    const shared = tracker();
    const place = shared.place({ messages: [user('x')], library: 'run 1' });
    shared.answered(shared.began(place, newSpan()), assistant('', weather('Paris', 'a')));
    expect(shared.toolCalled('weather', { city: 'Paris' }, 'run 2')).toBeUndefined();
    expect(shared.toolCalled('weather', { city: 'Paris' }, 'run 1')).toBeDefined();
  });
  test('nor while another turn streams an answer that offers the same tool', () => {
    const shared = tracker();
    const { span, answer } = new Conversation(shared).ask(user('a'));
    answer(assistant('', weather('Paris', 'a')));
    const other = shared.began(shared.place({ messages: [user('b')], offers }), newSpan());
    expect(shared.toolCalled('weather', { city: 'Paris' })).toBeUndefined();
    shared.ended(other);
    expect(shared.toolCalled('weather', { city: 'Paris' })).toBe(span);
  });
  test('who waits for an approval keeps his place, and an equal conversation does not get it', () => {
    let now = 0;
    const shared = new TurnTracker(() => now);
    const patient = new Conversation(shared);
    const { span } = patient.ask(user('Paris?'));
    shared.answered(shared.began(shared.place({ messages: [user('Paris?')] }), span), assistant('', weather('Paris')));
    now = 6 * 60_000;
    const other = new Conversation(shared);
    other.ask(user('Paris?')).answer(assistant('', weather('Paris')));
    expect(other.ask(result('21')).place.parent).toBeUndefined();
  });
  test('a conversation that the provider keeps goes on by its id', () => {
    const shared = tracker();
    const first = shared.place({ messages: [user('x')], conversation: 'conv_1' });
    const span = newSpan();
    shared.answered(shared.began(first, span), assistant('', weather('Paris', 'c1')), 'resp_1');
    expect(shared.place({ messages: [result('21')], conversation: 'conv_1' }).parent).toBe(span);
    expect(shared.place({ messages: [user('and?')], conversation: 'conv_1' }).previous).toBe(span);
  });
  test('a turn that has been idle for long is not continued, only linked', () => {
    let now = 0;
    const shared = new TurnTracker(() => now);
    const conversation = new Conversation(shared);
    const { span, answer } = conversation.ask(user('Hello'));
    answer(assistant('Hi'));
    now = 60 * 60_000;
    expect(conversation.ask(user('Still there?')).place).toMatchObject({ parent: undefined, previous: span });
  });
});
