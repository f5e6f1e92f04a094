/** How bytes are put on the wire; everybody on one line shares them. */
export type LineSettings = {
  readonly baud: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
};
