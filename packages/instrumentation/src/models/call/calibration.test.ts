import { describe, expect, test } from 'vitest';
import { Calibration } from './calibration.ts';

describe('Calibration', () => {
  test('knows nothing of a model that nobody has told about', () => {
    expect(new Calibration().factor('m')).toBeUndefined();
  });
  test('follows what a provider tells, the newest most', () => {
    const calibration = new Calibration();
    for (let call = 0; call < 50; call += 1) calibration.learn('m', 1000, 1300);
    expect(calibration.factor('m')).toBeCloseTo(1.3);
    calibration.learn('m', 1000, 1000);
    expect(calibration.factor('m')).toBeCloseTo(1.24);
  });
  test('does not learn from what no text can explain', () => {
    const calibration = new Calibration();
    for (const told of [10_000, 10, 0, Number.NaN]) calibration.learn('m', 1000, told);
    calibration.learn('m', 0, 1000);
    expect(calibration.factor('m')).toBeUndefined();
  });
  test('looks at the first calls of a model, and at few later ones', () => {
    const calibration = new Calibration();
    const wanted = Array.from({ length: 100 }, () => calibration.wants('m', 8, 16)).filter(Boolean);
    expect(wanted).toHaveLength(8 + 6);
  });
  test('keeps a bounded number of models', () => {
    const calibration = new Calibration();
    for (let model = 0; model < 1000; model += 1) calibration.learn(`m${model}`, 100, 110);
    expect(calibration.factor('m0')).toBeUndefined();
    expect(calibration.factor('m999')).toBeCloseTo(1.1);
  });
});
