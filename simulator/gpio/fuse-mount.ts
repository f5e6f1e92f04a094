import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, read, writeSync } from 'node:fs';
import {
  attributesReply,
  entryReply,
  folderReply,
  initReply,
  notifyPoll,
  openReply,
  operations,
  pollReply,
  readRequest,
  replyTo,
  writeReply,
  type Request,
} from './fuse-messages.ts';
import { errors, type SysfsTree } from './sysfs-tree.ts';

/** The folder cannot be mounted; the message says why. */
export class MountRefused extends Error {
  override readonly name = 'MountRefused';
}

const rootNode = 1n;
const requestLengthMax = 65_536;
/** Of poll(2): there is something to read, it can be written, something urgent happened, an error. */
const pollEvents = { in: 1, urgent: 2, out: 4, error: 8 } as const;
const wantsNotice = 1;
/**
 * Why a read of the device may fail while nothing is wrong: it is not mounted yet, or whoever asked went
 * away.
 */
const passing = new Set(['EPERM', 'ENOENT', 'EINTR', 'EAGAIN']);

type OpenFile = {
  readonly path: string;
  /** Edges that its reader has seen. */
  seenCount: number;
  /** Whoever polls and was told "nothing yet". */
  waiting: bigint | null;
};

/**
 * Shows a tree as files of the kernel: what opens, reads, writes and polls them cannot tell them from the
 * real ones. Needs the right to mount, for example a user namespace of its own; another process has to use
 * the files.
 */
export async function mountTree(tree: SysfsTree, folder: string): Promise<{ unmount(): void }> {
  const device = openSync('/dev/fuse', 'r+');
  const server = new FuseServer(tree, device);
  const options = `fd=3,rootmode=40755,user_id=${String(process.getuid?.() ?? 0)},group_id=${String(process.getgid?.() ?? 0)}`;
  const mount = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'latchkey-gpio', folder], {
    stdio: ['ignore', 'ignore', 'pipe', device],
  });
  let complaint = '';
  mount.stderr?.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  server.listen();
  const [code] = (await once(mount, 'close')) as [number | null];
  if (code !== 0) server.close();
  if (code !== 0) throw new MountRefused(`${folder} cannot be mounted: ${complaint.trim()}`);
  return {
    unmount() {
      server.close();
      // The read that waits for the next request ends when nobody uses the files any more.
      spawnSync('umount', ['--lazy', folder]);
    },
  };
}

class FuseServer {
  readonly #tree: SysfsTree;
  readonly #device: number;
  readonly #nodes = new Map<bigint, string>([[rootNode, '']]);
  readonly #numbers = new Map<string, bigint>([['', rootNode]]);
  readonly #files = new Map<bigint, OpenFile>();
  #handle = 0n;
  #isClosed = false;

  constructor(tree: SysfsTree, device: number) {
    this.#tree = tree;
    this.#device = device;
    tree.onEdge = (path) => this.#wake(path);
  }

  listen(): void {
    const buffer = Buffer.alloc(requestLengthMax);
    read(this.#device, buffer, 0, buffer.length, null, (error, length) => {
      if (this.#isClosed || (error !== null && !passing.has(error.code ?? ''))) return;
      if (error === null) this.#obey(readRequest(buffer.subarray(0, length)));
      this.listen();
    });
  }

  close(): void {
    this.#isClosed = true;
  }

  #obey(request: Request): void {
    const { operation } = request;
    const isSilent =
      operation === operations.forget ||
      operation === operations.batchForget ||
      operation === operations.interrupt;
    if (isSilent) return;
    try {
      writeSync(this.#device, replyTo(request, this.#answer(request)));
    } catch {
      // Whoever asked is gone meanwhile.
    }
  }

  #answer(request: Request): Buffer | number {
    const { body } = request;
    if (request.operation === operations.init) return initReply();
    const path = this.#nodes.get(request.node);
    if (path === undefined) return errors.ENOENT;
    switch (request.operation) {
      case operations.lookup:
        return this.#lookUp(`${path}/${body.subarray(0, body.indexOf(0)).toString()}`);
      case operations.getattr:
      case operations.setattr:
        return attributesReply({ node: request.node, isFolder: this.#tree.list(path) !== null });
      case operations.open:
      case operations.opendir:
        return this.#open(path);
      case operations.release:
      case operations.releasedir:
        this.#files.delete(body.readBigUInt64LE(0));
        return Buffer.alloc(0);
      case operations.flush:
        return Buffer.alloc(0);
      case operations.readdir:
        return folderReply(
          this.#tree.list(path) ?? [],
          Number(body.readBigUInt64LE(8)),
          body.readUInt32LE(16),
        );
      case operations.read:
      case operations.write:
      case operations.poll:
        return this.#answerFile(request, path);
      default:
        // The kernel does without, and does not ask again.
        return errors.ENOSYS;
    }
  }

  #answerFile({ operation, body }: Request, path: string): Buffer | number {
    const file = this.#files.get(body.readBigUInt64LE(0));
    if (file === undefined) return errors.EINVAL;
    if (operation === operations.read) return this.#read(file, body);
    if (operation === operations.write) {
      const text = body.subarray(40, 40 + body.readUInt32LE(16));
      const error = this.#tree.write(path, text.toString());
      return error === null ? writeReply(text.length) : errors[error];
    }
    return this.#poll(file, body);
  }

  #lookUp(path: string): Buffer | number {
    const isFolder = this.#tree.list(path) !== null;
    if (!isFolder && !this.#tree.isFile(path)) return errors.ENOENT;
    const node = this.#numbers.get(path) ?? BigInt(this.#numbers.size + 1);
    this.#numbers.set(path, node);
    this.#nodes.set(node, path);
    return entryReply({ node, isFolder });
  }

  #open(path: string): Buffer {
    this.#handle += 1n;
    this.#files.set(this.#handle, { path, seenCount: this.#tree.edgeCount(path), waiting: null });
    return openReply(this.#handle);
  }

  #read(file: OpenFile, body: Buffer): Buffer | number {
    const offset = Number(body.readBigUInt64LE(8));
    file.seenCount = this.#tree.edgeCount(file.path);
    const content = this.#tree.read(file.path);
    if ('error' in content) return errors[content.error];
    return Buffer.from(content.text).subarray(offset, offset + body.readUInt32LE(16));
  }

  /** As the kernel's own sysfs: an edge since the last read is urgent and an error at the same time. */
  #poll(file: OpenFile, body: Buffer): Buffer {
    const isNew = this.#tree.edgeCount(file.path) > file.seenCount;
    const wants = (body.readUInt32LE(16) & wantsNotice) !== 0;
    file.waiting = wants ? body.readBigUInt64LE(8) : file.waiting;
    const always = pollEvents.in | pollEvents.out;
    return pollReply(isNew ? always | pollEvents.urgent | pollEvents.error : always);
  }

  #wake(path: string): void {
    for (const file of this.#files.values()) {
      if (file.path !== path || file.waiting === null) continue;
      try {
        writeSync(this.#device, notifyPoll(file.waiting));
      } catch {
        file.waiting = null;
      }
    }
  }
}
