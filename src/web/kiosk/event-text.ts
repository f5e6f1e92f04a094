/** What was read of a `text/event-stream`: whole messages, and the text that waits for its rest. */
export type EventText = { readonly messages: readonly string[]; readonly rest: string };

const pendingCharsMax = 64 * 1024;

/**
 * Splits server-sent events (HTML standard, section 9.2.6) into the `data` of each message. Names, ids and
 * comments are passed over: the streams of the kiosk carry one kind of message each, and a comment is only
 * the server's sign of life. An unfinished message above 64 KiB is dropped, so that a broken peer cannot
 * fill the memory of a box that runs for months.
 */
export function splitEventText(pending: string, chunk: string): EventText {
  const blocks = (pending + chunk).replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const messages = blocks.map(joinDataLines).filter((message) => message !== '');
  return { messages, rest: rest.length > pendingCharsMax ? '' : rest };
}

function joinDataLines(block: string): string {
  return block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''))
    .join('\n');
}
