import { once } from 'node:events';
import { connect } from 'node:net';
import { startTestService, type TestService } from '../setup/test-service';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service.stop());

/** Sends bytes as they are, and gives what comes back before the connection is closed. */
async function exchange(
  bytes: string,
): Promise<{ readonly status: string; readonly problem: { readonly code: string; readonly detail: string } }> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'connect');
  socket.write(bytes);
  await once(socket, 'close');
  const [head, body] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n', 2) as [string, string];
  expect(head).toContain('Content-Type: application/problem+json');
  return { status: head.split(' ')[1]!, problem: JSON.parse(body) as { code: string; detail: string } };
}

it('what is no HTTP request gets a problem document', async () => {
  const { status, problem } = await exchange('176 drones\r\n\r\n');
  expect([status, problem.code]).toEqual(['400', 'request.malformed']);
});

it('headers of more than 16 KiB get a problem document', async () => {
  const { status, problem } = await exchange(
    `GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`,
  );
  expect([status, problem.code]).toEqual(['431', 'request.headers_too_large']);
});
