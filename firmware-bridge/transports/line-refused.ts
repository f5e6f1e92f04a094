/** The line did not take the whole frame at once; nothing of it is kept for later. */
export class LineRefused extends Error {
  override readonly name = 'LineRefused';
}

/** The other end of a network line is not what the station file says, or it does not answer at all. */
export class ServerRefused extends Error {
  override readonly name = 'ServerRefused';
}
