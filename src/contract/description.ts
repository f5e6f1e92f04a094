import { z } from 'zod';
import { sizes } from '#domain/words';
import { contractVersion } from './topics.ts';

/** Published retained on `description`; changes only with the station file. */
export const stationDescription = z
  .object({
    contract: z.literal(contractVersion),
    station: z.string(),
    cabinets: z.array(z.string()),
    compartments: z.array(
      z.object({
        label: z.string(),
        size: z.enum(sizes),
        cabinet: z.string(),
        heightMm: z.number().describe('Lower edge above the floor.'),
        features: z.array(z.string()).describe('For example door-sensor, occupancy-sensor.'),
      }),
    ),
    shelves: z
      .object({
        layers: z.array(
          z.object({
            shelf: z.string(),
            layer: z.string(),
            firstNumber: z.int().describe('Of four digits in a position such as 5-2-3001.'),
            positionCount: z.int(),
            heightMm: z.number().describe('Above the floor.'),
          }),
        ),
        hasGate: z.boolean(),
      })
      .optional()
      .describe('Open shelves of an attended station; absent where there are none.'),
    profileHash: z
      .string()
      .describe('SHA-256 of all hardware in use, profiles included; tells that wiring changed.'),
  })
  .meta({ id: 'StationDescription', description: 'What the station is made of.' });
export type StationDescription = z.infer<typeof stationDescription>;
