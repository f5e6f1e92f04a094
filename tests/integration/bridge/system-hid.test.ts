import { expect, test } from 'vitest';
import { createSystemHidPorts } from '#bridge/scanners/system-hid-ports';

test('the real addon lists the devices of this machine, or says what it lacks', async () => {
  const listed = await createSystemHidPorts()
    .list()
    .catch((error: unknown) => error);
  if (!Array.isArray(listed)) {
    expect(String(listed)).toContain('apt-get install libusb-1.0-0 libudev1');
    return;
  }
  for (const device of listed) expect(device).toMatchObject({ path: expect.any(String) as string });
});

test('the real addon refuses a path that is not there', async () => {
  const listener = { received: () => undefined, lost: () => undefined };
  await expect(createSystemHidPorts().open('/dev/hidraw4711', listener)).rejects.toThrow(
    /hidraw4711|apt-get install/,
  );
});
