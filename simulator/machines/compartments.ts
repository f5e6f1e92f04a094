import { quarantineEnds } from '#domain/quarantine';
import { releaseCountGrave } from '#domain/policy';
import type { Release } from '#domain/state';
import { machine, statesOf } from './machine.ts';

const ends = {
  movement: 'until-moved',
  'seen-empty': 'until-seen-empty',
  person: 'until-looked-into',
} as const;

/** Why a compartment is not offered although nothing is known to be inside. */
export const quarantine = machine({
  name: 'quarantine',
  title: 'Quarantine',
  of: 'every compartment',
  states: {
    usable: 'Nothing speaks against it.',
    'until-moved': 'Its door has to be seen to open and to close.',
    'until-seen-empty': 'Likewise, and the sensor has to show that it is empty.',
    'until-looked-into': 'A person has to look inside and say what is there.',
  },
  part: 'compartments',
  read: ({ compartments }) =>
    statesOf(
      compartments,
      ({ label }) => label,
      ({ quarantine: cause }) => (cause === null ? 'usable' : ends[quarantineEnds[cause]]),
    ),
  rows: [
    ['until-looked-into', 'compartment.released', 'usable'],
    ['until-moved', 'compartment.quarantined', 'until-looked-into'],
    ['until-moved', 'compartment.quarantined', 'until-seen-empty'],
    ['until-moved', 'compartment.released', 'usable'],
    ['until-seen-empty', 'compartment.quarantined', 'until-looked-into'],
    ['until-seen-empty', 'compartment.released', 'usable'],
    ['usable', 'compartment.quarantined', 'until-looked-into'],
    ['usable', 'compartment.quarantined', 'until-moved'],
    ['usable', 'compartment.quarantined', 'until-seen-empty'],
  ],
});

export const disablement = machine({
  name: 'disablement',
  title: 'Out of service',
  of: 'every compartment',
  states: {
    'in-service': 'It may be offered.',
    'out-of-service': 'Staff took it out of service; a parcel inside can be collected.',
  },
  part: 'compartments',
  read: ({ compartments }) =>
    statesOf(
      compartments,
      ({ label }) => label,
      ({ disabled }) => (disabled === null ? 'in-service' : 'out-of-service'),
    ),
  rows: [
    ['in-service', 'compartment.disabled', 'out-of-service'],
    ['out-of-service', 'compartment.enabled', 'in-service'],
  ],
});

const ajarStates = ['asked', 'urged', 'left-open'] as const;

/** The escalation of a door that stands open. */
export const ajar = machine({
  name: 'ajar',
  title: 'Door left open',
  of: 'every door that stands open too long',
  states: {
    asked: 'Whoever is there was asked to shut it.',
    urged: 'Asked again, in a rising tone.',
    'left-open': 'A fault: somebody has to come.',
  },
  part: 'compartments',
  read: ({ compartments }) =>
    statesOf(
      compartments,
      ({ label }) => label,
      ({ ajarStep }) => ajarStates[ajarStep - 1] ?? null,
    ),
  rows: [
    [null, 'door.ajar', 'asked'],
    [null, 'door.ajar', 'left-open'],
    [null, 'door.ajar', 'urged'],
    ['asked', 'door.ajar-resolved', null],
    ['asked', 'door.ajar', 'left-open'],
    ['asked', 'door.ajar', 'urged'],
    ['left-open', 'door.ajar-resolved', null],
    ['urged', 'door.ajar-resolved', null],
    ['urged', 'door.ajar', 'left-open'],
  ],
});

/** Rules R1 and R3. */
export const release = machine({
  name: 'release',
  title: 'Release',
  of: 'every compartment in which somebody may be',
  states: {
    begun: 'It has to be opened at once.',
    pulsing: 'It was opened, and is opened again whenever it shuts.',
    grave: 'It was opened five times and goes on; nobody can be waited for any more.',
    'looked-into': 'Somebody looked inside and said that it is empty: the next closing is theirs.',
  },
  part: 'releases',
  read: ({ releases }) => statesOf(releases, ({ compartment }) => compartment, releaseState),
  rows: [
    [null, 'release.begun', 'begun'],
    ['begun', 'release.ended', null],
    ['begun', 'release.confirmed', 'looked-into'],
    ['begun', 'release.intended', 'pulsing'],
    ['grave', 'release.ended', null],
    ['grave', 'release.confirmed', 'looked-into'],
    ['looked-into', 'release.ended', null],
    ['looked-into', 'entrapment.reported', 'begun'],
    ['looked-into', ['entrapment.reported', 'release.intended'], 'grave'],
    ['looked-into', ['entrapment.reported', 'release.intended'], 'pulsing'],
    ['pulsing', 'release.ended', null],
    ['pulsing', 'release.intended', 'grave'],
    ['pulsing', 'release.confirmed', 'looked-into'],
  ],
});

function releaseState({ pulseCount, confirmedAt }: Release) {
  if (confirmedAt !== null) return 'looked-into';
  if (pulseCount === 0) return 'begun';
  return pulseCount < releaseCountGrave ? 'pulsing' : 'grave';
}

export const pulse = machine({
  name: 'pulse',
  title: 'Pulse',
  of: 'every pulse (rules R6 and R7)',
  states: { intended: 'The intention is on disk; what the lock does is not known yet.' },
  part: 'intentions',
  read: ({ intentions }) =>
    statesOf(
      intentions,
      ({ id }) => id,
      () => 'intended',
    ),
  rows: [
    [null, ['gate.intended', 'release.intended', 'unlock.intended'], 'intended'],
    ['intended', 'unlock.settled', null],
  ],
});

export const sensor = machine({
  name: 'sensor',
  title: 'Trust in a sensor',
  of: 'every sensor that contradicted people',
  states: {
    doubted: 'It lost some of its trust and still counts.',
    absent: 'It counts as absent: people are asked instead.',
  },
  part: 'sensors',
  read: ({ sensors }) =>
    statesOf(
      sensors,
      ({ compartment, kind }) => `${compartment}-${kind}`,
      ({ isAbsent }) => (isAbsent ? 'absent' : 'doubted'),
    ),
  rows: [
    [null, 'sensor.implausible', 'doubted'],
    ['doubted', 'sensor.agreed', null],
    ['doubted', 'sensor.stuck', 'absent'],
    ['absent', 'sensor.restored', 'doubted'],
  ],
});
