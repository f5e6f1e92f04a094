/** Every condition that is raised and cleared, as data; `docs/faults.md` is generated from it. */
export const faults = {
  'lock-did-not-open': {
    severity: 'major',
    cause: 'The lock was pulsed and the door was seen not to move.',
    remedy:
      'Open the door with the key, clean and adjust the latch, close it; the next seen opening clears the fault.',
  },
  'door-left-open': {
    severity: 'minor',
    cause: 'A door has been standing open.',
    remedy: 'Close the door.',
  },
  'door-opened-unasked': {
    severity: 'critical',
    cause: 'A door opened although the station had not decided so.',
    remedy: 'Inspect the compartment and the wiring; secure the contents.',
  },
  'wrong-door': {
    severity: 'critical',
    cause: 'A pulse for one compartment opened another one (invariant I6).',
    remedy:
      'Shut the door; check the wiring and the addresses of both compartments; audit both before they serve.',
  },
  'compartment-failing': {
    severity: 'major',
    cause: 'The lock jammed, or the door opened by itself, three times within 30 days.',
    remedy: 'Replace the lock or its wiring, then enable the compartment again.',
  },
  'audit-needed': {
    severity: 'critical',
    cause:
      'The ledger was restored, is older than it was, or was away for long: it may have missed something.',
    remedy:
      'Audit every compartment at the kiosk. Nothing is taken in before that; confirmed parcels are handed out.',
  },
  'backup-failing': {
    severity: 'major',
    cause: 'The station could not make the backup of its ledger that its station file asks for.',
    remedy:
      'Look at the disk of `data.backups`: is it there, can it be written to, is it full? The log says more.',
  },
  'sensor-stuck': {
    severity: 'minor',
    cause: 'A sensor contradicted people, or itself, until it was no longer believed.',
    remedy: 'Clean or replace the sensor; several visits in which it is right, or an audit, restore it.',
  },
  'board-implausible': {
    severity: 'critical',
    cause: 'Many doors of one board read open after the station had been off; nobody had decided so.',
    remedy: 'Look at the cabinet: shut what stands open, secure the parcels, check the board and its supply.',
  },
  'release-unconfirmed': {
    severity: 'critical',
    cause: 'An empty compartment was shut and opened again five times; nobody has said that it is empty.',
    remedy: 'Look inside at once, say at the kiosk that it is empty, and close the door.',
  },
  'someone-inside': {
    severity: 'critical',
    cause: 'Somebody reported at the kiosk that a person is shut in.',
    remedy: 'Call the station and send help; look into every compartment that has opened.',
  },
  'board-silent': {
    severity: 'major',
    cause: 'A lock board does not answer, or answers garbage.',
    remedy: 'Check the supply, the bus cable, the address switch and the line settings of this board.',
  },
  'gate-did-not-open': {
    severity: 'critical',
    cause: 'The gate at the way out of the shelves was pulsed and did not open.',
    remedy: 'Open it by hand at once and leave it open; check its board, its cable and its lock.',
  },
  'camera-unhealthy': {
    severity: 'major',
    cause: 'The camera over the compartments is blocked, or nothing recent says that it works.',
    remedy: 'Clean it, free its sight, or restart its recorder; sending begins again by itself.',
  },
  'scale-silent': {
    severity: 'major',
    cause: 'The scale says nothing, so that nothing can be weighed and nothing can be handed in.',
    remedy: 'Switch it on, check its cable, and set it to send its weight again and again.',
  },
  'scanner-lost': {
    severity: 'minor',
    cause:
      'A barcode scanner cannot be found, or does not answer; numbers are typed on the keypad meanwhile.',
    remedy:
      'Check its cable and its socket; the log names a missing library or permission. It is found again by itself.',
  },
  'cases-overdue': {
    severity: 'minor',
    cause: 'Somebody waits longer than 30 minutes for an answer, or than 24 hours for a settlement.',
    remedy: 'Answer or settle the cases that are overdue; their numbers stand in the events and on `cases/`.',
  },
  'uplink-down': {
    severity: 'minor',
    cause: 'The broker cannot be reached; pickups go on, events are kept.',
    remedy: 'Check the network and the broker address; nothing is lost meanwhile.',
  },
  'packet-limit': {
    severity: 'major',
    cause: 'The broker accepts only packets below 4 KiB (rule R25); events are kept.',
    remedy: 'Raise the maximum packet size of the broker.',
  },
  'ack-mismatch': {
    severity: 'critical',
    cause: 'The centre acknowledged events that were never sent, or with another hash (rule R21).',
    remedy: 'Compare the ledgers of station and centre; nothing was deleted.',
  },
  'identity-duplicated': {
    severity: 'critical',
    cause: 'Another client uses the identity of this station at the broker (rule R24).',
    remedy: 'Find the second client; give every station its own certificate and id.',
  },
} as const;

export type FaultCode = keyof typeof faults;

/** Names one raised fault, for example `board-silent.left-0`; fits into an MQTT topic level. */
export function faultId(fault: FaultCode, subject: string): string {
  return `${fault}.${subject}`;
}
