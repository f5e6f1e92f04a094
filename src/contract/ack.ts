import { z } from 'zod';

/** Payload of the JWS on `acks`, signed by the key that does nothing else (rule R21). */
export const ack = z
  .object({
    station: z.string(),
    epoch: z.string(),
    upTo: z.int().min(0).describe('Everything up to this seq is stored durably.'),
    hash: z.string().describe('Hash of that event as the centre computed it itself.'),
  })
  .meta({ id: 'Ack', description: 'The centre has durably stored the contiguous prefix.' });
export type Ack = z.infer<typeof ack>;
