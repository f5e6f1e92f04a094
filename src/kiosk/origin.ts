import type { IncomingHttpHeaders } from 'node:http';
import type { TransportProblem } from '#contract/http';

const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/**
 * Rule R32: a page from elsewhere must not reach the kiosk, neither by a request of its own (`Origin`) nor by
 * a name that was made to point at this box (`Host`, known as DNS rebinding). Ports are left out of the host
 * check because a proxy may map them. Returns what is wrong, or null.
 *
 * @param allowedHosts names or addresses beyond loopback, lower case, without a port.
 */
export function findForeign(
  headers: IncomingHttpHeaders,
  allowedHosts: ReadonlySet<string>,
): TransportProblem | null {
  const host = headers.host?.toLowerCase();
  if (host === undefined) return 'host-forbidden';
  const name = host.replace(/:\d*$/, '');
  if (!loopback.test(name) && !allowedHosts.has(name)) return 'host-forbidden';
  const origin = headers.origin?.toLowerCase();
  if (origin === undefined) return null;
  return origin === `http://${host}` || origin === `https://${host}` ? null : 'origin-forbidden';
}
