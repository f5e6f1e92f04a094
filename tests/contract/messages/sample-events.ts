import type { DomainEvent } from '#domain/events';
import { auditSamples } from './samples/audit-samples.ts';
import { caseSamples } from './samples/case-samples.ts';
import { clockSamples } from './samples/clock-samples.ts';
import { codeSamples } from './samples/code-samples.ts';
import { depositSamples } from './samples/deposit-samples.ts';
import { doorSamples } from './samples/door-samples.ts';
import { pickupSamples } from './samples/pickup-samples.ts';
import { problemSamples } from './samples/problem-samples.ts';
import { physicalSamples } from './samples/physical-samples.ts';
import { recoverySamples } from './samples/recovery-samples.ts';
import { recallSamples } from './samples/recall-samples.ts';
import { releaseSamples } from './samples/release-samples.ts';
import { sensorSamples } from './samples/sensor-samples.ts';
import { sendingSamples } from './samples/sending-samples.ts';
import { serviceSamples } from './samples/service-samples.ts';
import { shelfSamples } from './samples/shelf-samples.ts';
import { stationSamples } from './samples/station-samples.ts';
import { staySamples } from './samples/stay-samples.ts';
import { surveySamples } from './samples/survey-samples.ts';
import { visitSamples } from './samples/visit-samples.ts';
import type { SamplesOf } from './samples/samples-of.ts';

/** One of each; every family has a file of its own in `samples/`. */
export const sampleEvents: SamplesOf<DomainEvent> = {
  ...stationSamples,
  ...visitSamples,
  ...depositSamples,
  ...codeSamples,
  ...pickupSamples,
  ...problemSamples,
  ...recallSamples,
  ...recoverySamples,
  ...doorSamples,
  ...physicalSamples,
  ...sensorSamples,
  ...auditSamples,
  ...releaseSamples,
  ...staySamples,
  ...caseSamples,
  ...surveySamples,
  ...clockSamples,
  ...sendingSamples,
  ...serviceSamples,
  ...shelfSamples,
};

export const sampleEnvelope = {
  station: 'north-gate',
  epoch: '00ff00ff00ff00ff',
  seq: 42,
  prevHash: 'ab'.repeat(32),
};
