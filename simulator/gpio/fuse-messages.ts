/** The part of the FUSE protocol 7.31 that a tree of small files needs (include/uapi/linux/fuse.h). */

export const operations = {
  lookup: 1,
  forget: 2,
  getattr: 3,
  setattr: 4,
  open: 14,
  read: 15,
  write: 16,
  release: 18,
  flush: 25,
  init: 26,
  opendir: 27,
  readdir: 28,
  releasedir: 29,
  interrupt: 36,
  poll: 40,
  batchForget: 42,
} as const;

export type Request = {
  readonly operation: number;
  readonly unique: bigint;
  readonly node: bigint;
  readonly body: Buffer;
};

const requestHeaderLength = 40;
const replyHeaderLength = 16;

export function readRequest(bytes: Buffer): Request {
  return {
    operation: bytes.readUInt32LE(4),
    unique: bytes.readBigUInt64LE(8),
    node: bytes.readBigUInt64LE(16),
    body: bytes.subarray(requestHeaderLength),
  };
}

/** A reply with its content, or with the number of an error. */
export function replyTo({ unique }: Request, content: Buffer | number): Buffer {
  const body = typeof content === 'number' ? Buffer.alloc(0) : content;
  const header = Buffer.alloc(replyHeaderLength);
  header.writeUInt32LE(replyHeaderLength + body.length, 0);
  header.writeInt32LE(typeof content === 'number' ? -content : 0, 4);
  header.writeBigUInt64LE(unique, 8);
  return Buffer.concat([header, body]);
}

/** Tells the kernel that a poll that was answered with "nothing yet" should be asked again. */
export function notifyPoll(handle: bigint): Buffer {
  const message = Buffer.alloc(replyHeaderLength + 8);
  message.writeUInt32LE(message.length, 0);
  message.writeInt32LE(1, 4);
  message.writeBigUInt64LE(handle, replyHeaderLength);
  return message;
}

export function initReply(): Buffer {
  const body = Buffer.alloc(64);
  body.writeUInt32LE(7, 0);
  body.writeUInt32LE(31, 4);
  body.writeUInt32LE(4096, 20);
  return body;
}

export type Attributes = { readonly node: bigint; readonly isFolder: boolean };

const attributesLength = 88;
const folderMode = 0o040_755;
const fileMode = 0o100_644;
/** What sysfs says of all its files. */
const fileLength = 4096n;

function attributesOf({ node, isFolder }: Attributes): Buffer {
  const body = Buffer.alloc(attributesLength);
  body.writeBigUInt64LE(node, 0);
  body.writeBigUInt64LE(isFolder ? 0n : fileLength, 8);
  body.writeUInt32LE(isFolder ? folderMode : fileMode, 60);
  body.writeUInt32LE(1, 64);
  body.writeUInt32LE(4096, 80);
  return body;
}

/** Nothing may be remembered by the kernel: a line appears the moment it is exported. */
export function entryReply(attributes: Attributes): Buffer {
  const body = Buffer.alloc(40);
  body.writeBigUInt64LE(attributes.node, 0);
  return Buffer.concat([body, attributesOf(attributes)]);
}

export function attributesReply(attributes: Attributes): Buffer {
  return Buffer.concat([Buffer.alloc(16), attributesOf(attributes)]);
}

/** Opened for direct reads and writes, so that each of them arrives here. */
export function openReply(handle: bigint): Buffer {
  const body = Buffer.alloc(16);
  body.writeBigUInt64LE(handle, 0);
  body.writeUInt32LE(1, 8);
  return body;
}

export function writeReply(length: number): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt32LE(length, 0);
  return body;
}

export function pollReply(events: number): Buffer {
  return writeReply(events);
}

/** The entries of a folder from `offset` on, each padded to eight bytes. */
export function folderReply(names: readonly string[], offset: number, lengthMax: number): Buffer {
  const entries: Buffer[] = [];
  let length = 0;
  for (const [index, name] of names.entries()) {
    if (index < offset) continue;
    const text = Buffer.from(name);
    const entry = Buffer.alloc(Math.ceil((24 + text.length) / 8) * 8);
    entry.writeBigUInt64LE(1n, 0);
    entry.writeBigUInt64LE(BigInt(index + 1), 8);
    entry.writeUInt32LE(text.length, 16);
    text.copy(entry, 24);
    if (length + entry.length > lengthMax) break;
    length += entry.length;
    entries.push(entry);
  }
  return Buffer.concat(entries);
}
