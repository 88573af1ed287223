import { expect, test } from 'vitest';
import { errorTypeOf } from './error-type.ts';

test.each(['constructor', '__proto__', 'toString', 'anything at all'])(
  'a code that no table has makes no series of its own: %s',
  (error) => {
    expect(errorTypeOf({ answer: { error } })).toBe('_OTHER');
    expect(errorTypeOf({ answer: { error }, httpStatus: 400 })).toBe('400');
  },
);

test('a code that says more than its status stands in its place', () => {
  expect(errorTypeOf({ answer: { error: 'context_length_exceeded' }, httpStatus: 400 })).toBe(
    'context_length_exceeded',
  );
  expect(errorTypeOf({ answer: { error: 'rate_limit_exceeded' }, httpStatus: 429 })).toBe('429');
});
