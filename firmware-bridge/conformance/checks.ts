/**
 * What the suite checks, as data, in the order of a report. `failed` is the verdict in one sentence; what
 * was measured stands beside it in the report.
 */

export type Check = {
  readonly id: string;
  readonly does: string;
  readonly why: string;
  readonly failed: string;
  readonly remedy: string;
  /** Without it there is no verdict "passed"; the others may be left out. */
  readonly isRequired: boolean;
  /** As long as it fails, what a read says about a door cannot be trusted, and no door is opened. */
  readonly guardsDoors: boolean;
};

const required = { isRequired: true, guardsDoors: false } as const;
const guarding = { isRequired: true, guardsDoors: true } as const;
const optional = { isRequired: false, guardsDoors: false } as const;

export const checks = [
  {
    id: 'port',
    does: 'The port opens for this program alone and stays open.',
    why: 'Everything else goes through it.',
    failed: 'The port could not be opened, or went away.',
    remedy: 'Stop the controller, check the path under /dev/serial/by-path, the cable and the permissions.',
    ...guarding,
  },
  {
    id: 'unsolicited',
    does: 'Nothing comes unasked but messages that the profile expects ("pushes").',
    why: 'Unasked bytes on a line are interference, a wrong speed or another controller.',
    failed: 'Something came that nobody asked for and that the profile does not expect.',
    remedy:
      'Look for a second controller, a wrong speed, a missing bias or termination of the line; ' +
      'if the board reports its locks by itself, say so in its profile ("pushes").',
    ...guarding,
  },
  {
    id: 'answers',
    does: 'Every read of a series is answered.',
    why: 'A board that answers sometimes is worse than one that never does.',
    failed: 'Reads stayed without any answer.',
    remedy: 'Check supply, A and B, the address switch and the speed; then the profile.',
    ...guarding,
  },
  {
    id: 'intact-replies',
    does: 'Replies are whole and their check bytes are right.',
    why: 'Broken replies come from a wrong speed, a wrong profile, a bad line, or boards that talk at once.',
    failed: 'Bytes came that make no reply of this protocol.',
    remedy:
      'Compare the speed and the protocol of the profile with the board; check termination and ground. ' +
      'If it answers well alone on the line, two boards have the same address.',
    ...guarding,
  },
  {
    id: 'address',
    does: 'The board answers in its own name.',
    why: 'The station believes a reply only from the board that it asked.',
    failed: 'The reply bears the address of another board.',
    remedy: 'Set the address switch anew and switch the board off and on; it may read the switch only then.',
    ...guarding,
  },
  {
    id: 'one-reply',
    does: 'Each request is answered once.',
    why: 'Two boards with one address open two doors at once.',
    failed: 'A request was answered more than once.',
    remedy:
      'Two boards have the same address: give one of them another. Otherwise the adapter doubles replies.',
    ...guarding,
  },
  {
    id: 'echo',
    does: 'The adapter repeats what is sent exactly as the profile says.',
    why: 'Some replies equal their request; an unexpected echo looks like an answer.',
    failed: 'What comes back of our own bytes is not what the profile says.',
    remedy:
      'Use a profile with the right "echo", or an adapter that switches its receiver off while it sends.',
    ...guarding,
  },
  {
    id: 'clean-line',
    does: 'No bytes surround the replies.',
    why: 'Bytes before a reply hide its beginning and cost time.',
    failed: 'Bytes that belong to nothing came with the replies.',
    remedy: 'Bias the idle line (fail-safe resistors), and keep it away from the cables of the locks.',
    ...required,
  },
  {
    id: 'unbroken-replies',
    does: 'A reply comes in one go.',
    why: 'Pauses inside replies come from adapters and serial servers, and eat up the time to answer.',
    failed: 'Replies were torn apart by pauses.',
    remedy: 'Lower the latency timer of the adapter, or the packing delay of the serial server.',
    ...required,
  },
  {
    id: 'timing',
    does: 'The slowest reply comes within the time that the profile allows.',
    why: 'A later reply counts as none, and meets the next request on the wire.',
    failed: 'A reply took longer than the profile allows.',
    remedy:
      'Check the adapter and the load of this computer; if the board is that slow, raise readTimeoutMs.',
    ...guarding,
  },
  {
    id: 'steady-status',
    does: 'Reads of doors that nobody touches agree.',
    why: 'A flickering bit opens cases and sends people for nothing.',
    failed: 'Channels changed although no door was touched.',
    remedy: 'Check the switches and plugs of these channels; on a board without check bytes, the line.',
    ...guarding,
  },
  {
    id: 'other-addresses',
    does: 'No other address of this kind of board answers, unless it was named as a neighbour.',
    why: 'A board that answers to a second address, or that nobody knows of, opens doors that nobody meant.',
    failed: 'Addresses answer that nobody has named.',
    remedy: 'Name the other boards of the line with --neighbours, or correct their address switches.',
    ...required,
  },
  {
    id: 'noise-recovery',
    does: 'The board answers again after garbage and after requests that break off.',
    why: 'A plug that is pulled in the middle of a request must not silence a board.',
    failed: 'After noise the board did not answer within two reads.',
    remedy: 'Switch the board off and on; if it stays so, its firmware does not resynchronise: replace it.',
    ...required,
  },
  {
    id: 'supply',
    does: 'The board goes on answering while its coil is energised.',
    why: 'A supply that breaks down under a solenoid restarts the board in the middle of a pulse.',
    failed: 'The board fell silent when the coil was energised.',
    remedy: 'Use a stronger supply and thicker, separate wires for the locks; energise one lock at a time.',
    ...required,
  },
  {
    id: 'unlock-answer',
    does: 'An unlock is answered as the profile says: never, perhaps or always.',
    why: 'The station waits for an answer that is owed, and takes one that is not for a stray.',
    failed: 'The answer to the unlock is not what the profile says.',
    remedy: 'Use the profile of this firmware, or change "unlockReply" and "unlockTimeoutMs" in it.',
    ...required,
  },
  {
    id: 'opens',
    does: 'One pulse opens the door in time.',
    why: 'It is what the board is there for.',
    failed: 'The pulse did not open the door of this channel in time.',
    remedy: 'Check the lock, its plug and fuse, and which door hangs on which channel (latchkey doors test).',
    ...required,
  },
  {
    id: 'status-truth',
    does: 'The status of the opened channel follows its door.',
    why: 'Whether a door is closed is known from this bit alone.',
    failed: 'The door moved, but the status of its channel did not.',
    remedy: 'Check the hook switch of this lock and its two wires.',
    ...required,
  },
  {
    id: 'polarity',
    does: 'The status bits mean what the profile says.',
    why: 'Locks exist with both kinds of switch; the wiring decides, not the protocol.',
    failed: 'The status bits mean the opposite.',
    remedy: 'Turn "polarity" round for this board in the station file.',
    ...required,
  },
  {
    id: 'cross-talk',
    does: 'Nothing else changes when one door opens.',
    why: 'Crossed wires and swapped status bytes show here first.',
    failed: 'Other channels changed as well.',
    remedy: 'Check the plugs of the channels that are named, and the order of status bytes in the profile.',
    ...required,
  },
  {
    id: 'pulse',
    does: 'After the pulse the coil is off, and the channel shows what it showed before it settled.',
    why: 'A coil that stays energised burns.',
    failed: 'The state after the pulse does not last, or the coil is still energised.',
    remedy: 'If the lock is warm, cut its supply at once. Check the pulse length set in the board.',
    ...required,
  },
  {
    id: 'items',
    does: 'The sensor inside the compartment sees something, and sees when it is gone.',
    why: 'A sensor that is stuck hides forgotten parcels, or reports parcels that are not there.',
    failed: 'The sensor inside the compartment does not follow what is there.',
    remedy: 'Clean and align the sensor; check its plug.',
    ...optional,
  },
  {
    id: 'closes',
    does: 'The door catches and reads as before when it is pushed shut.',
    why: 'It shows that the coil has let go of the latch and that the latch still holds.',
    failed: 'The closed door is not seen closed.',
    remedy:
      'Check the latch for wear and the position of the hook; if the lock is warm, cut its supply at once.',
    ...optional,
  },
  {
    id: 'power-on',
    does: 'After the supply was off, the board answers and no door has moved.',
    why: 'A power cut must open nothing.',
    failed: 'After its supply came back the board was not as before.',
    remedy: 'If doors opened, do not use this board. If it is silent, check its address and its supply.',
    ...optional,
  },
] as const satisfies readonly Check[];

export type CheckId = (typeof checks)[number]['id'];

export function checkOf(id: CheckId): Check {
  const found = checks.find((check) => check.id === id);
  // The type has excluded any other id.
  return found ?? checks[0];
}
