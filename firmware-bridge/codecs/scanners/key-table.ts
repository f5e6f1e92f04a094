/** Keys of the US layout (HID Usage Tables, page 07): plain and shifted sign by key code. */
type Key = { readonly code: number; readonly plain: string; readonly shifted: string };

/** Rows of keys with neighbouring codes. */
const rows: readonly (readonly [number, string, string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x2c, ' -=[]\\', ' _+{}|'],
  [0x33, ";'`,./", ':"~<>?'],
  // The number pad as it is with Num Lock on, which scanners take for granted.
  [0x54, '/*-+', '/*-+'],
  [0x59, '1234567890.', '1234567890.'],
];

export const keys: readonly Key[] = rows.flatMap(([first, plain, shifted]) =>
  Array.from(plain, (sign, index) => ({ code: first + index, plain: sign, shifted: shifted[index] ?? sign })),
);

/** Enter, Tab and the Enter of the number pad. */
export const endKeys: readonly number[] = [0x28, 0x2b, 0x58];
export const bracketKey = 0x30;
/** The board has lost track of what is pressed: 01 roll-over, 02 self-test failed, 03 undefined. */
export const rollOverMax = 0x03;
