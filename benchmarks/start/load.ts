import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { StartedVisit } from '#contract/http';
import { MeasurementFailed } from '../floor/conversation.ts';

/** The station limits how often one address may ask, so that each loopback address asks this often only. */
const requestsPerAddress = 400;
const requestsPerTurn = 4;

type Wish = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: object };

/**
 * Asks the station `count` times: the idle screen, a courier's sign-in, the look at the visit and its end.
 * Half of the requests commit. Returns when the last one is answered.
 */
export async function loadStation(port: number, count: number, badge: string): Promise<void> {
  for (let asked = 0, address = 2; asked < count; address += 1) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.0.${address}` });
    for (let here = 0; here < requestsPerAddress && asked < count; here += requestsPerTurn) {
      await takeTurn(agent, port, badge);
      asked += requestsPerTurn;
    }
    agent.destroy();
  }
}

async function takeTurn(agent: Agent, port: number, badge: string): Promise<void> {
  await ask(agent, port, null, { method: 'GET', path: '/api/v1/station' });
  const signIn: Wish = { method: 'POST', path: '/api/v1/courier-visits', body: { badge } };
  const { visit, secret } = (await ask(agent, port, null, signIn)) as StartedVisit;
  const path = `/api/v1/visits/${visit.visit}`;
  await ask(agent, port, secret, { method: 'GET', path });
  await ask(agent, port, secret, { method: 'POST', path: `${path}/finish`, body: {} });
}

function ask(agent: Agent, port: number, secret: string | null, wish: Wish): Promise<unknown> {
  const { method, path, body } = wish;
  const headers = {
    ...(secret === null ? {} : { authorization: `Visit ${secret}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      read(response, path).then(resolve, reject);
    });
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function read(response: IncomingMessage, path: string): Promise<unknown> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += String(part);
  if ((response.statusCode ?? 0) >= 300) throw new MeasurementFailed(`${path}: ${text}`);
  return JSON.parse(text);
}
