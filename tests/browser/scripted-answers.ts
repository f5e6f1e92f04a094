import type { VisitView } from '#contract/http';
import { goodBadge } from './stage.ts';
import type { Asked, Stage } from './stage.ts';

type Answer = readonly [status: number, body: unknown];
type Body = Readonly<Record<string, unknown>>;

/** What the station would say to a POST, by the contract; the door of a visit stays where the test put it. */
export function answerPost(stage: Stage, asked: Asked): Answer {
  if (asked.key === null) return [400, { code: 'key-missing' }];
  const refusal = stage.nextRefusal;
  stage.nextRefusal = null;
  if (refusal !== null) return [409, refusal];
  const body = (asked.body ?? {}) as Body;
  if (asked.path.split('/')[0] === 'releases') return [204, null];
  if (asked.path === 'pickups') return startPickup(stage, body);
  if (asked.path === 'courier-visits') return startCourierVisit(stage, body);
  if (stage.visit === null || asked.authorization !== `Visit ${stage.secret}`) {
    return [401, { code: 'visit-secret-wrong' }];
  }
  const step = asked.path.split('/').at(-1) ?? '';
  const change = changeOf(stage.visit, step, body);
  stage.visit = { ...stage.visit, ...change };
  return [200, stage.visit];
}

function startPickup(stage: Stage, body: Body): Answer {
  const { stepUp } = stage.station;
  if (stepUp && body['extension'] === undefined) return [403, { code: 'extension-needed' }];
  if (stepUp && stage.paceS > 0) return [429, { code: 'try-later', waitS: stage.paceS }];
  const extension = stage.codes.get(String(body['code']));
  if (extension === undefined || (stepUp && extension !== body['extension'])) {
    stage.station = { ...stage.station, stepUp: true };
    return [404, { code: 'code-unknown' }];
  }
  stage.visit = {
    ...emptyVisit('recipient'),
    step: 'opening',
    door: {
      compartment: 'A07',
      size: 'M',
      heightMm: 620,
      purpose: 'pickup',
      stay: 'stay-1',
      reopensLeft: 2,
      said: null,
      leaving: null,
      recall: null,
    },
  };
  return [201, { visit: stage.visit, secret: stage.secret }];
}

function startCourierVisit(stage: Stage, body: Body): Answer {
  if (body['badge'] !== goodBadge) return [404, { code: 'badge-unknown' }];
  stage.visit = emptyVisit('courier');
  return [201, { visit: stage.visit, secret: stage.secret }];
}

function emptyVisit(kind: VisitView['kind']): VisitView {
  return {
    visit: `visit-${kind}`,
    kind,
    step: 'choosing',
    door: null,
    parcels: [],
    delegates: [],
    may: [],
    sending: null,
    done: null,
    correctable: null,
    stopped: null,
    fees: [],
    endReason: null,
    secondsLeft: 45,
  };
}

function changeOf(visit: VisitView, step: string, body: Body): Partial<VisitView> {
  const { door } = visit;
  switch (step) {
    case 'deposits':
      return { step: 'opening', door: depositDoor(body['size'] as 'M') };
    case 'finish':
      return { step: 'ended', door: null, endReason: 'finished', secondsLeft: 0 };
    case 'extend':
      return { secondsLeft: 45 };
    case 'reopen':
      return {
        step: 'opening',
        door: door === null ? null : { ...door, reopensLeft: Math.max(0, door.reopensLeft - 1) },
      };
    case 'cancel':
      return { step: 'choosing', door: null };
    case 'confirm':
      return body['taken'] === false ? { step: 'choosing', door: null } : doneWith(visit);
    default:
      return {};
  }
}

function doneWith({ door }: VisitView): Partial<VisitView> {
  const done = door === null ? null : { purpose: door.purpose, compartment: door.compartment };
  return { step: 'choosing', door: null, done };
}

function depositDoor(size: 'M'): VisitView['door'] {
  return {
    compartment: 'B12',
    size,
    heightMm: 1_180,
    purpose: 'deposit',
    stay: 'stay-2',
    reopensLeft: 0,
    said: null,
    leaving: null,
    recall: null,
  };
}
