import { z } from 'zod';
import { instant } from './instant.ts';

const connection = {
  bootId: z.string().describe('One run of the process.'),
  connectionId: z.string().describe('One connection; birth and will carry the same (rule R24).'),
};

/** Published retained on `state` at each connection and whenever it changes. */
export const stationBirth = z
  .object({
    state: z.enum(['init', 'ready', 'degraded', 'disconnected']),
    ...connection,
    epoch: z.string().describe('Changes when the store is new, restored or rolled back.'),
    bootReason: z.enum(['power-up', 'restart', 'new-store']),
    firstSeq: z.int().describe('Oldest event that can still be sent again.'),
    lastSeq: z.int(),
    ackedSeq: z.int(),
    lastHash: z.string(),
    softwareVersion: z.string(),
    commandNonce: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .describe('Goes into a command; changes at each connection and every 2 minutes (rule R16).'),
    since: instant.describe('When this state was published.'),
  })
  .meta({ id: 'StationBirth', description: 'The station is there, and this is where its ledger stands.' });
export type StationBirth = z.infer<typeof stationBirth>;

/** The will; published by the broker 30 s after the connection broke. */
export const stationLost = z.object({ state: z.literal('lost'), ...connection }).meta({
  id: 'StationLost',
  description: 'The broker has not heard from the station; it keeps serving offline.',
});
export type StationLost = z.infer<typeof stationLost>;

export const stationPresence = z.discriminatedUnion('state', [stationBirth, stationLost]);
export type StationPresence = z.infer<typeof stationPresence>;
