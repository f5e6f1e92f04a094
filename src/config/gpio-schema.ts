import { z } from 'zod';

/** Boards of GPIO lines, as a person writes them in the station file. */

const text = z.string().min(1);
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40 characters');

const chipLabel =
  'the label of a GPIO chip, for example pinctrl-bcm2711 (gpiodetect shows it), because the number of a chip ' +
  'changes with the kernel and with what is plugged in';
const wholeLine =
  'a line as { chip, offset }: a bare number is another line on the next kernel, because Raspberry Pi kernels ' +
  'from 6.6 on count from 512 and a Pi 5 from somewhere else';
const offset = 'a line of the chip, counted from 0; numbers from 512 on count over all chips, as sysfs does';

const line = z.strictObject(
  {
    chip: z.string({ error: chipLabel }).regex(/^(?!\d+$)(?!gpiochip\d+$)\S+$/, chipLabel),
    offset: z.int().min(0, offset).max(511, offset),
    /** Tells chips of one label apart: serial number, or a part of the path of the device. */
    unit: text.optional(),
  },
  { error: wholeLine },
);
export type WrittenLine = z.infer<typeof line>;

/** What an output that drives a lock declares (rule R5). */
export const coilProtection = z.enum(['timed-by-hardware', 'none']);
/** Why a coil that nothing in hardware protects is accepted. */
export const acceptedReason = z.string().min(10, 'a reason of at least 10 characters').optional();

export const gpioBoard = z.strictObject({
  id: name,
  /** Id of a profile in `hardware-profiles/gpio-boards`. */
  profile: name,
  port: z.enum(['sysfs', 'gpiod']),
  protection: coilProtection,
  acceptUnprotected: acceptedReason,
  polarity: z
    .strictObject({
      lock: z.enum(['high-energises', 'low-energises']).optional(),
      hook: z.enum(['high-is-closed', 'low-is-closed']).optional(),
    })
    .default({}),
  pulseMs: z.int().min(20).max(10_000).optional(),
  debounceMs: z.int().min(5).max(500).optional(),
  /** Pull resistors of the chip for the door switches. */
  bias: z.enum(['as-is', 'pull-up', 'pull-down']).default('as-is'),
  channels: z.array(z.strictObject({ lock: line, door: line.optional() })).min(1),
});
export type WrittenGpioBoard = z.infer<typeof gpioBoard>;
