import { z } from 'zod';

/** Payload of the JWS on `replays`, signed by the centre's key; rate-limited by the station (rule R21). */
export const replayRequest = z
  .object({
    station: z.string(),
    epoch: z.string(),
    from: z.int().min(1),
    to: z.int().min(1),
  })
  .refine((range) => range.from <= range.to)
  .meta({ id: 'ReplayRequest', description: 'Send this range again, marked historical.' });
