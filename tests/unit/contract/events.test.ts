import { CloudEvent } from 'cloudevents';
import { describe, expect, it } from 'vitest';
import { chainedText, publishedEvent } from '#contract/cloud-event';
import { NotSequenced, encodeEvent } from '#contract/event-encoder';
import { classAEvents, isClassA } from '#contract/events';
import type { EventKind } from '#contract/events/kind';
import { classBTypes, isClassB } from '#domain/events';
import type { ClassAType, DomainEvent, EventType } from '#domain/events';
import { faults } from '#domain/faults';
import type { EventEncoder } from '#station/ports';
import { sampleEnvelope, sampleEvents } from '../../contract/messages/sample-events.ts';
import { at, secrets } from '../../contract/messages/samples/values.ts';

const samples: readonly DomainEvent[] = Object.values(sampleEvents);
const hash = 'cd'.repeat(32);
const published = (event: DomainEvent, historical: boolean) => {
  const open = encodeEvent(event, sampleEnvelope).slice(0, -1);
  return `${open},"hash":"${hash}"${historical ? ',"historical":true' : ''}}`;
};

function kindOf(event: DomainEvent): EventKind<ClassAType> {
  const kind = isClassA(event.type) ? classAEvents[event.type] : undefined;
  expect(kind).toBeDefined();
  return kind as unknown as EventKind<ClassAType>;
}

describe('the table of event types', () => {
  it('M7 R20 sequences exactly what is not class B', () => {
    for (const type of classBTypes) expect(isClassA(type), type).toBe(false);
    for (const type of Object.keys(classAEvents)) {
      expect(isClassB(type as EventType), type).toBe(false);
    }
  });

  it('has a sample of every type, and a type of its own for each', () => {
    expect(Object.keys(sampleEvents).toSorted()).toEqual(Object.keys(classAEvents).toSorted());
    const types = Object.values(classAEvents).map((kind) => kind.type);
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(samples.map((event) => [event.type, event] as const))(
    'maps %s to data that its schema accepts, with nothing else in it',
    (_type, event) => {
      const message = publishedEvent.parse(JSON.parse(published(event, false)));
      expect(kindOf(event).schema.parse(message.data)).toEqual(message.data);
    },
  );

  it.each(samples.map((event) => [event.type, event] as const))(
    'never lets a code, its hash or a sealed contact out with %s',
    (_type, event) => {
      const text = encodeEvent(event, sampleEnvelope);
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    },
  );

  it.each(samples.map((event) => [event.type, event] as const))(
    'S1-2 says how grave %s is',
    (_type, event) => {
      const { severity } = publishedEvent.parse(JSON.parse(published(event, false)));
      expect(['info', 'minor', 'major', 'critical']).toContain(severity);
    },
  );

  it('names a fault as gravely as the catalogue does', () => {
    for (const fault of Object.keys(faults) as (keyof typeof faults)[]) {
      const raised = { ...sampleEvents['fault.raised'], fault };
      expect(JSON.parse(encodeEvent(raised, sampleEnvelope))).toHaveProperty(
        'severity',
        faults[fault].severity,
      );
    }
  });

  it('tells an unlock that may have opened unseen from an ordinary one', () => {
    const severityOf = (outcome: 'opened' | 'unknown') =>
      classAEvents['unlock.settled'].severity({ ...sampleEvents['unlock.settled'], outcome });
    expect(severityOf('opened')).toBe('info');
    expect(severityOf('unknown')).toBe('major');
  });
});

describe('the encoder', () => {
  it('is what the station asks for', () => {
    const encoder: EventEncoder = encodeEvent;
    const text = encoder(sampleEvents['code.rejected'], sampleEnvelope, (_field, value) => value);
    expect(text).toContain('latchkey.code.rejected.v1');
  });

  it.each(samples.map((event) => [event.type, event] as const))(
    'writes %s so that the reference package of CloudEvents accepts it',
    (_type, event) => {
      const message = JSON.parse(published(event, true)) as Record<string, unknown>;
      const read = new CloudEvent(message, true);
      expect(read.validate()).toBe(true);
      expect(read.id).toBe('00ff00ff00ff00ff-42');
      expect(read['seq']).toBe(42);
    },
  );

  it('keeps every Integer attribute within 32 bits and every name within the rules of CloudEvents', () => {
    const message = JSON.parse(published(sampleEvents['code.issued'], true)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(message)) {
      expect(name).toMatch(/^[a-z0-9]{1,20}$/);
      if (typeof value === 'number') expect(Math.abs(value)).toBeLessThan(2 ** 31);
    }
    expect(message['monoms']).toBe(String(at.monoMs));
  });

  it('refuses what is not sequenced', () => {
    const touched = { type: 'door.asked', at, visit: 'v', compartment: 'A07' } as unknown as DomainEvent;
    expect(() => encodeEvent(touched, sampleEnvelope)).toThrow(NotSequenced);
  });
});

describe('the text that is hashed', () => {
  it.each([false, true])('is the stored text again, replayed or not (%s)', (historical) => {
    for (const event of samples) {
      expect(chainedText(published(event, historical))).toBe(encodeEvent(event, sampleEnvelope));
    }
  });

  it('is not shortened by data that look like the trailer', () => {
    const sly = { ...sampleEvents['code.issued'], notice: `x","hash":"${hash}"}` };
    expect(chainedText(published(sly, false))).toBe(encodeEvent(sly, sampleEnvelope));
  });
});
