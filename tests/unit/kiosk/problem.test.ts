import { expect, test } from 'vitest';
import { problem, transportProblems } from '#contract/http';
import { refusals } from '#domain/refusals';
import type { RefusalCode } from '#domain/refusals';
import { problemOf, problemOfRefusal } from '#kiosk/problem';

test.each(Object.keys(refusals) as RefusalCode[])(
  'the refusal %s is a problem document of its own',
  (refusal) => {
    const document = problem.parse(problemOfRefusal({ ok: false, refusal }));
    expect(document).toMatchObject({ type: `/problems/${refusal}`, code: refusal });
    expect(document.status).toBeGreaterThanOrEqual(400);
    expect(document.status).toBeLessThan(600);
  },
);

test.each(transportProblems)('%s is a problem document of its own', (code) => {
  const document = problem.parse(problemOf(code));
  expect(document).toMatchObject({ type: `/problems/${code}`, code });
});

test('no name means both a refusal and a problem of the transport', () => {
  const shared = transportProblems.filter((code) => code in refusals);
  expect(shared).toEqual([]);
});

test('seconds and compartment are told where the refusal has them', () => {
  const later = problemOfRefusal({ ok: false, refusal: 'try-later', waitS: 9 });
  expect(later).toMatchObject({ status: 429, waitS: 9 });
  expect(later).not.toHaveProperty('compartment');
  const busy = problemOfRefusal({ ok: false, refusal: 'deposit-in-progress', compartment: 'A07' });
  expect(busy).toMatchObject({ status: 409, compartment: 'A07' });
  expect(busy).not.toHaveProperty('waitS');
});
